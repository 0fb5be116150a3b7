using System.Collections.Concurrent;
using System.Collections.Immutable;
using Orleans.Compat;
using Orleans.Runtime.Calls;

namespace Orleans.Runtime.Network;

/// <summary>The calls that come over one connection.</summary>
/// <param name="from">The silo that calls; null for a client.</param>
internal sealed class InboundCalls(Connection connection, SiloRuntime runtime, SiloAddress? from)
{
    private readonly ConcurrentDictionary<uint, GrainCall> _cancellable = new();
    private readonly KnownGrains _known = new();
    private int _running;
    private volatile bool _isFinished;

    /// <summary>Clients send to any silo, so passing their calls on is not a sign of an old view.</summary>
    internal bool FromClient => from is null;

    internal SiloAddress? From => from;

    /// <summary>Whether the other side has sent its last call.</summary>
    internal bool IsFinished => _isFinished;

    /// <summary>Calls that have come and are not answered.</summary>
    internal int Running => Volatile.Read(ref _running);

    internal void Receive(ReadOnlySpan<byte> frame)
    {
        var reader = new WireReader(frame, runtime.Contracts);
        switch ((FrameKind)reader.ReadRaw(1)[0])
        {
            case FrameKind.Request:
                ReceiveRequest(ref reader);
                break;
            case FrameKind.Cancel:
                if (_cancellable.TryRemove((uint)reader.ReadVarint(), out GrainCall? call))
                {
                    Cancel(call);
                }

                break;
            case FrameKind.Ping:
                connection.TrySend(Scratch.Numbered(FrameKind.Pong, reader.ReadVarint()), evenIfFull: true);
                break;
            case FrameKind.Goodbye:
                _isFinished = true;
                break;
            case FrameKind.StreamItem:
                uint number = (uint)reader.ReadVarint();
                StreamItemFrame head = StreamItemFrame.Read(ref reader);
                _ = TakeItemAsync(number, head, reader.ReadRaw(reader.Remaining).ToArray());
                break;
            default:
                throw new WireFormatException($"A frame of kind {frame[0]} has no business here.");
        }
    }

    internal void Close(Exception why) => connection.Close(why);

    internal void Send(ReadOnlySpan<byte> frame) => connection.TrySend(frame, atOnce: Running == 0, evenIfFull: true);

    /// <summary>The call is answered, or nobody waits for it.</summary>
    internal void Done(InboundCall call)
    {
        Interlocked.Decrement(ref _running);
        if (call.IsCancellable)
        {
            _cancellable.TryRemove(call.Number, out _);
        }
    }

    private void ReceiveRequest(ref WireReader reader)
    {
        var flags = (RequestFlags)reader.ReadRaw(1)[0];
        uint number = (uint)reader.ReadVarint();
        int hops = (int)Math.Min(reader.ReadVarint(), int.MaxValue);
        var view = new MembershipVersion(reader.ReadZigZag());
        ulong method = reader.ReadFixed64();
        KnownGrain callee = _known.Find(reader.ReadBytes());
        GrainId? caller = (flags & RequestFlags.HasSource) != 0 ? RequestHeader.ReadId(reader.ReadBytes()) : null;
        ImmutableDictionary<string, object>? context = (flags & RequestFlags.HasContext) != 0 ? RequestContextCodec.Read(ref reader) : null;
        var origin = new InboundCall(this, number, flags, hops, callee.Id, caller);
        if ((flags & RequestFlags.OneWay) == 0)
        {
            Interlocked.Increment(ref _running);
        }

        if (!runtime.Contracts.TryCreate(method, out GrainCall? call))
        {
            origin.RefuseUnknown(method);
            return;
        }

        call.Origin = origin;
        call.Context = context;
        try
        {
            call.ReadArguments(ref reader);
        }
        catch (WireFormatException unreadable)
        {
            origin.Refuse(call, new OrleansException($"{call} could not be read: {unreadable.Message}"));
            return;
        }

        if (origin.IsCancellable && !call.IsOneWay)
        {
            call.MakePending().OpenCalleeToken();
            _cancellable[number] = call;
        }

        runtime.Receive(call, origin, callee, view);
    }

    private async Task TakeItemAsync(uint number, StreamItemFrame head, byte[] item)
    {
        try
        {
            await runtime.TakeStreamItemAsync(head, item);
        }
        finally
        {
            // Whatever became of it here: its publisher waits.
            connection.TrySend(Scratch.Numbered(FrameKind.StreamItemTaken, number), evenIfFull: true);
        }
    }

    private static void Cancel(GrainCall call)
    {
        PendingCall pending = call.Pending!;
        if (pending.TryCancel(new CancellationToken(canceled: true)))
        {
            Cancellation.CancelCallee(pending);
        }
    }
}
