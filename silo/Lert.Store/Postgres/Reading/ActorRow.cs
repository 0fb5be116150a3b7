using Lert.Store.Postgres.Writing;
using Lert.Store.Rows;
using Npgsql;

namespace Lert.Store.Postgres.Reading;

/// <summary>A snapshot as it lies in its row, held to its seal.</summary>
internal static class ActorRow
{
    /// <summary>The columns that <see cref="Read"/> expects first, in this order.</summary>
    public const string Columns =
        "a.kind, a.key, a.version, a.sequence, a.head_hash, a.wake_at, a.status, a.account, a.case_key, a.regime, a.assignee, a.due_at, a.release_not_before, a.released_at, a.released_early, a.seal, a.state, a.format, a.urgency, a.lists, a.marks, a.list_seal";

    public const int FirstFreeColumn = 22;

    /// <exception cref="DataLossException">The row is not what was written.</exception>
    public static (StoredActor Stored, Head Head) Read(NpgsqlDataReader row)
    {
        var actor = new ActorId(row.GetString(0), row.GetString(1));
        var search = new SearchColumns
        {
            Status = row.GetString(6),
            Account = Text(row, 7),
            Case = Text(row, 8),
            Regime = Text(row, 9),
            Assignee = Text(row, 10),
            DueAt = Instant(row, 11),
            ReleaseNotBefore = Instant(row, 12),
            ReleasedAt = Instant(row, 13),
            ReleasedEarly = row.GetBoolean(14),
        };
        var stored = new StoredActor(actor, row.GetInt64(2), (byte[])row[16], search, Instant(row, 5))
        {
            Format = row.GetInt32(17),
            Lists = ListNames.FromStored(actor, row.GetString(19), row.GetInt64(20), row.IsDBNull(21) ? null : row.GetInt64(21)),
        };
        var head = new Head(stored.Version, row.GetInt64(3), (byte[])row[4], row.IsDBNull(5) ? null : row.GetInt64(5), row.GetInt16(18));
        return Seals.OfActor(actor, head.Version, head.Sequence, head.Hash.Span, search, stored.WakeAt, stored.Format, stored.State.Span) == row.GetInt64(15)
            ? (stored, head)
            : throw new DataLossException($"The state of {actor} is not what was written: its seal is broken.");
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DateTimeOffset? Instant(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : Instants.FromStored(row.GetInt64(column));
}
