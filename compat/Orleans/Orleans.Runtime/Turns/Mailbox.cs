using Orleans.Compat;

namespace Orleans.Runtime.Turns;

/// <summary>
/// What an activation has yet to look at, and whether someone has its turn: one word, changed by compare-and-swap.
/// <list type="bullet">
/// <item><c>null</c>: nothing to do and the turn is free;</item>
/// <item><see cref="Taken"/>: someone has the turn and has seen everything;</item>
/// <item>an item: someone has the turn (or is about to), and this is the newest of what is new.</item>
/// </list>
/// </summary>
internal struct Mailbox
{
    private static readonly MailboxItem Taken = new Marker();
    private MailboxItem? _newest;

    internal readonly bool IsEmpty => _newest is null;

    /// <summary>True if nobody had the turn; now the caller has.</summary>
    internal bool TryTakeTurn() => Interlocked.CompareExchange(ref _newest, Taken, null) is null;

    /// <summary>Adds an item. True if nobody had the turn; now the caller has, and must see to it that the item is handled.</summary>
    internal bool Post(MailboxItem item)
    {
        MailboxItem? seen = Volatile.Read(ref _newest);
        while (true)
        {
            item.Next = seen;
            MailboxItem? was = Interlocked.CompareExchange(ref _newest, item, seen);
            if (ReferenceEquals(was, seen))
            {
                return seen is null;
            }

            seen = was;
        }
    }

    /// <summary>What is new, oldest first, as a chain. The caller has the turn and keeps it.</summary>
    internal MailboxItem? TakeAll()
    {
        MailboxItem? item = Interlocked.Exchange(ref _newest, Taken);
        MailboxItem? oldest = null;
        while (item is not null && !ReferenceEquals(item, Taken))
        {
            MailboxItem? older = item.Next;
            item.Next = oldest;
            oldest = item;
            item = older;
        }

        return oldest;
    }

    /// <summary>Gives the turn back, unless there is something new.</summary>
    internal bool TryEndTurn() => ReferenceEquals(Interlocked.CompareExchange(ref _newest, null, Taken), Taken);

    private sealed class Marker : MailboxItem;
}
