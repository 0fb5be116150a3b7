using Orleans.Concurrency;

namespace Lert.Grains.Cluster;

/// <summary>What operators see of the cell, and the one thing that they decide. Keyed by anything; it holds no state.</summary>
public interface IClusterGrain : IGrainWithStringKey
{
    [ReadOnly]
    Task<ClusterView> GetStatus();

    /// <summary>
    /// Says that a store that looks restored is the one that counts, so that its timers and messages go on. Refused with
    /// <see cref="RefusalCodes.ClusterNotRestored"/> when nothing waits for that, and with <see cref="RefusalCodes.VersionStale"/> when the stamp expects another
    /// suspicion than the one that stands.
    /// </summary>
    Task<Reply<RestoreView>> ConfirmRestore(CommandStamp stamp, string reason);
}
