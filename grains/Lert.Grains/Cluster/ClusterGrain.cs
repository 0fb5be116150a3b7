using Lert.Grains.Actors;
using Orleans.Concurrency;

namespace Lert.Grains.Cluster;

/// <inheritdoc cref="IClusterGrain"/>
[StatelessWorker]
[Reentrant]
public sealed class ClusterGrain(IClusterDesk desk) : Grain, IClusterGrain
{
    public Task<ClusterView> GetStatus() => Faults.Translate(desk.ReadAsync);

    public Task<Reply<RestoreView>> ConfirmRestore(CommandStamp stamp, string reason)
    {
        ArgumentNullException.ThrowIfNull(stamp);
        return stamp.Violations.IsEmpty
            ? Faults.Translate(() => desk.ConfirmRestoreAsync(stamp, reason))
            : Task.FromResult(new Reply<RestoreView>(null, Refusal.Invalid(stamp.Violations)));
    }
}

/// <summary>What a silo knows of the cluster that it is part of; the host has it.</summary>
public interface IClusterDesk
{
    Task<ClusterView> ReadAsync();

    Task<Reply<RestoreView>> ConfirmRestoreAsync(CommandStamp stamp, string reason);
}
