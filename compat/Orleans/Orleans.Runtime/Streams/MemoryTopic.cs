using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans.Compat;
using Orleans.Runtime;
using Orleans.Runtime.Turns;
using Orleans.Streams;

namespace Orleans.Providers.Streams;

/// <summary>
/// One stream: numbers the items and puts them in the queue of every subscription of this silo, and sends them on to the others. Subscriptions of different silos
/// may see the items of different publishers in different orders, never those of one.
/// </summary>
internal sealed partial class MemoryTopic<T>(string providerName, StreamId streamId, SiloRuntime runtime, ILogger logger) : IAsyncStream<T>, IMemoryTopic, IDisposable
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
        if (runtime.Network is { } network)
        {
            StreamItemCodec<T> codec = StreamItemCodec<T>.Instance
                ?? throw new NotSupportedException($"Items of the type {typeof(T)} do not travel between silos: it is neither a basic type nor a contract type.");
            Task elsewhere = network.PublishAsync(new(providerName, streamId.GetNamespace(), streamId.GetKeyAsString(), typeof(T).ToString()), writer => codec.Write(writer, item));
            await EnqueueAsync(item);
            await elsewhere;
        }
        else
        {
            await EnqueueAsync(item);
        }
    }

    public async Task TakeAsync(byte[] item)
    {
        if (StreamItemCodec<T>.Instance is not { } codec)
        {
            return;
        }

        T read;
        try
        {
            read = Read(codec, item);
        }
#pragma warning disable CA1031 // Its type may refuse what it holds, in whatever way.
        catch (Exception unreadable)
#pragma warning restore CA1031
        {
            LogUnreadable(logger, unreadable, streamId);
            return;
        }

        await EnqueueAsync(read);
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

    private T Read(StreamItemCodec<T> codec, byte[] item)
    {
        var reader = new WireReader(item, runtime.Contracts);
        return codec.Read(ref reader);
    }

    private async Task EnqueueAsync(T item)
    {
        // One at a time, so that all subscriptions of this silo see the same order.
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

    [LoggerMessage(10303, LogLevel.Error, "An item of stream {StreamId} from another silo could not be read.")]
    private static partial void LogUnreadable(ILogger logger, Exception exception, StreamId streamId);

    internal void Remove(MemorySubscription<T> subscription) => ImmutableInterlocked.Update(ref _subscriptions, static (all, one) => all.Remove(one), subscription);
}

internal sealed class MemorySequenceToken(long number) : StreamSequenceToken
{
    public override long SequenceNumber { get; protected set; } = number;

    public override int EventIndex { get; protected set; }

    public override bool Equals(StreamSequenceToken? other) => other is MemorySequenceToken && other.SequenceNumber == SequenceNumber;

    public override int CompareTo(StreamSequenceToken? other) => SequenceNumber.CompareTo(other?.SequenceNumber ?? long.MinValue);
}
