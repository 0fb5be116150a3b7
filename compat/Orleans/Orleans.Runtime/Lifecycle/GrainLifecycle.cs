namespace Orleans.Runtime.Lifecycle;

/// <summary>The stages of one activation: made only for grains that ask for it.</summary>
internal sealed class GrainLifecycle : IGrainLifecycle
{
    private readonly LifecycleSubject _stages = new();
    private DeactivationReason _reason;

    public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer) => _stages.Subscribe(observerName, stage, observer);

    internal Task StartAsync(IGrainBase grain, CancellationToken token)
    {
        this.Subscribe(nameof(IGrainBase), GrainLifecycleStage.Activate, grain.OnActivateAsync, stop => grain.OnDeactivateAsync(_reason, stop));
        return _stages.OnStart(token);
    }

    internal Task StopAsync(IGrainBase grain, DeactivationReason reason, CancellationToken token)
    {
        _reason = reason;
        return _stages.OnStop(token);
    }
}
