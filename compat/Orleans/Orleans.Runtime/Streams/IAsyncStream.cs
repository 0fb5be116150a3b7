// Genuine home: Orleans.Streaming.
using Orleans.Runtime;

namespace Orleans.Streams;

/// <summary>Makes streams by identity.</summary>
public interface IStreamProvider
{
    string Name { get; }

    bool IsRewindable { get; }

    IAsyncStream<T> GetStream<T>(StreamId streamId);
}

/// <summary>Takes the items of a stream, one after the other.</summary>
public interface IAsyncObserver<in T>
{
    Task OnNextAsync(T item, StreamSequenceToken? token = null);

    Task OnCompletedAsync() => Task.CompletedTask;

    Task OnErrorAsync(Exception ex) => Task.CompletedTask;
}

/// <summary>Something that can be subscribed to.</summary>
public interface IAsyncObservable<T>
{
    Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer);
}

/// <summary>
/// A stream of immutable items. Publishing completes when every subscription has the item in its queue; each subscription is delivered in order, apart from the others.
/// </summary>
public interface IAsyncStream<T> : IAsyncObservable<T>, IAsyncObserver<T>
{
    bool IsRewindable { get; }

    string ProviderName { get; }

    StreamId StreamId { get; }

    /// <summary>The subscriptions that the caller (this grain, or the client) has made.</summary>
    Task<IList<StreamSubscriptionHandle<T>>> GetAllSubscriptionHandles();
}

/// <summary>One subscription. It outlives the activation that made it: the next one resumes it in OnActivateAsync.</summary>
public abstract class StreamSubscriptionHandle<T>
{
    public abstract StreamId StreamId { get; }

    public abstract string ProviderName { get; }

    public abstract Guid HandleId { get; }

    public abstract Task UnsubscribeAsync();

    /// <summary>From here on items go to this observer.</summary>
    public abstract Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token = null);
}

/// <summary>The place of an item in its stream.</summary>
public abstract class StreamSequenceToken : IEquatable<StreamSequenceToken>, IComparable<StreamSequenceToken>
{
    public abstract long SequenceNumber { get; protected set; }

    public abstract int EventIndex { get; protected set; }

    public abstract bool Equals(StreamSequenceToken? other);

    public abstract int CompareTo(StreamSequenceToken? other);

    public override bool Equals(object? obj) => Equals(obj as StreamSequenceToken);

    public override int GetHashCode() => HashCode.Combine(SequenceNumber, EventIndex);
}
