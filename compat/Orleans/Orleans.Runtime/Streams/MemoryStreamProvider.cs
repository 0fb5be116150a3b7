using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Runtime.Network;
using Orleans.Streams;

namespace Orleans.Providers.Streams;

/// <summary>The streams of one provider, by identity.</summary>
internal sealed class MemoryStreamProvider(string name, SiloRuntime runtime, ILogger<MemoryStreamProvider> logger) : IStreamProvider
{
    private readonly ConcurrentDictionary<(StreamId Id, Type Item), object> _topics = new();

    public string Name => name;

    public bool IsRewindable => false;

    public IAsyncStream<T> GetStream<T>(StreamId streamId) =>
        (MemoryTopic<T>)_topics.GetOrAdd((streamId, typeof(T)), _ => new MemoryTopic<T>(name, streamId, runtime, logger));

    /// <summary>Puts an item that was published at another silo into the queues of this one's subscriptions. Never fails.</summary>
    internal Task TakeAsync(StreamItemFrame head, byte[] item)
    {
        if (string.IsNullOrWhiteSpace(head.Key))
        {
            return Task.CompletedTask; // There is no such stream.
        }

        StreamId id = StreamId.Create(head.Namespace, head.Key);
        return _topics.FirstOrDefault(topic => topic.Key.Id == id && topic.Key.Item.ToString() == head.ItemType).Value is IMemoryTopic topic ? topic.TakeAsync(item) : Task.CompletedTask;
    }

    /// <summary>Ends every subscription after what it is delivering.</summary>
    internal Task StopAsync() => Task.WhenAll(_topics.Values.Cast<IMemoryTopic>().Select(topic => topic.StopAsync()));
}

internal interface IMemoryTopic
{
    Task TakeAsync(byte[] item);

    Task StopAsync();
}
