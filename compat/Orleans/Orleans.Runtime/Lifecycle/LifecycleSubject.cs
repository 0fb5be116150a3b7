namespace Orleans.Runtime.Lifecycle;

/// <summary>Starts its observers stage by stage upwards, and stops downwards those that were started.</summary>
internal sealed class LifecycleSubject : ILifecycleSubject
{
    private readonly Lock _lock = new();
    private readonly List<Entry> _entries = [];
    private int? _highestStarted;

    public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        var entry = new Entry(stage, observer, Remove);
        lock (_lock)
        {
            _entries.Add(entry);
        }

        return entry;
    }

    public async Task OnStart(CancellationToken cancellationToken = default)
    {
        foreach (IGrouping<int, Entry> stage in Snapshot().GroupBy(entry => entry.Stage).OrderBy(stage => stage.Key))
        {
            cancellationToken.ThrowIfCancellationRequested();
            _highestStarted = stage.Key;
            await Task.WhenAll(stage.Select(entry => entry.Observer.OnStart(cancellationToken)));
        }
    }

    /// <summary>Every started stage is stopped, whatever the others do. Fails with what failed.</summary>
    public async Task OnStop(CancellationToken cancellationToken = default)
    {
        List<Exception> failures = [];
        IEnumerable<Entry> started = Snapshot().Where(entry => entry.Stage <= _highestStarted);
        foreach (IGrouping<int, Entry> stage in started.GroupBy(entry => entry.Stage).OrderByDescending(stage => stage.Key))
        {
            try
            {
                await Task.WhenAll(stage.Select(entry => entry.Observer.OnStop(cancellationToken)));
            }
#pragma warning disable CA1031 // Collected, and thrown together at the end.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                failures.Add(exception);
            }
        }

        _highestStarted = null;
        if (failures.Count > 0)
        {
            throw new AggregateException(failures);
        }
    }

    private Entry[] Snapshot()
    {
        lock (_lock)
        {
            return [.. _entries];
        }
    }

    private void Remove(Entry entry)
    {
        lock (_lock)
        {
            _entries.Remove(entry);
        }
    }

    private sealed class Entry(int stage, ILifecycleObserver observer, Action<Entry> remove) : IDisposable
    {
        internal int Stage { get; } = stage;

        internal ILifecycleObserver Observer { get; } = observer;

        public void Dispose() => remove(this);
    }
}
