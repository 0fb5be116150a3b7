using System.Collections.Concurrent;

namespace Orleans.Runtime.Tests.Fixture;

/// <summary>How tests and their grains meet: named gates to wait at, and a log of what happened.</summary>
public sealed class Probe
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new();
    private readonly ConcurrentQueue<string> _log = new();
    private readonly ConcurrentDictionary<string, int> _counters = new();

    public IReadOnlyList<string> Log => [.. _log];

    public void Say(string what) => _log.Enqueue(what);

    public int Count(string counter) => _counters.GetValueOrDefault(counter);

    public int Increment(string counter) => _counters.AddOrUpdate(counter, 1, static (_, value) => value + 1);

    public int Decrement(string counter) => _counters.AddOrUpdate(counter, -1, static (_, value) => value - 1);

    /// <summary>Waits until the gate is opened, by anyone and at any time.</summary>
    public Task Gate(string name) => Source(name).Task;

    public void Open(string name) => Source(name).TrySetResult();

    private TaskCompletionSource Source(string name) => _gates.GetOrAdd(name, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
