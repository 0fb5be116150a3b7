using System.Collections.Immutable;
using System.Net;
using Lert.Silo.Cluster;
using Lert.Store;

namespace Lert.Silo.Tests.Cluster;

/// <summary>From one view every silo reckons the same division, without asking anybody.</summary>
public sealed class ShareTests
{
    private static readonly SiloAddress[] Silos = [.. Enumerable.Range(1, 5).Select(number => SiloAddress.New(IPAddress.Loopback, 11110 + number, 100 - number))];

    [Fact]
    public void The_active_members_of_a_view_divide_all_slots_among_them()
    {
        for (var members = 1; members <= Silos.Length; members++)
        {
            var view = View(Silos.Take(members).Select(silo => (silo, SiloStatus.Active)));
            var slots = Silos.Take(members).Select(silo => ShareFollower.ShareOf(silo, view)!.Value).SelectMany(share => Enumerable.Range(share.First, share.Last - share.First + 1));
            Assert.Equal(Enumerable.Range(0, Slots.Count), slots.Order());
        }
    }

    [Theory]
    [InlineData(SiloStatus.Dead)]
    [InlineData(SiloStatus.Joining)]
    [InlineData(SiloStatus.ShuttingDown)]
    [InlineData(SiloStatus.Stopping)]
    public void Who_is_not_active_has_none_and_the_others_have_its_share(SiloStatus status)
    {
        var view = View([(Silos[0], SiloStatus.Active), (Silos[1], status), (Silos[2], SiloStatus.Active)]);

        Assert.Equal(new Slots(0, 127), ShareFollower.ShareOf(Silos[0], view));
        Assert.Null(ShareFollower.ShareOf(Silos[1], view));
        Assert.Equal(new Slots(128, 255), ShareFollower.ShareOf(Silos[2], view));
    }

    [Fact]
    public void A_silo_that_is_not_in_the_view_has_none() => Assert.Null(ShareFollower.ShareOf(Silos[4], View([(Silos[0], SiloStatus.Active)])));

    [Fact]
    public void The_next_life_of_a_silo_takes_the_place_of_the_last()
    {
        var reborn = SiloAddress.New(Silos[1].Endpoint, Silos[1].Generation + 1);
        var view = View([(Silos[0], SiloStatus.Active), (Silos[1], SiloStatus.Dead), (reborn, SiloStatus.Active)]);
        Assert.Equal(new Slots(128, 255), ShareFollower.ShareOf(reborn, view));
        Assert.Null(ShareFollower.ShareOf(Silos[1], view));
    }

    private static ClusterMembershipSnapshot View(IEnumerable<(SiloAddress Silo, SiloStatus Status)> members) =>
        new(members.ToImmutableDictionary(member => member.Silo, member => new ClusterMember(member.Silo, member.Status, "s")), new MembershipVersion(7));
}
