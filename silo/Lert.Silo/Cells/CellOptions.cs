namespace Lert.Silo.Cells;

/// <summary>What this silo keeps of its own about the store.</summary>
internal sealed class CellOptions
{
    public const string Section = "Lert:Cell";

    /// <summary>
    /// A file outside the database in which the silo notes how far it has seen the feed: a database that ends before that is a copy of an older state. Default:
    /// beside the SQLite file; for PostgreSQL none. It must not be restored together with the database.
    /// </summary>
    public string? Witness { get; set; }
}
