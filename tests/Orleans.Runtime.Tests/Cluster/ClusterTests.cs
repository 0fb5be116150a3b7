using Orleans.Runtime.Tests.Fixture;
using Orleans.TestingHost;

namespace Orleans.Runtime.Tests.Cluster;

[Trait("Stack", "compat")]
public sealed class ClusterTests
{
    [Fact]
    public async Task Every_silo_and_the_client_find_a_grain_in_the_same_place()
    {
        await using Silos silos = await Silos.StartAsync(3);
        HashSet<string> used = [];
        foreach (string key in Enumerable.Range(0, 40).Select(i => $"key {i}"))
        {
            string place = await silos.Cluster.GrainFactory.GetGrain<IPlaceGrain>(key).Silo();
            used.Add(place);
            foreach (InProcessSiloHandle silo in silos.Living())
            {
                Assert.Equal(place, await Silos.Ask<IPlaceGrain>(silo, key).Silo());
            }
        }

        Assert.Equal(3, used.Count);
    }

    [Fact]
    public async Task Grains_call_grains_of_other_silos()
    {
        await using Silos silos = await Silos.StartAsync(2);
        string here = silos.KeyAt(silos[0]), there = silos.KeyAt(silos[1]);
        Assert.Equal(silos[1].Name, await Silos.Ask<IPlaceGrain>(silos[0], here).SiloOf(there));
        Assert.Equal(silos[0].Name, await Silos.Ask<IPlaceGrain>(silos[0], there).SiloOf(here));
    }

    [Fact]
    public async Task A_silo_that_joins_takes_over_its_share_and_the_others_end_what_they_lost()
    {
        await using Silos silos = await Silos.StartAsync(1);
        string[] keys = [.. Enumerable.Range(0, 60).Select(i => $"key {i}")];
        foreach (string key in keys)
        {
            Assert.Equal(1, await silos.Cluster.GrainFactory.GetGrain<IPlaceGrain>(key).Count());
        }

        SiloHandle second = await silos.Cluster.StartAdditionalSiloAsync();
        await silos.AgreeAsync();
        int moved = 0;
        foreach (string key in keys)
        {
            IPlaceGrain grain = silos.Cluster.GrainFactory.GetGrain<IPlaceGrain>(key);
            bool isMoved = await grain.Silo() == second.Name;
            moved += isMoved ? 1 : 0;
            Assert.Equal(isMoved ? 1 : 2, await grain.Count());
        }

        Assert.InRange(moved, 10, 50);
        await Eventually.IsTrueAsync(() => silos.Probe.Log.Count(line => line.Contains($"ended at {silos[0].Name}", StringComparison.Ordinal)) == moved);
    }

    [Fact]
    public async Task The_view_says_who_is_active_and_its_followers_hear_of_every_change()
    {
        await using Silos silos = await Silos.StartAsync(2);
        var membership = (IClusterMembershipService)Silos.MembershipOf(silos[0]);
        List<int> seen = [];
        using var end = new CancellationTokenSource();
        Task following = FollowAsync();
        await silos.Cluster.StartAdditionalSiloAsync();
        await silos.AgreeAsync();
        await Eventually.IsTrueAsync(() => membership.CurrentSnapshot.Members.Values.Count(member => member.Status == SiloStatus.Active) == 3);
        await Eventually.IsTrueAsync(() => seen.LastOrDefault() == 3);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following);

        async Task FollowAsync()
        {
            await foreach (ClusterMembershipSnapshot view in membership.MembershipUpdates.WithCancellation(end.Token))
            {
                seen.Add(view.Members.Values.Count(member => member.Status == SiloStatus.Active));
            }
        }
    }
}
