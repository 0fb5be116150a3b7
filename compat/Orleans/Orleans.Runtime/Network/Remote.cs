using Orleans.Compat;
using Orleans.Runtime.Calls;

namespace Orleans.Runtime.Network;

/// <summary>The end of a call that was to run elsewhere.</summary>
internal static class Remote
{
    /// <summary>Its caller has the answer.</summary>
    internal static void Finish(GrainCall call)
    {
        if (call.Pending is { } pending)
        {
            PendingCalls.Remove(pending);
            pending.CloseCalleeToken();
        }
    }

    /// <summary>Fails it, wherever its caller is.</summary>
    internal static void Refuse(GrainCall call, Exception reason)
    {
        call.Reject(reason);
        if (call.Origin is null)
        {
            Finish(call);
        }
    }
}
