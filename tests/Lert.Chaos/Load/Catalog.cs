using System.Collections.Concurrent;

namespace Lert.Chaos.Load;

/// <summary>A hold that a client may do something to.</summary>
/// <param name="Armed">It falls due during the run, so that it is mostly left alone.</param>
internal sealed record KnownHold(string HoldId, string CaseId, string AccountId, bool Armed)
{
    /// <summary>References of locks that were acknowledged and not unlocked.</summary>
    public ConcurrentDictionary<string, byte> Locks { get; } = new();
}

/// <summary>What the clients know of, and share.</summary>
internal sealed class Catalog
{
    private readonly ConcurrentDictionary<string, KnownHold> _byId = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Case, string Account), byte> _asked = new();
    private readonly List<KnownHold> _holds = [];
    private readonly Lock _growing = new();
    private int _accounts;

    public List<string> Cases { get; } = [];

    public IReadOnlyCollection<KnownHold> All
    {
        get
        {
            lock (_growing)
            {
                return [.. _holds];
            }
        }
    }

    public void Add(KnownHold hold)
    {
        if (_byId.TryAdd(hold.HoldId, hold))
        {
            lock (_growing)
            {
                _holds.Add(hold);
            }
        }
    }

    /// <summary>Whether nobody has asked for this hold before: asking twice changes nothing and leaves nothing in the journal to look for.</summary>
    public bool IsFirst(string caseId, string account) => _asked.TryAdd((caseId, account), 0);

    /// <summary>One of them; most of the time one of the few latest, so that clients meet.</summary>
    public KnownHold? Any(Random random)
    {
        lock (_growing)
        {
            if (_holds.Count == 0)
            {
                return null;
            }

            var hot = Math.Min(_holds.Count, 16);
            return random.Next(10) < 7 ? _holds[_holds.Count - 1 - random.Next(hot)] : _holds[random.Next(_holds.Count)];
        }
    }

    /// <summary>An account that may have holds already, or a new one.</summary>
    public string Account(Random random)
    {
        var known = Volatile.Read(ref _accounts);
        return $"us-{1_800_000_000 + (known > 4 && random.Next(3) == 0 ? random.Next(known) : Interlocked.Increment(ref _accounts))}";
    }
}
