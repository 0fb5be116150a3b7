using Lert.Store;

namespace Lert.Silo.Pumps;

/// <summary>
/// Which slots this silo's pumps work on. A silo alone has all of them. In a cluster the active members of the current view, in the order of their addresses,
/// take equal stretches. Two views may overlap for a moment, or leave a gap until they agree: both are harmless, because the store decides what happens once,
/// and a stretch that nobody works on has an owner again with the next view.
/// </summary>
internal sealed class PumpShare
{
    private readonly Lock _changing = new();
    private Slots? _current = Slots.All;
    private Action? _changed;

    /// <summary>The stretch; null for a silo that the view does not count among the active.</summary>
    public Slots? Current
    {
        get
        {
            lock (_changing)
            {
                return _current;
            }
        }
    }

    /// <summary>Calls <paramref name="listener"/> after each change.</summary>
    public void Subscribe(Action listener) => _changed += listener;

    public void Set(Slots? share)
    {
        lock (_changing)
        {
            if (_current == share)
            {
                return;
            }

            _current = share;
        }

        _changed?.Invoke();
    }

    /// <summary>The stretch of one of <paramref name="members"/>, counted from 0. All stretches together are all slots, and no two share one.</summary>
    public static Slots? Of(int member, int members) => member < 0 || member >= members
        ? null
        // More members than slots leave some without any.
        : new Slots(Slots.Count * member / members, (Slots.Count * (member + 1) / members) - 1) is var stretch && stretch.First <= stretch.Last ? stretch : null;
}
