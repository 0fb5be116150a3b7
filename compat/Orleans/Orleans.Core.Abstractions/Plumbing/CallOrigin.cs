using Orleans.Runtime;

namespace Orleans.Compat;

/// <summary>Where a call came from that was made in another process. Its outcome goes back there.</summary>
internal abstract class CallOrigin(GrainId calleeId, GrainId? callerId)
{
    internal GrainId CalleeId { get; } = calleeId;

    internal GrainId? CallerId { get; } = callerId;

    /// <summary>Whether word may come that the caller no longer waits.</summary>
    internal abstract bool IsCancellable { get; }

    /// <summary>The call is done.</summary>
    internal abstract void Answer(GrainCall call);

    /// <summary>The call will not run here.</summary>
    internal abstract void Refuse(GrainCall call, Exception reason);

    /// <summary>The call was passed over, because its caller no longer waits.</summary>
    internal abstract void Forget(GrainCall call);
}
