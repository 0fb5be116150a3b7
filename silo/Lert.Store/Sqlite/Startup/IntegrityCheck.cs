using Lert.Store.Sqlite.Native;
using Lert.Store.Sqlite.Reading;

namespace Lert.Store.Sqlite.Startup;

/// <summary>
/// What is checked before a store serves. Up to a size, everything. Above it the index of wake-ups, a sample of actors against their seals and journals, and the
/// last entries of the journal against their hashes, because what was written last is what a crash would hurt; what else is damaged cannot hide for ever:
/// every row is held to its seal or hash each time it is read, and <see cref="SqliteActorStore.VerifyAsync"/> reads them all.
/// </summary>
internal static class IntegrityCheck
{
    private const int SampledActors = 32;
    private const int LastEntries = 64;

    /// <exception cref="DataLossException">Something in the file is not what was written.</exception>
    public static void Run(Database database, string file, long fullCheckUpTo)
    {
        if (Bytes(database) <= fullCheckUpTo)
        {
            _ = FullCheck.Run(database, file);
            return;
        }

        WakeIndexCheck.Run(database, file);
        var last = database.ScalarInt64("SELECT max(position) FROM journal") ?? 0;
        _ = JournalReader.Feed(database, Math.Max(0, last - LastEntries), LastEntries);
        foreach (var actor in Sample(database))
        {
            _ = ActorReader.Load(database, actor);
        }
    }

    private static long Bytes(Database database) => (database.ScalarInt64("PRAGMA page_count") ?? 0) * (database.ScalarInt64("PRAGMA page_size") ?? 0);

    // Evenly over the table by row number; rows are never deleted, so hardly a number is free.
    private static List<ActorId> Sample(Database database)
    {
        var sample = new List<ActorId>();
        var rows = database.ScalarInt64("SELECT max(rowid) FROM actors") ?? 0;
        for (var step = 1; step <= Math.Min(SampledActors, rows); step++)
        {
            using var row = database.Cached("SELECT kind, key FROM actors WHERE rowid = ?1").Begin();
            if (row.Bind(1, rows / Math.Min(SampledActors, rows) * step).Next())
            {
                sample.Add(new(row.Text(0), row.Text(1)));
            }
        }

        return sample;
    }
}
