namespace Lert.Store;

/// <summary>
/// What is known of the store as a whole: which database it is, and what operators and silos noted about that. A copy that was restored from a backup must not
/// end holds before a person has said that it is the one that counts, so the store says where it lies and its silos compare.
/// </summary>
/// <remarks>Entries are only ever added; the last one is what holds.</remarks>
public interface ICellDiary
{
    ValueTask<CellState> ReadCellAsync(CancellationToken cancellationToken);

    /// <summary>Adds an entry after the last one.</summary>
    /// <param name="after">The number of the entry that the caller took for the last; 0 for none. <see cref="CellEntry.Number"/> is greater.</param>
    /// <returns>False when another was faster: read again.</returns>
    ValueTask<bool> NoteAsync(long after, CellEntry entry, CancellationToken cancellationToken);

    /// <summary>
    /// Whoever watches over the pumps has looked at this state and acts on it: the store may work where it was read. Until then a store that finds itself in another
    /// place than before, which a fail-over can bring at any moment, works on nothing but this diary.
    /// </summary>
    void Judged(CellState cell)
    {
        // A store that cannot be elsewhere while it is open has nothing to hold back.
    }
}

/// <param name="Last">The last entry; null for a store that nobody has noted anything about.</param>
/// <param name="Place">Which database this is, in words that another copy does not share; null where the store cannot tell.</param>
/// <param name="FeedEnd">Where the feed ends. It never goes back, except in a copy of an older state.</param>
public sealed record CellState(CellEntry? Last, string? Place, long FeedEnd);

/// <summary>One entry of the diary. Numbers grow, and may leave some out.</summary>
/// <param name="Place">Which database it was noted in.</param>
/// <param name="At">By the clock of the silo.</param>
/// <param name="By">The subject of the operator, or <c>system:silo</c>.</param>
/// <param name="RequestId">The operator's request, so that a retry is known; empty for a silo's own.</param>
public sealed record CellEntry(long Number, CellNote Note, string Place, DateTimeOffset At, string By, string Reason, string RequestId);

/// <summary>What an entry says. Stored by name.</summary>
public enum CellNote
{
    Unspecified,

    /// <summary>The store began here.</summary>
    Begun,

    /// <summary>It looks like a copy: its pumps stand still.</summary>
    Suspected,

    /// <summary>A person said that this copy is the one that counts.</summary>
    Confirmed,
}
