using Orleans.Compat;

namespace Orleans.Runtime.Network;

/// <summary>
/// The calls that wait for answers over one connection, by number. A number holds the place and how often that place was used before, so that a late answer
/// never finds the wrong call.
/// </summary>
internal sealed class CallSlots
{
    private const int PlaceBits = 20;
    private const uint PlaceMask = (1 << PlaceBits) - 1;

    /// <summary>Calls that may wait at once over one connection.</summary>
    internal const int Limit = 1 << PlaceBits;

    private readonly Lock _gate = new();
    private Slot[] _slots = new Slot[64];
    private int _free = -1;
    private int _used;
    private bool _isClosed;

    internal int Count { get; private set; }

    /// <summary>False if too many wait or the connection has ended.</summary>
    internal bool TryAdd(GrainCall call, out uint number)
    {
        lock (_gate)
        {
            number = 0;
            if (_isClosed || Count == Limit)
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
            number = (slot.Uses << PlaceBits) | (uint)place;
            Count++;
            return true;
        }
    }

    /// <summary>Removes a call; null if it is gone already.</summary>
    internal GrainCall? Take(uint number)
    {
        int place = (int)(number & PlaceMask);
        lock (_gate)
        {
            if (place >= _used || _slots[place].Call is null || ((_slots[place].Uses << PlaceBits) | (uint)place) != number)
            {
                return null;
            }

            ref Slot slot = ref _slots[place];
            GrainCall? call = slot.Call;
            slot.Call = null;
            slot.Uses++;
            slot.NextFree = _free;
            _free = place;
            Count--;
            return call;
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
            _used = Count = 0;
            return calls;
        }
    }

    private struct Slot
    {
        internal GrainCall? Call;
        internal uint Uses;
        internal int NextFree;
    }
}
