using Orleans.Runtime.Turns;

namespace Orleans.Runtime.Catalog;

/// <summary>The activations of one stateless worker key. A call goes to one that is free, or to a new one, or in turn to each.</summary>
internal sealed class WorkerGroup(int limit)
{
    private readonly Lock _lock = new();
    private readonly List<Activation> _members = [];
    private int _turn;

    internal int Count
    {
        get
        {
            lock (_lock)
            {
                return _members.Count;
            }
        }
    }

    internal Activation Next(Func<Activation> create)
    {
        lock (_lock)
        {
            if (_members.Find(member => member.IsFree) is { } free)
            {
                return free;
            }

            if (_members.Count < limit)
            {
                Activation created = create();
                _members.Add(created);
                return created;
            }

            _turn = (_turn + 1) % _members.Count;
            return _members[_turn];
        }
    }

    internal void Remove(Activation activation)
    {
        lock (_lock)
        {
            _members.Remove(activation);
        }
    }

    internal Activation[] Snapshot()
    {
        lock (_lock)
        {
            return [.. _members];
        }
    }
}
