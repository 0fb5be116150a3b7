using System.Collections.Concurrent;

namespace Lert.Store.Postgres.Writing;

/// <summary>Where an actor stands: its version, how long its journal is, the hash of the last entry, and its wake-up as it is stored.</summary>
internal readonly record struct Head(long Version, long Sequence, ReadOnlyMemory<byte> Hash, long? WakeAt, short Urgency)
{
    public static Head Unwritten => new(0, 0, JournalChain.Origin, null, (short)CommitUrgency.Normal);
}

/// <summary>
/// Where the actors stood that were loaded or written last, so that a commit need not ask. Only a hint: the database compares all of it before it moves an
/// actor on. Holds the most recent, up to twice <paramref name="generation"/>.
/// </summary>
internal sealed class Heads(int generation)
{
    private ConcurrentDictionary<ActorId, Head> _young = new();
    private ConcurrentDictionary<ActorId, Head> _old = new();
    private int _count;

    public bool TryGet(ActorId actor, out Head head) => _young.TryGetValue(actor, out head) || _old.TryGetValue(actor, out head);

    public void Set(ActorId actor, Head head)
    {
        if (!_young.TryAdd(actor, head))
        {
            _young[actor] = head;
            return;
        }

        if (Interlocked.Increment(ref _count) >= generation)
        {
            (_old, _young, _count) = (_young, new(), 0);
        }
    }

    public void Forget(ActorId actor)
    {
        _young.TryRemove(actor, out _);
        _old.TryRemove(actor, out _);
    }
}
