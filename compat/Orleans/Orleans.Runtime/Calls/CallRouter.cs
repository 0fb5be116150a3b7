using Orleans.Compat;
using Orleans.Runtime.Catalog;
using Orleans.Runtime.Network;
using Orleans.Runtime.Turns;

namespace Orleans.Runtime.Calls;

/// <summary>Brings calls to the silo that has their grain, and there to its activation.</summary>
internal sealed class CallRouter(SiloRuntime runtime) : GrainRouter
{
    /// <summary>How many activations that ended before they ran anything, or silos that do not have its grain, a call may meet before it is refused: a grain that ends itself in OnActivateAsync would keep it for ever.</summary>
    private const int MaxForwards = 8;

    internal override object Refer(Type interfaceType, GrainId grainId) => runtime.References.Refer(interfaceType, grainId);

    internal override void Route(GrainProxy proxy, GrainCall call)
    {
        call.Source = ActivationContext.Current;
        call.Context = RequestContext.Current;
        if (proxy.LastRoute is Activation { HasEnded: false } last && runtime.IsOpenTo(call))
        {
            RouteHere(call, last);
        }
        else if (runtime.Gate != SiloGate.Closed && FindRemote(proxy, call) is { } remote)
        {
            RouteThere(call, remote);
        }
        else if (runtime.IsOpenTo(call))
        {
            Activation target = runtime.Catalog.Resolve(proxy.GrainId, out bool isOnly);
            proxy.LastRoute = isOnly ? target : null;
            RouteHere(call, target);
        }
        else
        {
            RefuseClosed(call);
        }
    }

    /// <summary>
    /// Sends a call on that did not begin where it was: its activation ended, or its silo turned it away.
    /// One that only waited too long behind others, <paramref name="wasServing"/>, is late and not lost; its own timeout bounds it.
    /// </summary>
    internal void Forward(GrainCall call, bool wasServing = false)
    {
        if (call.IsTick)
        {
            return; // A tick ends with its activation.
        }

        if (call.Pending is { IsAnswered: true })
        {
            call.Forget();
            return; // Timed out or cancelled meanwhile.
        }

        runtime.AwaitAnswer(call);
        if (!wasServing && ++call.Forwards > MaxForwards)
        {
            call.Reject(new OrleansMessageRejectionException($"{call} met {MaxForwards} activations or silos that turned it away before it could begin."));
        }
        else if (runtime.Gate != SiloGate.Closed && runtime.Network?.FindRemote(call.CalleeId) is { } remote)
        {
            call.Target = null;
            runtime.Network.Send(call, remote, (call.Origin as InboundCall)?.Hops + 1 ?? 0);
        }
        else if (runtime.IsOpenTo(call))
        {
            Post(call, runtime.Catalog.Resolve(call.CalleeId, out _));
        }
        else
        {
            RefuseClosed(call);
        }
    }

    /// <summary>Takes a call from elsewhere whose grain belongs here.</summary>
    internal static void Deliver(GrainCall call, Activation target)
    {
        call.Target = target;
        if (call.IsOneWay || !target.TryRunInline(call))
        {
            target.Post(call);
        }
    }

    private void RouteHere(GrainCall call, Activation target)
    {
        call.Target = target;
        if (call.CallerToken.CanBeCanceled && !call.IsOneWay)
        {
            if (!Cancellation.TryJoin(call, call.MakePending()))
            {
                return;
            }

            runtime.AwaitAnswer(call);
        }

        if (call.IsOneWay || !target.TryRunInline(call))
        {
            runtime.AwaitAnswer(call);
            target.Post(call);
        }
    }

    private void RouteThere(GrainCall call, RemoteRoute route)
    {
        if (!call.IsOneWay)
        {
            PendingCall pending = call.MakePending();
            if (call.CallerToken.CanBeCanceled && !Cancellation.TryJoin(call, pending))
            {
                return;
            }

            runtime.AwaitAnswer(call);
        }

        runtime.Network!.Send(call, route, hops: 0);
    }

    private RemoteRoute? FindRemote(GrainProxy proxy, GrainCall call)
    {
        if (runtime.Network is not { } network || !call.MayTravel)
        {
            return null;
        }

        if (proxy.LastRoute is RemoteRoute known && network.IsCurrent(known))
        {
            return known;
        }

        RemoteRoute? found = network.FindRemote(proxy.GrainId);
        proxy.LastRoute = found;
        return found;
    }

    private static void Post(GrainCall call, Activation target)
    {
        call.Target = target;
        if (call.Pending is { } pending)
        {
            pending.Link = null; // It came back from another silo: who gives it up tells it here.
        }

        target.Post(call);
    }

    private static void RefuseClosed(GrainCall call)
    {
        if (!call.IsOneWay)
        {
            call.Reject(new SiloUnavailableException($"The silo is stopping or has not started: {call} did not run."));
        }
    }
}
