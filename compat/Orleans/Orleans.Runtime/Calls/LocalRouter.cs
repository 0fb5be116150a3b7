using Orleans.Compat;
using Orleans.Runtime.Catalog;
using Orleans.Runtime.Turns;

namespace Orleans.Runtime.Calls;

/// <summary>Brings calls to the activations of this silo.</summary>
internal sealed class LocalRouter(SiloRuntime runtime) : GrainRouter
{
    /// <summary>How many ended activations a call may meet before it is refused: a grain that ends itself in OnActivateAsync would keep it for ever.</summary>
    private const int MaxForwards = 8;

    internal override object Refer(Type interfaceType, GrainId grainId) => runtime.References.Refer(interfaceType, grainId);

    internal override void Route(GrainProxy proxy, GrainCall call)
    {
        call.Source = ActivationContext.Current;
        call.Context = RequestContext.Current;
        if (!runtime.IsOpenTo(call))
        {
            RefuseClosed(call);
            return;
        }

        Activation target = Resolve(proxy);
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

    /// <summary>Sends a call on whose activation ended before it began.</summary>
    internal void Forward(GrainCall call)
    {
        if (call.Proxy is not { } proxy)
        {
            return; // A tick ends with its activation.
        }

        runtime.AwaitAnswer(call);
        if (!runtime.IsOpenTo(call))
        {
            RefuseClosed(call);
        }
        else if (++call.Forwards > MaxForwards)
        {
            call.Refuse(new OrleansMessageRejectionException($"{call} met {MaxForwards} activations that ended before it could begin."));
        }
        else
        {
            Activation target = Resolve(proxy);
            call.Target = target;
            target.Post(call);
        }
    }

    private static void RefuseClosed(GrainCall call)
    {
        if (!call.IsOneWay)
        {
            call.Refuse(new SiloUnavailableException($"The silo is stopping or has not started: {call} did not run."));
        }
    }

    private Activation Resolve(GrainProxy proxy)
    {
        if (proxy.LastTarget is Activation { HasEnded: false } last)
        {
            return last;
        }

        Activation target = runtime.Catalog.Resolve(proxy.GrainId, out bool isOnly);
        if (isOnly)
        {
            proxy.LastTarget = target;
        }

        return target;
    }
}
