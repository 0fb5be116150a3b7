using Lert.Store;
using Lert.Store.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lert.Chaos.Cluster;

/// <summary>Opens the cluster's store here, as a silo would.</summary>
internal static class Stores
{
    public static async Task<(IActorStore Store, IAsyncDisposable Closing)> OpenAsync(TormentedCluster cluster, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (cluster.Postgres is not null)
        {
            throw new NotSupportedException("The store on PostgreSQL.");
        }

        var store = await SqliteActorStore.OpenAsync(new() { Path = cluster.SqliteFile, Regions = ["us"] }, clock, NullLogger<SqliteActorStore>.Instance, cancellationToken);
        return (store, store);
    }
}
