using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime.Hosting;
using Orleans.Runtime.Turns;

namespace Orleans.Runtime.Catalog;

/// <summary>Ends activations that have had nothing to do for the collection age. Looks once per quantum, and never twice at once.</summary>
internal sealed class IdleCollector(ActivationCatalog catalog, Clocks clocks, GrainCollectionOptions options) : IDisposable
{
    private ITimer? _timer;

    public void Dispose() => _timer?.Dispose();

    internal void Start()
    {
        _timer = clocks.Machine.CreateTimer(static state => ((IdleCollector)state!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Rearm();
    }

    private void Look()
    {
        foreach (Activation activation in catalog.All())
        {
            activation.CollectIfIdle(options.CollectionAge);
        }

        Rearm();
    }

    private void Rearm() => _timer!.Change(options.CollectionQuantum, Timeout.InfiniteTimeSpan);
}
