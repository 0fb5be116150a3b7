using Lert.Store.Sqlite.Native;

namespace Lert.Store.Sqlite.Startup;

/// <summary>Compares the lists with the actors that name them: damage there would hide an actor from who looks for work.</summary>
internal static class ListCheck
{
    private const string Named =
        "SELECT a.kind, l.value, a.key, coalesce(a.due_at, 9223372036854775807), a.marks, a.regime FROM actors AS a, json_each(a.lists) AS l WHERE a.lists <> '[]'";

    private const string Standing = "SELECT kind, list, key, due_at, marks, regime FROM listed";

    /// <exception cref="DataLossException">A list is not what its actors say.</exception>
    public static void Run(Database database, string file)
    {
        if (database.ScalarInt64($"SELECT EXISTS (SELECT * FROM ({Named} EXCEPT {Standing})) OR EXISTS (SELECT * FROM ({Standing} EXCEPT {Named}))") != 0)
        {
            throw new DataLossException($"The store file {file} is damaged and must be restored from a backup: its lists do not say what its actors say.");
        }
    }
}
