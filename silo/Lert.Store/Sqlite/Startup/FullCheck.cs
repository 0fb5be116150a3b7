using Lert.Store.Rows;
using Lert.Store.Sqlite.Native;
using Lert.Store.Sqlite.Reading;

namespace Lert.Store.Sqlite.Startup;

/// <summary>
/// Reads everything: every page, every index entry against its row, every list, every seal, and every journal from its first entry to the hash that its actor stands at.
/// A few seconds for 100,000 actors.
/// </summary>
internal static class FullCheck
{
    private const string Journal = $"SELECT {JournalReader.Columns} FROM journal INDEXED BY sqlite_autoindex_journal_1 ORDER BY kind, key, sequence";
    private const string Actors = $"SELECT {ActorReader.Columns} FROM actors AS a INDEXED BY sqlite_autoindex_actors_1 ORDER BY a.kind, a.key";

    /// <exception cref="DataLossException">Something is not what was written.</exception>
    public static StoreVerification Run(Database database, string file)
    {
        var first = database.Texts("PRAGMA integrity_check(1)");
        if (first is not ["ok"])
        {
            throw new DataLossException($"The store file {file} is damaged and must be restored from a backup: {first.FirstOrDefault()}.");
        }

        ListCheck.Run(database, file);
        var (actors, entries) = Histories(database);
        return new(actors, entries, Commands(database), Messages(database));
    }

    // Both walks are in the order of kind and key, so each actor meets its own entries.
    private static (long Actors, long Entries) Histories(Database database)
    {
        var (actors, entries) = (0L, 0L);
        using var journal = database.Cached(Journal).Begin();
        using var row = database.Cached(Actors).Begin();
        while (row.Next())
        {
            actors++;
            var (stored, sequence) = ActorReader.Read(row);
            var previous = JournalChain.Origin;
            for (var expected = 1L; expected <= sequence; expected++, entries++)
            {
                var entry = journal.Next() ? JournalReader.Read(journal) : null;
                if (entry is null || entry.Actor != stored.Actor || entry.Sequence != expected || !entry.PreviousHash.Span.SequenceEqual(previous.Span))
                {
                    throw new DataLossException($"Entry {expected} of the journal of {stored.Actor} is missing or does not follow from the one before it.");
                }

                previous = entry.Hash;
            }

            if (!row.Bytes(ActorReader.HeadHashColumn).SequenceEqual(previous.Span))
            {
                throw new DataLossException($"The state of {stored.Actor} does not follow from the last entry of its journal: the hashes differ.");
            }
        }

        return journal.Next() ? throw new DataLossException($"The journal holds more than its actors know: {JournalReader.Read(journal).Actor}.") : (actors, entries);
    }

    private static long Commands(Database database)
    {
        var commands = 0L;
        using var row = database.Cached("SELECT kind, key, command_id, at, request_hash, reply, seal FROM commands").Begin();
        while (row.Next())
        {
            commands++;
            var (actor, id) = (new ActorId(row.Text(0), row.Text(1)), row.Text(2));
            if (Seals.OfCommand(actor, id, Instants.FromStored(row.Int64(3)), row.Bytes(4), row.Bytes(5)) != row.Int64(6))
            {
                throw new DataLossException($"The remembered command {id} of {actor} is not what was written: its seal is broken.");
            }
        }

        return commands;
    }

    private static long Messages(Database database)
    {
        var messages = OutboxReader.Pending(database, Slots.All, default, int.MaxValue);
        return messages.FirstOrDefault(static message => message.IsDamaged) is { } damaged
            ? throw new DataLossException($"Message {damaged.Message.Id} in the outbox is not what was written: its seal is broken.")
            : messages.Length;
    }
}
