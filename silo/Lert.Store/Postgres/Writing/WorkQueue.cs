namespace Lert.Store.Postgres.Writing;

/// <summary>What waits in a <see cref="WorkQueue{TWork}"/>.</summary>
internal interface IWork
{
    /// <summary>Work of one actor is done one after the other, in its order.</summary>
    ActorId Actor { get; }
}

/// <summary>
/// Hands work from many callers to a few workers, in batches. A lone caller never waits for company; while batches are under way the next one gathers, and
/// another worker takes it only when it is worth a round trip of its own. Work of an actor that is under way waits for it. Bounded.
/// </summary>
/// <param name="capacity">How much may wait.</param>
/// <param name="worthwhile">How much must have gathered for another worker to take it while one is at work.</param>
internal sealed class WorkQueue<TWork>(int capacity, int worthwhile)
    where TWork : class, IWork
{
    private static readonly TaskCompletionSource Nobody = new();

    private readonly Lock _gate = new();
    private readonly Queue<TWork> _ready = new();
    private readonly HashSet<ActorId> _taken = [];
    private readonly Dictionary<ActorId, Queue<TWork>> _behind = [];
    private readonly Stack<TaskCompletionSource> _idle = new();
    private int _waiting;
    private int _atWork;
    private bool _closed;

    public enum Entry
    {
        Taken,
        Full,
        Closed,
    }

    public Entry Add(TWork work)
    {
        TaskCompletionSource? wake;
        bool alone;
        lock (_gate)
        {
            if (_closed)
            {
                return Entry.Closed;
            }

            if (_waiting >= capacity)
            {
                return Entry.Full;
            }

            _waiting++;
            Place(work);
            (wake, alone) = (Wake(), _atWork == 0);
        }

        if (alone)
        {
            // Nobody is at work: the worker starts on this thread and sends before it lets go of it. Handing over would take longer.
            wake?.SetResult();
        }
        else
        {
            Start(wake);
        }

        return Entry.Taken;
    }

    /// <summary>Waits for work and moves up to <paramref name="most"/> pieces, of different actors, into <paramref name="batch"/>. False when the queue is closed and empty.</summary>
    public async ValueTask<bool> TakeAsync(List<TWork> batch, int most)
    {
        while (true)
        {
            TaskCompletionSource idle;
            TaskCompletionSource? another = null;
            var taken = false;
            lock (_gate)
            {
                if (_ready.Count > 0 && IsWorthwhile)
                {
                    while (batch.Count < most && _ready.TryDequeue(out var work))
                    {
                        batch.Add(work);
                    }

                    _waiting -= batch.Count;
                    _atWork++;
                    (taken, another, idle) = (true, Wake(), Nobody);
                }
                else if (_closed && _waiting == 0)
                {
                    return false;
                }
                else
                {
                    idle = new();
                    _idle.Push(idle);
                }
            }

            Start(another);
            if (taken)
            {
                return true;
            }

            await idle.Task;
        }
    }

    /// <summary>The batch is settled: what waited behind its actors may go.</summary>
    public void Done(List<TWork> batch)
    {
        lock (_gate)
        {
            _atWork--;
            foreach (var work in batch)
            {
                if (!_behind.TryGetValue(work.Actor, out var behind))
                {
                    _taken.Remove(work.Actor);
                    continue;
                }

                _ready.Enqueue(behind.Dequeue());
                if (behind.Count == 0)
                {
                    _behind.Remove(work.Actor);
                }
            }

            batch.Clear();
        }

        // The worker itself comes back for what waits.
        ReleaseIfEnded();
    }

    /// <summary>Takes nothing more; what waits is still handed out.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
        }

        ReleaseIfEnded();
    }

    private bool IsWorthwhile => _atWork == 0 || _ready.Count >= worthwhile || _closed;

    private void Place(TWork work)
    {
        if (_taken.Add(work.Actor))
        {
            _ready.Enqueue(work);
            return;
        }

        if (!_behind.TryGetValue(work.Actor, out var behind))
        {
            _behind.Add(work.Actor, behind = new());
        }

        behind.Enqueue(work);
    }

    private TaskCompletionSource? Wake() => _ready.Count > 0 && IsWorthwhile && _idle.TryPop(out var idle) ? idle : null;

    private void ReleaseIfEnded()
    {
        TaskCompletionSource[] all;
        lock (_gate)
        {
            if (!_closed)
            {
                return;
            }

            all = [.. _idle];
            _idle.Clear();
        }

        foreach (var idle in all)
        {
            Start(idle);
        }
    }

    // On a thread of its own: whoever calls has something else to do.
    private static void Start(TaskCompletionSource? worker)
    {
        if (worker is not null)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static worker => worker.SetResult(), worker, preferLocal: false);
        }
    }
}
