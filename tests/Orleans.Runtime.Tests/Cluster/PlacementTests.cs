using System.Collections.Immutable;
using System.Net;
using Orleans.Runtime.Network;

namespace Orleans.Runtime.Tests.Cluster;

[Trait("Stack", "compat")]
public sealed class PlacementTests
{
    private static readonly GrainId[] Grains = [.. Enumerable.Range(0, 10_000).Select(i => GrainId.Create("hold", $"us-{i}"))];

    [Fact]
    public void Each_silo_gets_about_its_share()
    {
        PlacementView placement = Of(1, 2, 3);
        int[] counts = [.. Grains.GroupBy(grain => placement.IndexOfOwner(grain)).Select(group => group.Count())];
        Assert.Equal(3, counts.Length);
        Assert.All(counts, count => Assert.InRange(count, 3_000, 3_700));
    }

    [Fact]
    public void A_silo_that_goes_moves_only_what_it_had()
    {
        PlacementView before = Of(1, 2, 3), after = Of(1, 3);
        foreach (GrainId grain in Grains)
        {
            if (before.OwnerOf(grain)!.Endpoint.Port != 2)
            {
                Assert.Equal(before.OwnerOf(grain), after.OwnerOf(grain));
            }
        }
    }

    [Fact]
    public void A_silo_that_comes_moves_only_what_it_gets()
    {
        PlacementView before = Of(1, 2, 3), after = Of(1, 2, 3, 4);
        Assert.All(Grains.Where(grain => after.OwnerOf(grain)!.Endpoint.Port != 4), grain => Assert.Equal(before.OwnerOf(grain), after.OwnerOf(grain)));
        Assert.InRange(Grains.Count(grain => after.OwnerOf(grain)!.Endpoint.Port == 4), 2_200, 2_800);
    }

    [Fact]
    public void A_silo_that_restarts_gets_its_grains_back()
    {
        PlacementView before = Of(1, 2), after = new(View((Silo(1), SiloStatus.Active), (SiloAddress.New(IPAddress.Loopback, 2, 99), SiloStatus.Active), (Silo(2), SiloStatus.Dead)));
        Assert.All(Grains, grain => Assert.Equal(before.OwnerOf(grain)!.Endpoint, after.OwnerOf(grain)!.Endpoint));
    }

    // Processes of two releases must agree: these owners may never change while such clusters live.
    [Fact]
    public void The_answer_is_the_same_in_every_process_and_release()
    {
        PlacementView placement = Of(11111, 11112, 11113);
        string owners = string.Concat(Enumerable.Range(0, 24).Select(i => placement.OwnerOf(GrainId.Create("hold", $"us-{i}"))!.Endpoint.Port % 10));
        Assert.Equal("113313323212112213111321", owners);
    }

    [Fact]
    public void Only_active_silos_have_grains_and_without_one_nobody_does()
    {
        Assert.Null(new PlacementView(View((Silo(1), SiloStatus.Joining), (Silo(2), SiloStatus.ShuttingDown), (Silo(3), SiloStatus.Dead))).OwnerOf(Grains[0]));
        var one = new PlacementView(View((Silo(1), SiloStatus.Active), (Silo(2), SiloStatus.ShuttingDown)));
        Assert.All(Grains, grain => Assert.Equal(Silo(1), one.OwnerOf(grain)));
    }

    private static PlacementView Of(params int[] ports) => new(View([.. ports.Reverse().Select(port => (Silo(port), SiloStatus.Active))]));

    private static SiloAddress Silo(int port) => SiloAddress.New(IPAddress.Loopback, port, 1);

    private static ClusterMembershipSnapshot View(params (SiloAddress Silo, SiloStatus Status)[] members) =>
        new(members.ToImmutableDictionary(member => member.Silo, member => new ClusterMember(member.Silo, member.Status, "")), new(1));
}
