using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans.Compat;
using Orleans.Runtime;
using Orleans.Runtime.Turns;
using Orleans.Streams;

namespace Orleans.Providers.Streams;

/// <summary>One stream: numbers the items and puts them in the queue of every subscription.</summary>
internal sealed class MemoryTopic<T>(string providerName, StreamId streamId, SiloRuntime runtime, ILogger logger) : IAsyncStream<T>, IMemoryTopic, IDisposable
{
    private readonly SemaphoreSlim _publishing = new(1);
    private ImmutableList<MemorySubscription<T>> _subscriptions = [];
    private long _last;

    public bool IsRewindable => false;

    public string ProviderName => providerName;

    public StreamId StreamId => streamId;

    public void Dispose() => _publishing.Dispose();

    public async Task OnNextAsync(T item, StreamSequenceToken? token = null)
    {
        // One at a time, so that all subscriptions see the same order.
        await _publishing.WaitAsync();
        try
        {
            var place = new MemorySequenceToken(++_last);
            foreach (MemorySubscription<T> subscription in _subscriptions)
            {
                await subscription.EnqueueAsync(item, place);
            }
        }
        finally
        {
            _publishing.Release();
        }
    }

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        var activation = ActivationContext.Current as Activation;
        var subscription = new MemorySubscription<T>(this, runtime, logger, activation?.GrainId);
        subscription.Observe(activation, observer);
        ImmutableInterlocked.Update(ref _subscriptions, static (all, one) => all.Add(one), subscription);
        return Task.FromResult<StreamSubscriptionHandle<T>>(subscription);
    }

    public Task<IList<StreamSubscriptionHandle<T>>> GetAllSubscriptionHandles()
    {
        GrainId? caller = ActivationContext.Current?.GrainId;
        return Task.FromResult<IList<StreamSubscriptionHandle<T>>>([.. _subscriptions.Where(subscription => subscription.Subscriber == caller)]);
    }

    public Task StopAsync() => Task.WhenAll(_subscriptions.Select(subscription => subscription.UnsubscribeAsync()));

    internal void Remove(MemorySubscription<T> subscription) => ImmutableInterlocked.Update(ref _subscriptions, static (all, one) => all.Remove(one), subscription);
}

internal sealed class MemorySequenceToken(long number) : StreamSequenceToken
{
    public override long SequenceNumber { get; protected set; } = number;

    public override int EventIndex { get; protected set; }

    public override bool Equals(StreamSequenceToken? other) => other is MemorySequenceToken && other.SequenceNumber == SequenceNumber;

    public override int CompareTo(StreamSequenceToken? other) => SequenceNumber.CompareTo(other?.SequenceNumber ?? long.MinValue);
}
