using System.Collections.Immutable;
using Lert.Store.Rows;
using Lert.Store.Sqlite.Native;

namespace Lert.Store.Sqlite.Reading;

/// <summary>Reads the journal and holds every entry to its hash, and neighbours of one actor to each other.</summary>
internal static class JournalReader
{
    /// <summary>The columns that <see cref="Read"/> expects, in this order.</summary>
    public const string Columns = "position, kind, key, sequence, version, type, at, by, command_id, data, previous_hash, hash";
    private const string SelectFeed = $"SELECT {Columns} FROM journal WHERE position > ?1 ORDER BY position LIMIT ?2";
    public const string SelectEnd = "SELECT max(position) FROM journal";
    private const string SelectActor = $"SELECT {Columns} FROM journal WHERE kind = ?1 AND key = ?2 AND sequence > ?3 ORDER BY sequence LIMIT ?4";

    /// <summary>
    /// Positions are given out by the only writer inside its transaction, so their order is the order of commits, and nothing that commits later can come before.
    /// </summary>
    public static FeedPage Feed(Database database, long position, int limit)
    {
        using var row = database.Cached(SelectFeed).Begin();
        _ = row.Bind(1, position).Bind(2, limit);
        var entries = ReadAll(row);
        return new(entries, entries.IsEmpty ? position : entries[^1].Position);
    }

    /// <summary>The position of the last entry; 0 when there is none.</summary>
    public static long End(Database database) => database.ScalarInt64(SelectEnd) ?? 0;

    /// <exception cref="DataLossException">An entry is missing or does not follow from the one before it.</exception>
    public static ImmutableArray<JournalEntry> OfActor(Database database, ActorId actor, long sequence, int limit)
    {
        using var row = database.Cached(SelectActor).Begin();
        _ = row.Bind(1, actor.Kind).Bind(2, actor.Key).Bind(3, sequence).Bind(4, limit);
        var entries = ReadAll(row);
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

    /// <summary>The entry in the current row.</summary>
    /// <exception cref="DataLossException">It is not what was written.</exception>
    public static JournalEntry Read(in Statement.Cursor row)
    {
        var entry = new JournalEntry(
            row.Int64(0), new ActorId(row.Text(1), row.Text(2)), row.Int64(3), row.Int64(4), row.Text(5), Instants.FromStored(row.Int64(6)), row.Text(7),
            row.NullableText(8), row.Blob(9), row.Blob(10), row.Blob(11));
        return JournalChain.Hash(entry).AsSpan().SequenceEqual(entry.Hash.Span)
            ? entry
            : throw new DataLossException($"Entry {entry.Sequence} of the journal of {entry.Actor} is not what was written: its hash is broken.");
    }

    private static ImmutableArray<JournalEntry> ReadAll(in Statement.Cursor row)
    {
        var entries = ImmutableArray.CreateBuilder<JournalEntry>();
        while (row.Next())
        {
            entries.Add(Read(row));
        }

        return entries.DrainToImmutable();
    }
}
