using System.Globalization;
using Lert.Store.Sqlite.Native;

namespace Lert.Store.Sqlite.Startup;

/// <summary>Opens the connections of a store, each with the same promises.</summary>
internal sealed class Connections(string file, long? maxFileBytes)
{
    // FULL: a commit returns when the log is on the disk. Recursive triggers: INSERT OR REPLACE asks the delete triggers too. Cell size check: a page
    // whose cells cannot be right is an error when it is read, not nonsense. Full fsync: what macOS calls fsync does not reach the disk.
    private const string Both = """
        PRAGMA busy_timeout = 500;
        PRAGMA synchronous = FULL;
        PRAGMA fullfsync = ON;
        PRAGMA checkpoint_fullfsync = ON;
        PRAGMA foreign_keys = ON;
        PRAGMA recursive_triggers = ON;
        PRAGMA cell_size_check = ON;
        PRAGMA trusted_schema = OFF;
        PRAGMA temp_store = MEMORY;
        """;

    // The log is copied back every 16 MiB: a page that many commits touch is then written home once. It shrinks to 64 MiB after a long reader made it grow.
    public Database OpenWriter()
    {
        var database = Open("PRAGMA journal_mode = WAL; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864;");
        if (maxFileBytes is { } most)
        {
            var pages = most / (database.ScalarInt64("PRAGMA page_size") ?? 4096);
            database.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA max_page_count = {pages}"));
        }

        return database;
    }

    public Database OpenReader() => Open("PRAGMA query_only = ON; PRAGMA cache_size = -16384;");

    private Database Open(string own)
    {
        var database = Database.Open(file);
        try
        {
            database.Execute(Both);
            database.Execute(own);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }
}
