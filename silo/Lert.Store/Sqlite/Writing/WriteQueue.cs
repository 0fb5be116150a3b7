namespace Lert.Store.Sqlite.Writing;

/// <summary>Hands requests from many callers to the one writer, in order and in batches. Bounded.</summary>
internal sealed class WriteQueue(int capacity)
{
    // A monitor, because its wait sleeps at once: a writer that spins while it waits takes the processor from those who would give it work.
    private readonly object _gate = new();
    private readonly Queue<WriteRequest> _waiting = new();
    private bool _closed;

    public enum Entry
    {
        Taken,
        Full,
        Closed,
    }

    /// <param name="request">What to write.</param>
    /// <param name="always">Work that makes room elsewhere is taken even when the queue is full.</param>
    public Entry Add(WriteRequest request, bool always)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return Entry.Closed;
            }

            if (_waiting.Count >= capacity && !always)
            {
                return Entry.Full;
            }

            _waiting.Enqueue(request);
            if (_waiting.Count == 1)
            {
                Monitor.Pulse(_gate);
            }

            return Entry.Taken;
        }
    }

    /// <summary>Waits for work and moves up to <paramref name="most"/> requests into <paramref name="batch"/>. False when the queue is closed and empty.</summary>
    public bool Take(List<WriteRequest> batch, int most)
    {
        lock (_gate)
        {
            while (_waiting.Count == 0)
            {
                if (_closed)
                {
                    return false;
                }

                _ = Monitor.Wait(_gate);
            }

            while (batch.Count < most && _waiting.TryDequeue(out var request))
            {
                batch.Add(request);
            }

            return true;
        }
    }

    /// <summary>Takes nothing more; what waits is still handed out.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.Pulse(_gate);
        }
    }
}
