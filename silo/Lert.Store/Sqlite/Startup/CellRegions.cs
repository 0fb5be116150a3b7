using System.Collections.Immutable;
using Lert.Store.Sqlite.Native;

namespace Lert.Store.Sqlite.Startup;

/// <summary>Keeps the regions of the cell in the database, where a foreign key holds every actor to them.</summary>
internal static class CellRegions
{
    /// <exception cref="StoreOpenException">The store holds actors of a region that the cell no longer has.</exception>
    public static void Write(Database database, ImmutableArray<string> regions, string file)
    {
        var stored = database.Texts("SELECT region FROM cell_regions");
        foreach (var gone in stored.Except(regions, StringComparer.Ordinal))
        {
            try
            {
                using var delete = database.Cached("DELETE FROM cell_regions WHERE region = ?1").Begin();
                delete.Bind(1, gone).Run();
            }
            catch (SqliteFault held) when (held.IsWall)
            {
                throw new StoreOpenException($"The store file {file} holds actors of region '{gone}', which is not among the regions of this cell ({string.Join(", ", regions)}).", held);
            }
        }

        foreach (var added in regions.Except(stored, StringComparer.Ordinal))
        {
            using var insert = database.Cached("INSERT INTO cell_regions (region) VALUES (?1)").Begin();
            insert.Bind(1, added).Run();
        }
    }
}
