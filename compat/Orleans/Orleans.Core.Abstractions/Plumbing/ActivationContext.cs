using System.ComponentModel;
using Orleans.Runtime;

namespace Orleans.Compat;

/// <summary>What the abstractions need of an activation beyond <see cref="IGrainContext"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ActivationContext : IGrainContext
{
    [ThreadStatic]
    private static ActivationContext? s_current;

    /// <summary>The activation whose turn this thread is running, if any.</summary>
    public static ActivationContext? Current
    {
        get => s_current;
        protected internal set => s_current = value;
    }

    public abstract GrainReference GrainReference { get; }

    public abstract GrainId GrainId { get; }

    public abstract object? GrainInstance { get; }

    public abstract IServiceProvider ActivationServices { get; }

    public abstract IGrainLifecycle ObservableLifecycle { get; }

    public abstract Task Deactivated { get; }

    public abstract IGrainFactory GrainFactory { get; }

    public abstract void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default);

    public abstract void DelayDeactivation(TimeSpan timeSpan);
}
