using Lert.Grains;
using Lert.Grains.Cluster;

namespace Lert.Api.Tests.Running;

public sealed partial class FakeCluster
{
    public ClusterView Status { get; set; } = new("lert", "sqlite", DateTimeOffset.UnixEpoch, 1, [], new BacklogView(0, TimeSpan.Zero, 0, TimeSpan.Zero), null);

    /// <summary>By default nothing was restored.</summary>
    public Func<CommandStamp, string, Task<Reply<RestoreView>>> ConfirmRestore { get; set; } =
        (stamp, _) => Refused<RestoreView>(stamp, RefusalCodes.ClusterNotRestored);

    private sealed class FakeDesk(FakeCluster cluster, string key) : IClusterGrain
    {
        public Task<ClusterView> GetStatus()
        {
            cluster.Note("cluster", nameof(GetStatus), key);
            return Task.FromResult(cluster.Status);
        }

        public Task<Reply<RestoreView>> ConfirmRestore(CommandStamp stamp, string reason)
        {
            cluster.Note("cluster", nameof(ConfirmRestore), key, stamp, reason);
            return cluster.ConfirmRestore(stamp, reason);
        }
    }
}
