using Orleans.Compat;

namespace Orleans.Runtime.Calls;

/// <summary>
/// The calls whose callers wait. In shards, so that callers on different processors seldom meet; each shard is a chain,
/// so that coming and going costs nothing but its lock.
/// </summary>
internal sealed class PendingCalls(TimeProvider clock, TimeSpan defaultTimeout)
{
    private readonly Shard[] _shards = [.. Enumerable.Range(0, Environment.ProcessorCount * 2).Select(_ => new Shard())];

    internal int Count => _shards.Sum(shard => shard.Snapshot().Count);

    internal void Add(PendingCall pending)
    {
        pending.Timeout = pending.Call.Descriptor.ResponseTimeout ?? defaultTimeout;
        pending.DueAt = clock.GetTimestamp() + (long)(pending.Timeout.TotalSeconds * clock.TimestampFrequency);
        _shards[Thread.GetCurrentProcessorId() % _shards.Length].Add(pending);
    }

    internal static void Remove(PendingCall pending) => (pending.List as Shard)?.Remove(pending);

    internal IEnumerable<GrainCall> Unanswered() => _shards.SelectMany(shard => shard.Snapshot()).Where(pending => !pending.IsAnswered).Select(pending => pending.Call);

    /// <summary>Fails what is overdue, and says how many that were.</summary>
    internal int ExpireOverdue()
    {
        long now = clock.GetTimestamp();
        PendingCall[] overdue = [.. _shards.SelectMany(shard => shard.Snapshot()).Where(pending => pending.DueAt <= now || pending.IsAnswered)];
        if (overdue.Length == 0)
        {
            return 0;
        }

        // The chain of each is described before any of them ends.
        Dictionary<ActivationContext, GrainCall> waitingFor = [];
        foreach (GrainCall call in Unanswered().Where(call => call.Source is not null))
        {
            waitingFor.TryAdd(call.Source!, call);
        }

        var failures = overdue.Where(pending => !pending.IsAnswered).Select(pending => (pending, new TimeoutException(WaitChain.Describe(pending, waitingFor)))).ToList();
        foreach ((PendingCall pending, TimeoutException failure) in failures)
        {
            if (pending.TryFail(failure))
            {
                Cancellation.CancelCallee(pending);
            }
        }

        foreach (PendingCall pending in overdue)
        {
            Remove(pending);
        }

        return failures.Count;
    }

    internal void FailAll(Func<GrainCall, Exception> failure)
    {
        foreach (PendingCall pending in _shards.SelectMany(shard => shard.Snapshot()))
        {
            pending.TryFail(failure(pending.Call));
            Remove(pending);
        }
    }

    private sealed class Shard
    {
        private readonly Lock _lock = new();
        private PendingCall? _newest;

        internal void Add(PendingCall pending)
        {
            lock (_lock)
            {
                pending.List = this;
                pending.Next = _newest;
                if (_newest is not null)
                {
                    _newest.Previous = pending;
                }

                _newest = pending;
            }
        }

        internal void Remove(PendingCall pending)
        {
            lock (_lock)
            {
                if (!ReferenceEquals(pending.List, this))
                {
                    return;
                }

                if (pending.Previous is { } previous)
                {
                    previous.Next = pending.Next;
                }
                else
                {
                    _newest = pending.Next;
                }

                if (pending.Next is { } next)
                {
                    next.Previous = pending.Previous;
                }

                pending.List = null;
                pending.Next = pending.Previous = null;
            }
        }

        internal List<PendingCall> Snapshot()
        {
            List<PendingCall> all = [];
            lock (_lock)
            {
                for (PendingCall? pending = _newest; pending is not null; pending = pending.Next)
                {
                    all.Add(pending);
                }
            }

            return all;
        }
    }
}
