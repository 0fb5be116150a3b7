namespace Lert.Store.Sqlite.Writing;

/// <summary>Hands requests from many callers to the one writer, in order and in batches. Bounded.</summary>
internal sealed class WriteQueue(int capacity) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Queue<WriteRequest> _waiting = new();
    private readonly SemaphoreSlim _work = new(0, 1);
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
                Signal();
            }

            return Entry.Taken;
        }
    }

    /// <summary>Waits for work and moves up to <paramref name="most"/> requests into <paramref name="batch"/>. False when the queue is closed and empty.</summary>
    public bool Take(List<WriteRequest> batch, int most)
    {
        while (true)
        {
            lock (_gate)
            {
                while (batch.Count < most && _waiting.TryDequeue(out var request))
                {
                    batch.Add(request);
                }

                if (batch.Count > 0)
                {
                    return true;
                }

                if (_closed)
                {
                    return false;
                }
            }

            _work.Wait();
        }
    }

    /// <summary>Takes nothing more; what waits is still handed out.</summary>
    public void Close()
    {
        lock (_gate)
        {
            if (!_closed)
            {
                _closed = true;
                Signal();
            }
        }
    }

    public void Dispose() => _work.Dispose();

    // At most one signal is outstanding: the writer empties the queue as far as a batch goes and looks again before it waits.
    private void Signal()
    {
        if (_work.CurrentCount == 0)
        {
            _ = _work.Release();
        }
    }
}
