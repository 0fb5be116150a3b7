using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Orleans.Compat;
using Orleans.Runtime;
using Orleans.Runtime.Turns;
using Orleans.Streams;

namespace Orleans.Providers.Streams;

/// <summary>
/// One subscription and its queue. Items go to the subscriber in order, each in a turn of its own, and the next when the last is done.
/// A grain that has no activation is activated by the item; an item that fails three times is reported to the observer and passed over.
/// </summary>
internal sealed partial class MemorySubscription<T> : StreamSubscriptionHandle<T>
{
    /// <summary>When a subscriber is this far behind, publishers wait for it.</summary>
    private const int Capacity = 4096;

    private const int Attempts = 3;

    private readonly Channel<(T Item, StreamSequenceToken Token)> _queue = Channel.CreateBounded<(T, StreamSequenceToken)>(Capacity);
    private readonly MemoryTopic<T> _topic;
    private readonly SiloRuntime _runtime;
    private readonly ILogger _logger;
    private readonly StreamConsumer? _consumer;
    private readonly Task _pump;
    private IAsyncObserver<T>? _clientObserver;

    internal MemorySubscription(MemoryTopic<T> topic, SiloRuntime runtime, ILogger logger, GrainId? subscriber)
    {
        _topic = topic;
        _runtime = runtime;
        _logger = logger;
        Subscriber = subscriber;
        _consumer = subscriber is { } grain ? new StreamConsumer(runtime.Router, grain) : null;
        _pump = Task.Run(PumpAsync);
    }

    public override StreamId StreamId => _topic.StreamId;

    public override string ProviderName => _topic.ProviderName;

    public override Guid HandleId { get; } = Guid.CreateVersion7();

    internal GrainId? Subscriber { get; }

    public override Task UnsubscribeAsync()
    {
        _topic.Remove(this);
        _queue.Writer.TryComplete();

        // From its own observer, waiting for the pump would be waiting for itself.
        return ActivationContext.Current is null ? _pump : Task.CompletedTask;
    }

    public override Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token = null)
    {
        ArgumentNullException.ThrowIfNull(observer);
        if (token is not null)
        {
            throw new NotSupportedException("Memory streams are not rewindable: a subscription resumes with the next item.");
        }

        Observe(ActivationContext.Current as Activation, observer);
        return Task.FromResult<StreamSubscriptionHandle<T>>(this);
    }

    internal void Observe(Activation? activation, IAsyncObserver<T> observer)
    {
        if (activation?.GrainId != Subscriber)
        {
            throw new InvalidOperationException($"The subscription belongs to {Subscriber?.ToString() ?? "the client"}.");
        }

        if (activation is null)
        {
            _clientObserver = observer;
        }
        else
        {
            activation.Observers[HandleId] = observer;
        }
    }

    internal async ValueTask EnqueueAsync(T item, StreamSequenceToken token)
    {
        try
        {
            await _queue.Writer.WriteAsync((item, token));
        }
        catch (ChannelClosedException)
        {
            // Unsubscribed meanwhile.
        }
    }

    private async Task PumpAsync()
    {
        await foreach ((T item, StreamSequenceToken token) in _queue.Reader.ReadAllAsync())
        {
            Exception? failure = null;
            for (int attempt = 0; attempt < Attempts; attempt++)
            {
                failure = await TryAsync(observer => observer.OnNextAsync(item, token));
                if (failure is null or SiloUnavailableException)
                {
                    break;
                }
            }

            if (failure is not null)
            {
                LogItemFailed(_logger, failure, StreamId, Subscriber);
                await TryAsync(observer => observer.OnErrorAsync(failure));
            }
        }
    }

    private async Task<Exception?> TryAsync(Func<IAsyncObserver<T>, Task> deliver)
    {
        if (Subscriber is { } grain && _runtime.Network?.IsOwn(grain) == false)
        {
            // The grain belongs to another silo now, and subscribes there when it is activated.
            _topic.Remove(this);
            _queue.Writer.TryComplete();
            return null;
        }

        try
        {
            await (_consumer is null ? deliver(_clientObserver!) : _consumer.DeliverAsync(() => DeliverInTurnAsync(deliver)));
            return null;
        }
#pragma warning disable CA1031 // The subscriber's failure is the subscriber's; the stream goes on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return exception;
        }
    }

    private Task DeliverInTurnAsync(Func<IAsyncObserver<T>, Task> deliver)
    {
        if (((Activation)ActivationContext.Current!).Observers.TryGetValue(HandleId, out object? observer))
        {
            return deliver((IAsyncObserver<T>)observer);
        }

        LogNotResumed(_logger, StreamId, Subscriber);
        return Task.CompletedTask;
    }

    [LoggerMessage(10301, LogLevel.Error, "An item of stream {StreamId} failed at {Subscriber} and is passed over.")]
    private static partial void LogItemFailed(ILogger logger, Exception exception, StreamId streamId, GrainId? subscriber);

    [LoggerMessage(10302, LogLevel.Warning, "An item of stream {StreamId} is passed over: {Subscriber} did not resume its subscription in OnActivateAsync.")]
    private static partial void LogNotResumed(ILogger logger, StreamId streamId, GrainId? subscriber);
}
