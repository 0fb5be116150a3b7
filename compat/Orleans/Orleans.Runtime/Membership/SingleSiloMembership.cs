using System.Collections.Immutable;

namespace Orleans.Runtime.Membership;

/// <summary>A cluster of one, which needs neither table nor network.</summary>
internal sealed class SingleSiloMembership : IClusterMembershipService
{
    private readonly MembershipViews _views = new();

    public SingleSiloMembership(ILocalSiloDetails self)
    {
        var member = new ClusterMember(self.SiloAddress, SiloStatus.Active, self.Name);
        _views.TryPublish(new(ImmutableDictionary<SiloAddress, ClusterMember>.Empty.Add(self.SiloAddress, member), new(1)));
    }

    public ClusterMembershipSnapshot CurrentSnapshot => _views.Current;

    public IAsyncEnumerable<ClusterMembershipSnapshot> MembershipUpdates => _views.Follow();

    public ValueTask Refresh(MembershipVersion minimumVersion = default, CancellationToken cancellationToken = default) => default;

    public Task<bool> TryKill(SiloAddress siloAddress) => Task.FromResult(false);
}
