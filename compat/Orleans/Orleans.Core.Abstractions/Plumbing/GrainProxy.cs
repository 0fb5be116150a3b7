using System.ComponentModel;
using Orleans.Runtime;

namespace Orleans.Compat;

/// <summary>The base of generated references.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class GrainProxy : GrainReference
{
    private readonly GrainRouter _router;

    protected GrainProxy(GrainRouter router, GrainId grainId)
        : base(grainId) => _router = router;

    /// <summary>Where the last call went, an activation or another silo: most calls need no lookup.</summary>
    internal object? LastRoute { get; set; }

    internal override object CastTo(Type interfaceType) => interfaceType.IsInstanceOfType(this) ? this : _router.Refer(interfaceType, GrainId);

    protected Task<T> Send<T>(ValueGrainCall<T> call, CancellationToken token = default)
    {
        Route(call, token);
        return call.Outcome;
    }

    protected Task Send(VoidGrainCall call, CancellationToken token = default)
    {
        Route(call, token);
        return call.Outcome;
    }

    /// <summary>Sends and forgets: refusals and failures are logged where they happen.</summary>
    protected void SendOneWay(VoidGrainCall call, CancellationToken token = default) => Route(call, token);

    private void Route(GrainCall call, CancellationToken token)
    {
        call.Proxy = this;
        call.CallerToken = token;
        _router.Route(this, call);
    }
}

/// <summary>Brings calls to their grains. The silo is one.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class GrainRouter
{
    internal abstract void Route(GrainProxy proxy, GrainCall call);

    internal abstract object Refer(Type interfaceType, GrainId grainId);
}
