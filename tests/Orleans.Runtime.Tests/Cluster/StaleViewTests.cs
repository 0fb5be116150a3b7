using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.Network;
using Orleans.Runtime.Tests.Fixture;
using Orleans.TestingHost;

namespace Orleans.Runtime.Tests.Cluster;

/// <summary>Silos whose views differ for a moment: a call finds its grain all the same, or hears that it did not run.</summary>
[Trait("Stack", "compat")]
public sealed class StaleViewTests
{
    [Fact]
    public async Task A_call_by_an_old_view_is_passed_on_to_where_its_grain_is()
    {
        await using Silos silos = await Silos.StartAsync(2);
        (PlacementView old, InProcessSiloHandle third, string key) = await MoveOneAsync(silos);

        Of(silos[0]).Follow(old.View);
        Assert.Equal(third.Name, await Silos.Ask<IPlaceGrain>(silos[0], key).Silo().WithinBound());
        Assert.Equal(2, Of(silos[0]).Placement.Silos.Count);
    }

    [Fact]
    public async Task A_call_that_nobody_knows_a_place_for_comes_back_without_having_run_and_runs_once_when_somebody_does()
    {
        await using Silos silos = await Silos.StartAsync(2);
        (PlacementView old, InProcessSiloHandle third, string key) = await MoveOneAsync(silos);
        PlacementView current = Of(silos[1]).Placement;

        // The one that has the grain believes that another has it, and that one sends it back.
        Of(third).Follow(old.View);
        OrleansMessageRejectionException refused = await Assert.ThrowsAsync<OrleansMessageRejectionException>(() => Silos.Ask<IPlaceGrain>(silos[0], key).Count().WithinBound());
        Assert.Contains("place/" + key, refused.Message, StringComparison.Ordinal);

        Of(third).Follow(current.View);
        Assert.Equal(1, await Silos.Ask<IPlaceGrain>(silos[0], key).Count().WithinBound());
    }

    [Fact]
    public async Task A_call_that_was_passed_on_and_then_given_up_leaves_nothing_at_the_silo_between()
    {
        await using Silos silos = await Silos.StartAsync(2);
        (PlacementView old, _, string key) = await MoveOneAsync(silos);

        Of(silos[0]).Follow(old.View);
        using var cancel = new CancellationTokenSource();
        Task<string> held = Silos.Ask<IPlaceGrain>(silos[0], key).HoldOn("gate", cancel.Token);
        await Eventually.IsTrueAsync(() => silos.Probe.Log.Contains($"{key} holds on"));
        Assert.Equal(1, Of(silos[1]).RunningInbound);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => held.WithinBound());
        await Eventually.IsTrueAsync(() => Of(silos[1]).RunningInbound == 0);
        silos.Probe.Open("gate");
    }

    private static SiloNetwork Of(InProcessSiloHandle silo) => silo.ServiceProvider.GetRequiredService<SiloRuntime>().Network!;

    /// <summary>Has a third silo join, and finds a grain that the second had before and the third has now.</summary>
    private static async Task<(PlacementView Old, InProcessSiloHandle Third, string Key)> MoveOneAsync(Silos silos)
    {
        PlacementView old = Of(silos[0]).Placement;
        var third = (InProcessSiloHandle)await silos.Cluster.StartAdditionalSiloAsync();
        await silos.AgreeAsync();
        return (old, third, KeyThatMoved(old, silos[1].SiloAddress, Of(silos[1]).Placement, third.SiloAddress));
    }

    /// <summary>A key whose grain one silo had by the old view and another has by the new one.</summary>
    private static string KeyThatMoved(PlacementView old, SiloAddress from, PlacementView current, SiloAddress to) => Enumerable.Range(0, 100_000).Select(i => $"k{i}")
        .First(key => from.Equals(old.OwnerOf(Silos.Id(key))) && to.Equals(current.OwnerOf(Silos.Id(key))));
}
