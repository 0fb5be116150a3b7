using System.Collections.Immutable;
using Lert.Store;
using Lert.Store.Postgres;
using Lert.Store.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lert.Chaos.Cluster;

/// <summary>Opens the cluster's store here, as a silo would.</summary>
internal static class Stores
{
    private static ImmutableArray<string> Regions { get; } = ["us", "uk", "ie", "sg"];

    public static async Task<(IActorStore Store, IAsyncDisposable Closing)> OpenAsync(TormentedCluster cluster, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (cluster.Postgres is { } server)
        {
            var shared = await PostgresActorStore.OpenAsync(
                new() { ConnectionString = server.ConnectionString, Regions = Regions }, clock, NullLogger<PostgresActorStore>.Instance, cancellationToken);
            return (shared, shared);
        }

        var file = await SqliteActorStore.OpenAsync(
            new() { Path = cluster.SqliteFile, Regions = Regions }, clock, NullLogger<SqliteActorStore>.Instance, cancellationToken);
        return (file, file);
    }
}
