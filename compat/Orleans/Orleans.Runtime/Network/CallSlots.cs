using Orleans.Compat;

namespace Orleans.Runtime.Network;

/// <summary>
/// The calls that wait for answers over one connection, by number. A number holds the place and how often that place was used before; as that comes round in
/// less than a second of many calls, the place of a call whose caller has given up is kept until its answer has come: so a late answer never finds the wrong call.
/// </summary>
internal sealed class CallSlots
{
    private const int PlaceBits = 20;
    private const uint PlaceMask = (1 << PlaceBits) - 1;

    /// <summary>Places of one connection, for calls that wait and those that were given up.</summary>
    internal const int Limit = 1 << PlaceBits;

    private readonly Lock _gate = new();
    private Slot[] _slots = new Slot[64];
    private int _free = -1;
    private int _used;
    private bool _isClosed;

    /// <summary>Calls that wait.</summary>
    internal int Count { get; private set; }

    /// <summary>Places that are kept for answers to calls that were given up.</summary>
    internal int Abandoned { get; private set; }

    /// <summary>False if too many wait or the connection has ended.</summary>
    internal bool TryAdd(GrainCall call, out uint number)
    {
        lock (_gate)
        {
            number = 0;
            if (_isClosed || Count + Abandoned == Limit)
            {
                return false;
            }

            int place = _free;
            if (place >= 0)
            {
                _free = _slots[place].NextFree;
            }
            else
            {
                place = _used++;
                if (place == _slots.Length)
                {
                    Array.Resize(ref _slots, place * 2);
                }
            }

            ref Slot slot = ref _slots[place];
            slot.Call = call;
            number = NumberOf(place);
            Count++;
            return true;
        }
    }

    /// <summary>Removes a call that is answered, or was never sent; null if it is gone already. Its place is free again.</summary>
    internal GrainCall? Take(uint number)
    {
        int place = (int)(number & PlaceMask);
        lock (_gate)
        {
            if (place >= _used || NumberOf(place) != number || _slots[place] is { Call: null, IsAbandoned: false })
            {
                return null;
            }

            ref Slot slot = ref _slots[place];
            GrainCall? call = slot.Call;
            _ = call is null ? Abandoned-- : Count--;
            slot = new() { Uses = (ushort)(slot.Uses + 1), NextFree = _free };
            _free = place;
            return call;
        }
    }

    /// <summary>Removes a call that was sent and whose answer is still to come. False if it is gone already.</summary>
    internal bool Abandon(uint number, GrainCall call)
    {
        int place = (int)(number & PlaceMask);
        lock (_gate)
        {
            if (place >= _used || !ReferenceEquals(_slots[place].Call, call))
            {
                return false;
            }

            (_slots[place].Call, _slots[place].IsAbandoned) = (null, true);
            Count--;
            Abandoned++;
            return true;
        }
    }

    /// <summary>Takes no more, and gives back all that wait.</summary>
    internal IReadOnlyList<GrainCall> Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            List<GrainCall> calls = [.. _slots.Take(_used).Select(slot => slot.Call).OfType<GrainCall>()];
            _slots = [];
            _used = Count = Abandoned = 0;
            return calls;
        }
    }

    private uint NumberOf(int place) => ((uint)_slots[place].Uses << PlaceBits) | (uint)place;

    private struct Slot
    {
        internal GrainCall? Call;
        internal int NextFree;
        internal ushort Uses;
        internal bool IsAbandoned;
    }
}
