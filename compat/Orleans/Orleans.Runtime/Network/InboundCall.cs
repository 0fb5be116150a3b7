using Orleans.Compat;

namespace Orleans.Runtime.Network;

/// <summary>One call from another process, and the way back.</summary>
internal sealed class InboundCall(InboundCalls calls, uint number, RequestFlags flags, int hops, GrainId calleeId, GrainId? callerId) : CallOrigin(calleeId, callerId)
{
    /// <summary>How many silos have passed it on; to a client's first silo that does not count.</summary>
    internal int Hops { get; } = hops;

    internal bool FromClient => calls.FromClient;

    internal uint Number { get; } = number;

    internal override bool IsCancellable => (flags & RequestFlags.Cancellable) != 0;

    private bool IsOneWay => (flags & RequestFlags.OneWay) != 0;

    internal override void Answer(GrainCall call)
    {
        if (!IsOneWay)
        {
            WireWriter writer = Begin(ResponseStatus.Outcome);
            call.WriteOutcome(writer);
            Send(writer);
        }
    }

    internal override void Refuse(GrainCall call, Exception reason)
    {
        if (!IsOneWay)
        {
            WireWriter writer = Begin(ResponseStatus.Refused);
            WireExceptions.Write(writer, reason);
            Send(writer);
        }
    }

    internal void RefuseUnknown(ulong method)
    {
        if (!IsOneWay)
        {
            WireWriter writer = Begin(ResponseStatus.Refused);
            WireExceptions.Write(writer, new NotSupportedException($"This silo has no grain interface with the method {method:x} that was called on {CalleeId}."));
            Send(writer);
        }
    }

    /// <summary>Its caller no longer waits, and reads no more of the answer than the number: until then that belongs to this call.</summary>
    internal override void Forget(GrainCall call) => Refuse(call, new OperationCanceledException());

    /// <summary>It will not run here; who sent it may find out where.</summary>
    internal void RefuseHere(MembershipVersion view, string reason)
    {
        if (!IsOneWay)
        {
            WireWriter writer = Begin(ResponseStatus.NotHere);
            writer.WriteZigZag(view.Value);
            writer.WriteString(reason);
            Send(writer);
        }
    }

    /// <summary>Passes back what the silo said to which the call was passed on: all after the number.</summary>
    internal void Relay(ReadOnlySpan<byte> answer)
    {
        if (!IsOneWay)
        {
            WireWriter writer = Scratch.Take();
            writer.WriteRaw([(byte)FrameKind.Response]);
            writer.WriteVarint(Number);
            writer.WriteRaw(answer);
            Send(writer);
        }
    }

    private WireWriter Begin(ResponseStatus status)
    {
        WireWriter writer = Scratch.Take();
        writer.WriteRaw([(byte)FrameKind.Response]);
        writer.WriteVarint(Number);
        writer.WriteRaw([(byte)status]);
        return writer;
    }

    private void Send(WireWriter writer)
    {
        calls.Done(this);
        try
        {
            calls.Send(writer.Written);
        }
        catch (WireFormatException tooLong)
        {
            WireWriter failure = Begin(ResponseStatus.Refused);
            WireExceptions.Write(failure, new OrleansException($"{CalleeId} answered, but the answer cannot be sent: {tooLong.Message}"));
            calls.Send(failure.Written);
        }
    }
}
