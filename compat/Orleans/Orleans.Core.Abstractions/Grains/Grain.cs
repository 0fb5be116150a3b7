using Microsoft.Extensions.DependencyInjection;
using Orleans.Compat;
using Orleans.Runtime;

namespace Orleans;

/// <summary>The base of grain classes. Created by the runtime, in the first turn of an activation.</summary>
public abstract class Grain : IGrainBase, IAddressable
{
    private readonly ActivationContext _context;

    protected Grain() =>
        _context = ActivationContext.Current
            ?? throw new InvalidOperationException($"{GetType()} is a grain: ask an IGrainFactory for a reference, the runtime creates the instance.");

    public IGrainContext GrainContext => _context;

    public GrainReference GrainReference => _context.GrainReference;

    /// <summary>The grain's id as text.</summary>
    public string IdentityString => _context.GrainId.ToString();

    protected IGrainFactory GrainFactory => _context.GrainFactory;

    protected IServiceProvider ServiceProvider => _context.ActivationServices;

    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Ends this activation once the calls that have started are done. Calls that wait go to the next activation.</summary>
    protected void DeactivateOnIdle() =>
        _context.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, $"{nameof(DeactivateOnIdle)} was called."));

    /// <summary>Keeps the activation from being collected for at least this long, however idle it is.</summary>
    protected void DelayDeactivation(TimeSpan timeSpan) => _context.DelayDeactivation(timeSpan);
}
