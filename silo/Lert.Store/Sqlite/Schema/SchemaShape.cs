using Lert.Store.Sqlite.Native;

namespace Lert.Store.Sqlite.Schema;

/// <summary>The tables, indexes and triggers of a database by name. A wall that someone took away is missing here.</summary>
internal static class SchemaShape
{
    public static Dictionary<string, string> Of(Database database)
    {
        var shape = new Dictionary<string, string>(StringComparer.Ordinal);

        // sqlite_stat tables belong to ANALYZE, which an operator may run.
        using var row = database.Cached("SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_stat%' ESCAPE '\\'").Begin();
        while (row.Next())
        {
            shape[row.Text(0)] = row.Text(1);
        }

        return shape;
    }
}
