using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
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

    /// <summary>Ends every subscription after what it is delivering.</summary>
    internal Task StopAsync() => Task.WhenAll(_topics.Values.Cast<IMemoryTopic>().Select(topic => topic.StopAsync()));
}

internal interface IMemoryTopic
{
    Task StopAsync();
}
