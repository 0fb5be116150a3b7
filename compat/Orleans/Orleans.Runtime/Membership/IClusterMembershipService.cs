namespace Orleans.Runtime;

/// <summary>The cluster as this silo sees it.</summary>
public interface IClusterMembershipService
{
    ClusterMembershipSnapshot CurrentSnapshot { get; }

    /// <summary>The current view and, as they come, all that follow. A slow reader may miss views between, never the last.</summary>
    IAsyncEnumerable<ClusterMembershipSnapshot> MembershipUpdates { get; }

    /// <summary>Reads the table now if the view is older than that; completes when it is not.</summary>
    ValueTask Refresh(MembershipVersion minimumVersion = default, CancellationToken cancellationToken = default);

    /// <summary>Declares a silo dead. False if the table could not be written.</summary>
    Task<bool> TryKill(SiloAddress siloAddress);
}
