using System.Collections.Immutable;
using Lert.Store.Rows;
using Lert.Store.Schema;
using Lert.Store.Sqlite.Native;

namespace Lert.Store.Sqlite.Schema;

/// <summary>Brings a file to the newest schema, forward only, one transaction per step, and refuses a file that is not the store's or is newer than the code.</summary>
/// <param name="mustExist">A file without a store is refused, and none is made.</param>
internal sealed class SchemaMigrator(IReadOnlyList<Migration> migrations, TimeProvider time, bool mustExist = false)
{
    // "LERT": so that no other program's database is ever migrated by mistake.
    private const int ApplicationId = 0x4C455254;

    private const string VersionTable =
        "CREATE TABLE schema_migrations (number INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT";

    /// <summary>Every step of a SQLite file that this code knows, in order.</summary>
    public static ImmutableArray<Migration> Steps { get; } = Migration.Of("Sqlite/");

    /// <summary>Runs every step that the file lacks.</summary>
    /// <exception cref="StoreOpenException">The file belongs to another program or to a newer version of this one.</exception>
    public void Run(Database database, string file)
    {
        Claim(database, file);
        var newest = database.ScalarInt64("SELECT max(number) FROM schema_migrations") ?? 0;
        if (newest > migrations.Count)
        {
            throw new StoreOpenException($"The store file {file} has schema {newest}, and this version knows schemas up to {migrations.Count}: run the newer version.");
        }

        foreach (var migration in migrations.Skip((int)newest))
        {
            Transaction.Run(database, () => Apply(database, migration));
        }

        if (Shapes.FirstDifference(Shape(), SchemaShape.Of(database)) is { } difference)
        {
            throw new StoreOpenException($"The schema of the store file {file} is not the one that its version {migrations.Count} has: {difference}.");
        }
    }

    private void Claim(Database database, string file)
    {
        var owner = database.ScalarInt64("PRAGMA application_id");
        if (owner == ApplicationId)
        {
            return;
        }

        if (owner != 0 || database.ScalarInt64("SELECT count(*) FROM sqlite_schema") != 0)
        {
            throw new StoreOpenException($"The file {file} is a database of another program: give the store a path of its own.");
        }

        if (mustExist)
        {
            throw new StoreOpenException($"There is no store in the file {file}: it is empty.");
        }

        Transaction.Run(database, () => database.Execute($"PRAGMA application_id = {ApplicationId}; {VersionTable}"));
    }

    private void Apply(Database database, Migration migration)
    {
        database.Execute(migration.Sql);
        using var insert = database.Cached("INSERT INTO schema_migrations (number, name, applied_at) VALUES (?1, ?2, ?3)").Begin();
        insert.Bind(1, migration.Number).Bind(2, migration.Name).Bind(3, Instants.ToStored(time.GetUtcNow())).Run();
    }

    // What the schema looks like is not written down twice: the steps are run on an empty database in memory.
    private Dictionary<string, string> Shape()
    {
        using var empty = Database.Open(":memory:");
        empty.Execute(VersionTable);
        foreach (var migration in migrations)
        {
            empty.Execute(migration.Sql);
        }

        return SchemaShape.Of(empty);
    }
}
