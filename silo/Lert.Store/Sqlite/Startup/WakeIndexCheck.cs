using Lert.Store.Sqlite.Native;

namespace Lert.Store.Sqlite.Startup;

/// <summary>
/// Compares the wake index with its table. It is the one place where damage would lose a timer without any row being wrong, so it is
/// compared at every start, however large the file: two walks that never touch a state.
/// </summary>
internal static class WakeIndexCheck
{
    private const string Columns = "SELECT kind, key, wake_at, slot FROM actors";

    /// <exception cref="DataLossException">An actor would be woken at the wrong time, or never.</exception>
    public static void Run(Database database, string file)
    {
        if (Sum(database, $"{Columns} NOT INDEXED WHERE wake_at IS NOT NULL") != Sum(database, $"{Columns} INDEXED BY actors_by_wake WHERE wake_at IS NOT NULL"))
        {
            throw new DataLossException($"The store file {file} is damaged and must be restored from a backup: its index of wake-ups does not say what its actors say.");
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
            sum += (hash ^ (ulong)row.Int64(3)) * 1099511628211UL;
            rows++;
        }

        return (rows, sum);
    }
}
