using System.Collections.Immutable;
using Orleans.Compat;

namespace Orleans.Runtime.Network;

/// <summary>What stands before a call's arguments.</summary>
[Flags]
internal enum RequestFlags : byte
{
    None = 0,

    /// <summary>Nobody waits for an answer.</summary>
    OneWay = 1,

    /// <summary>A <see cref="FrameKind.Cancel"/> may follow.</summary>
    Cancellable = 2,

    /// <summary>A grain calls, and says who it is.</summary>
    HasSource = 4,
    HasContext = 8,
}

/// <summary>Writes a call as a frame. The reader is <see cref="InboundCalls"/>.</summary>
internal static class RequestHeader
{
    /// <param name="hops">How many silos have passed the call on.</param>
    /// <param name="view">The view by which the sender chose the silo.</param>
    /// <exception cref="WireFormatException">The call holds what does not travel.</exception>
    internal static void Write(WireWriter writer, GrainCall call, uint number, int hops, MembershipVersion view)
    {
        GrainId target = call.CalleeId;
        GrainId? source = call.CallerId;
        ImmutableDictionary<string, object>? context = call.Context;
        RequestFlags flags = (call.IsOneWay ? RequestFlags.OneWay : 0)
            | ((call.CallerToken.CanBeCanceled || call.Origin is { IsCancellable: true }) ? RequestFlags.Cancellable : 0)
            | (source is not null ? RequestFlags.HasSource : 0)
            | (context is not null ? RequestFlags.HasContext : 0);
        writer.WriteRaw([(byte)FrameKind.Request, (byte)flags]);
        writer.WriteVarint(number);
        writer.WriteVarint((uint)hops);
        writer.WriteZigZag(view.Value);
        writer.WriteFixed64(call.Descriptor.WireId);
        Write(writer, target);
        if (source is { } caller)
        {
            Write(writer, caller);
        }

        if (context is not null)
        {
            RequestContextCodec.Write(writer, context);
        }

        call.WriteArguments(writer);
    }

    // Type and key within one length, so that a reader may know the whole by its bytes.
    private static void Write(WireWriter writer, GrainId id)
    {
        int begin = writer.Begin();
        writer.WriteString(id.Type.ToString());
        writer.WriteString(id.Key.ToString());
        writer.End(begin);
    }

    internal static GrainId ReadId(ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes);
        return new(GrainType.Create(reader.ReadString()), IdSpan.Create(reader.ReadString()));
    }
}
