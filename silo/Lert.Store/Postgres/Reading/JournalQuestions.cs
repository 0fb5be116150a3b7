using System.Collections.Immutable;
using Lert.Store.Rows;
using Npgsql;

namespace Lert.Store.Postgres.Reading;

/// <summary>Reads the journal and holds every entry to its hash, and neighbours of one actor to each other.</summary>
internal static class JournalQuestions
{
    /// <summary>The columns that <see cref="Entry"/> expects, in this order.</summary>
    public const string Columns = "position, kind, key, sequence, version, type, at, by, command_id, data, previous_hash, hash";

    // Every transaction below this position has ended; whatever commits later lies at or above it.
    private const string Final = "((SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint + feed_base FROM cell) << 20)";

    public const string SelectFeed = $"SELECT {Columns} FROM journal WHERE position > $1 AND position < {Final} ORDER BY position LIMIT $2";
    public const string SelectEnd = $"SELECT coalesce((SELECT position FROM journal WHERE position < {Final} ORDER BY position DESC LIMIT 1), 0)";
    public const string SelectUnsettled = $"SELECT EXISTS (SELECT FROM journal WHERE position > $1 AND position >= {Final} LIMIT 1)";
    public const string SelectActor = $"SELECT {Columns} FROM journal WHERE kind = $1 AND key = $2 AND sequence > $3 ORDER BY sequence LIMIT $4";

    public static async ValueTask<FeedPage> FeedAsync(Reader reader, long position, int limit, CancellationToken cancellationToken)
    {
        var entries = await reader.ReadAsync(SelectFeed, all => all.Put(position).Put(limit), row => EntriesAsync(row, cancellationToken), cancellationToken);
        return new(entries, entries.IsEmpty ? position : entries[^1].Position);
    }

    /// <summary>Something has committed after this position that the feed holds back, because an older transaction still runs.</summary>
    public static ValueTask<bool> IsUnsettledAsync(Reader reader, long position, CancellationToken cancellationToken) => reader.ReadAsync(
        SelectUnsettled, all => all.Put(position), async row => await row.ReadAsync(cancellationToken) && row.GetBoolean(0), cancellationToken);

    public static ValueTask<long> EndAsync(Reader reader, CancellationToken cancellationToken) => reader.ReadAsync(
        SelectEnd, static _ => { }, async row => await row.ReadAsync(cancellationToken) ? row.GetInt64(0) : 0, cancellationToken);

    /// <exception cref="DataLossException">An entry is missing or does not follow from the one before it.</exception>
    public static async ValueTask<ImmutableArray<JournalEntry>> OfActorAsync(Reader reader, ActorId actor, long sequence, int limit, CancellationToken cancellationToken)
    {
        var entries = await reader.ReadAsync(
            SelectActor, all => all.Put(actor.Kind).Put(actor.Key).Put(sequence).Put(limit), row => EntriesAsync(row, cancellationToken), cancellationToken);
        var (expected, previous) = (Math.Max(sequence, 0) + 1, sequence <= 0 ? JournalChain.Origin : default(ReadOnlyMemory<byte>?));
        foreach (var entry in entries)
        {
            if (entry.Sequence != expected || (previous is { } before && !before.Span.SequenceEqual(entry.PreviousHash.Span)))
            {
                throw new DataLossException($"Entry {expected} of the journal of {actor} is missing or does not follow from the one before it.");
            }

            (expected, previous) = (expected + 1, entry.Hash);
        }

        return entries;
    }

    /// <exception cref="DataLossException">It is not what was written.</exception>
    public static JournalEntry Entry(NpgsqlDataReader row)
    {
        var entry = new JournalEntry(
            row.GetInt64(0), new ActorId(row.GetString(1), row.GetString(2)), row.GetInt64(3), row.GetInt64(4), row.GetString(5), Instants.FromStored(row.GetInt64(6)), row.GetString(7),
            row.IsDBNull(8) ? null : row.GetString(8), (byte[])row[9], (byte[])row[10], (byte[])row[11]);
        return JournalChain.Hash(entry).AsSpan().SequenceEqual(entry.Hash.Span)
            ? entry
            : throw new DataLossException($"Entry {entry.Sequence} of the journal of {entry.Actor} is not what was written: its hash is broken.");
    }

    private static async Task<ImmutableArray<JournalEntry>> EntriesAsync(NpgsqlDataReader row, CancellationToken cancellationToken)
    {
        var entries = ImmutableArray.CreateBuilder<JournalEntry>();
        while (await row.ReadAsync(cancellationToken))
        {
            entries.Add(Entry(row));
        }

        return entries.DrainToImmutable();
    }
}
