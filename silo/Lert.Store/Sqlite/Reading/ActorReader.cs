using Lert.Store.Rows;
using Lert.Store.Sqlite.Native;

namespace Lert.Store.Sqlite.Reading;

/// <summary>Reads snapshots and holds each to its seal, and a loaded one to its journal as well.</summary>
internal static class ActorReader
{
    /// <summary>The columns that <see cref="Read"/> expects first, in this order.</summary>
    public const string Columns =
        "a.kind, a.key, a.version, a.sequence, a.head_hash, a.wake_at, a.status, a.account, a.case_key, a.regime, a.assignee, a.due_at, a.release_not_before, a.released_at, a.released_early, a.seal, a.state, a.format, a.lists, a.marks, a.list_seal";

    public const int HeadHashColumn = 4;

    private const int FirstFreeColumn = 21;

    private const string SelectOne = $"""
        SELECT {Columns}, j.sequence, j.hash
        FROM actors AS a LEFT JOIN journal AS j ON j.kind = ?1 AND j.key = ?2
            AND j.sequence = (SELECT max(sequence) FROM journal WHERE kind = ?1 AND key = ?2)
        WHERE a.kind = ?1 AND a.key = ?2
        """;

    /// <summary>The actor, or null when it was never written.</summary>
    /// <exception cref="DataLossException">The row is not what was written, or is not where its journal ends.</exception>
    public static StoredActor? Load(Database database, ActorId actor)
    {
        // One question after the other: the next may make room for its statement by letting go of all that are kept.
        return Stored(database, actor) ?? (HasJournal(database, actor) ? throw new DataLossException($"{actor} has a journal and no state.") : null);
    }

    private static StoredActor? Stored(Database database, ActorId actor)
    {
        using var row = database.Cached(SelectOne).Begin();
        if (!row.Bind(1, actor.Kind).Bind(2, actor.Key).Next())
        {
            return null;
        }

        var (stored, sequence) = Read(row);
        var entries = row.IsNull(FirstFreeColumn) ? 0 : row.Int64(FirstFreeColumn);
        if (entries != sequence)
        {
            throw new DataLossException($"The state of {actor} stands at entry {sequence} of its journal, which ends at {entries}.");
        }

        return row.Bytes(HeadHashColumn).SequenceEqual(entries == 0 ? JournalChain.Origin.Span : row.Bytes(FirstFreeColumn + 1))
            ? stored
            : throw new DataLossException($"The state of {actor} does not follow from the last entry of its journal: the hashes differ.");
    }

    /// <summary>The actor in the current row, and how long its journal should be.</summary>
    /// <exception cref="DataLossException">The row is not what was written.</exception>
    public static (StoredActor Stored, long Sequence) Read(in Statement.Cursor row)
    {
        var actor = new ActorId(row.Text(0), row.Text(1));
        var search = new SearchColumns
        {
            Status = row.Text(6),
            Account = row.NullableText(7),
            Case = row.NullableText(8),
            Regime = row.NullableText(9),
            Assignee = row.NullableText(10),
            DueAt = Instants.FromStored(row.NullableInt64(11)),
            ReleaseNotBefore = Instants.FromStored(row.NullableInt64(12)),
            ReleasedAt = Instants.FromStored(row.NullableInt64(13)),
            ReleasedEarly = row.Int64(14) != 0,
        };
        var stored = new StoredActor(actor, row.Int64(2), row.Blob(16), search, Instants.FromStored(row.NullableInt64(5))) 
        {
            Format = row.Int32(17),
            Lists = ListNames.FromStored(actor, row.Text(18), row.Int64(19), row.NullableInt64(20)),
        };
        return Seals.OfActor(actor, stored.Version, row.Int64(3), row.Bytes(HeadHashColumn), search, stored.WakeAt, stored.Format, stored.State.Span) == row.Int64(15)
            ? (stored, row.Int64(3))
            : throw new DataLossException($"The state of {actor} is not what was written: its seal is broken.");
    }

    private static bool HasJournal(Database database, ActorId actor)
    {
        using var row = database.Cached("SELECT 1 FROM journal WHERE kind = ?1 AND key = ?2 LIMIT 1").Begin();
        return row.Bind(1, actor.Kind).Bind(2, actor.Key).Next();
    }
}
