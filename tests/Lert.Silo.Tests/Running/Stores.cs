using Lert.Store.Postgres.Tests.Servers;

namespace Lert.Silo.Tests.Running;

/// <summary>What a whole silo keeps its truth in.</summary>
internal static class Stores
{
    public const string Sqlite = "SQLite", Postgres = "PostgreSQL";

    /// <summary>Settings for a store of its own: a file, or an empty database of a real server.</summary>
    public static async Task<string[]> SettingsAsync(string store)
    {
        if (store == Sqlite)
        {
            return [];
        }

        var server = await PrivateServer.SharedAsync();
        var database = await server.CreateDatabaseAsync();
        return
        [
            $"--Lert:Store:Postgres={server.With(parts => parts.Database = database)}",
            $"--Lert:Cluster:Port={SiloProcess.FreePort()}",
            // The calendar is the test's, so the database must not judge by its own clock.
            $"--Lert:Clock:Origin={Some.Start:O}", $"--Lert:Clock:Start={Some.Start:O}",
        ];
    }
}
