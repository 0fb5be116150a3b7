using Lert.Store;

namespace Lert.Silo.Cells;

/// <summary>What the diary, the place and the witness say together. Pure; the guard acts on it.</summary>
internal abstract record CellVerdict
{
    private CellVerdict()
    {
    }

    /// <summary>This is the store that it says it is.</summary>
    public sealed record Same : CellVerdict;

    /// <summary>Nobody has noted anything yet: the store begins here.</summary>
    public sealed record Begins(string Reason) : CellVerdict;

    /// <summary>It looks like a copy, and nobody has noted that yet.</summary>
    public sealed record Copy(string Reason) : CellVerdict;

    /// <summary>It was noted as a copy, and nobody has confirmed it.</summary>
    public sealed record Waits(CellEntry Suspicion) : CellVerdict;

    /// <param name="here">The place: the database's own, or where it has none the id of the witness.</param>
    /// <param name="seen">What this machine remembers; null for nothing.</param>
    public static CellVerdict Of(CellState cell, string here, Witness? seen)
    {
        if (cell.Last is not { } last)
        {
            return cell.FeedEnd > 0 && seen is not null && seen.Position > cell.FeedEnd ? Behind(seen, cell)
                : new Begins(cell.FeedEnd > 0 ? "The store is older than its diary." : "The store is new.");
        }

        // A fail-over since brought another database still: whoever confirms must have read of that one. Where the place is only the memory of this machine, it says nothing new.
        if (last.Note == CellNote.Suspected && (cell.Place is null || last.Place == here))
        {
            return new Waits(last);
        }

        if (last.Place != here)
        {
            return new Copy($"It was written as '{last.Place}' and is opened as '{here}'.");
        }

        // What somebody else noted since is newer than the memory of this machine.
        return seen is null || seen.Entry < last.Number || (seen.Entry == last.Number && seen.Position <= cell.FeedEnd) ? new Same() : Behind(seen, cell);
    }

    private static Copy Behind(Witness seen, CellState cell) =>
        new($"This machine has seen it up to entry {seen.Entry} of its diary and position {seen.Position}, and now it ends at {cell.Last?.Number ?? 0} and {cell.FeedEnd}.");
}
