using Lert.Store.Sqlite.Native;

namespace Lert.Store.Sqlite.Startup;

/// <summary>
/// Compares the wake index with its table, and that of urgent messages with theirs. They are the places where damage would lose a timer or a message without
/// any row being wrong, so they are compared at every start, however large the file: walks that never touch a state.
/// </summary>
internal static class WakeIndexCheck
{
    private const string Wakes = "SELECT kind, key, wake_at, slot, urgency FROM actors";
    private const string Urgent = "SELECT '', '', row, target_slot, urgency FROM outbox";

    /// <exception cref="DataLossException">An actor would be woken at the wrong time, or never.</exception>
    public static void Run(Database database, string file)
    {
        if (Sum(database, $"{Wakes} NOT INDEXED WHERE wake_at IS NOT NULL") != Sum(database, $"{Wakes} INDEXED BY actors_by_wake WHERE wake_at IS NOT NULL"))
        {
            throw new DataLossException($"The store file {file} is damaged and must be restored from a backup: its index of wake-ups does not say what its actors say.");
        }

        if (Sum(database, $"{Urgent} NOT INDEXED WHERE urgency < 3") != Sum(database, $"{Urgent} INDEXED BY outbox_urgent WHERE urgency < 3"))
        {
            throw new DataLossException($"The store file {file} is damaged and must be restored from a backup: its index of urgent messages does not say what its outbox says.");
        }
    }

    // The walks come in different orders, so the hashes of the rows (FNV-1a) are added up.
    private static (long Rows, ulong Sum) Sum(Database database, string sql)
    {
        var (rows, sum) = (0L, 0UL);
        using var row = database.Cached(sql).Begin();
        while (row.Next())
        {
            var hash = 14695981039346656037UL;
            foreach (var value in row.Bytes(0))
            {
                hash = (hash ^ value) * 1099511628211UL;
            }

            hash = (hash ^ '/') * 1099511628211UL;
            foreach (var value in row.Bytes(1))
            {
                hash = (hash ^ value) * 1099511628211UL;
            }

            hash = (hash ^ (ulong)row.Int64(2)) * 1099511628211UL;
            hash = (hash ^ (ulong)row.Int64(3)) * 1099511628211UL;
            sum += (hash ^ (ulong)row.Int64(4)) * 1099511628211UL;
            rows++;
        }

        return (rows, sum);
    }
}
