using System.Collections.Immutable;

namespace Orleans.Runtime;

/// <summary>One view of the cluster: every silo that the table knows, dead ones too.</summary>
public sealed class ClusterMembershipSnapshot(ImmutableDictionary<SiloAddress, ClusterMember> members, MembershipVersion version)
{
    public ImmutableDictionary<SiloAddress, ClusterMember> Members { get; } = members;

    public MembershipVersion Version { get; } = version;

    /// <summary>Before anything was read.</summary>
    internal static ClusterMembershipSnapshot Empty { get; } = new(ImmutableDictionary<SiloAddress, ClusterMember>.Empty, MembershipVersion.MinValue);

    /// <summary>A silo that is not in the view is dead if a later life of it is, and otherwise unknown.</summary>
    public SiloStatus GetSiloStatus(SiloAddress silo)
    {
        ArgumentNullException.ThrowIfNull(silo);
        return Members.TryGetValue(silo, out ClusterMember? member) ? member.Status
            : Members.Keys.Any(other => other.IsSuccessorOf(silo)) ? SiloStatus.Dead
            : SiloStatus.None;
    }

    public override string ToString() => $"[{Version}: {string.Join(", ", Members.Values)}]";
}
