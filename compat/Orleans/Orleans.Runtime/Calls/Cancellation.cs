using Orleans.Compat;
using Orleans.Runtime.Network;
using Orleans.Runtime.Turns;

namespace Orleans.Runtime.Calls;

/// <summary>
/// A caller's token ends his wait at once and, in a turn of the grain, the token that the method was given.
/// A call that has not begun never does.
/// </summary>
internal static class Cancellation
{
    /// <summary>Joins the call to its caller's token. False if that is cancelled already: then the call must not be sent.</summary>
    internal static bool TryJoin(GrainCall call, PendingCall pending)
    {
        if (call.CallerToken.IsCancellationRequested)
        {
            pending.TryCancel(call.CallerToken);
            return false;
        }

        pending.OpenCalleeToken();
        pending.CallerCancels = call.CallerToken.UnsafeRegister(
            static (state, token) =>
            {
                var pending = (PendingCall)state!;
                if (pending.TryCancel(token))
                {
                    CancelCallee(pending);
                }
            },
            pending);
        return true;
    }

    /// <summary>Tells the grain's method, if it runs and has asked to be told.</summary>
    internal static void CancelCallee(PendingCall pending)
    {
        if (pending.Link is CallLink link)
        {
            link.Cancel(pending);
        }
        else if (pending.CalleeToken.CanBeCanceled && pending.Call.Target is Activation target)
        {
            target.Post(new CommandItem(pending.CancelCallee));
        }
    }
}
