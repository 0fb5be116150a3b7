using Orleans.Compat;
using Orleans.Runtime.Tests.Fixture;

namespace Orleans.Runtime.Tests.Cluster;

/// <summary>One connection carries the calls of many, and none of them is the others' trouble.</summary>
[Trait("Stack", "compat")]
public sealed class LinkTests
{
    [Fact]
    public async Task An_answer_that_comes_after_its_caller_gave_up_answers_no_other_call()
    {
        await using Silos silos = await Silos.StartAsync(2);
        string[] keys = [.. Enumerable.Range(0, 3).Select(i => silos.KeyAt(silos[1], i))];
        IPlaceGrain[] grains = [.. keys.Select(key => Silos.Ask<IPlaceGrain>(silos[0], key))];
        using var cancel = new CancellationTokenSource();
        Task<string> givenUp = grains[0].HoldOn("late", cancel.Token);
        await Eventually.IsTrueAsync(() => silos.Probe.Log.Contains($"{keys[0]} holds on"));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => givenUp.WithinBound());

        // A number tells 4,096 calls in the same place apart: the next one would have the first one's. One that cannot be sent takes a number too, and no time.
        for (int i = 1; i < 4096; i++)
        {
            await Assert.ThrowsAsync<WireFormatException>(() => grains[1].HoldOn("\ud800", CancellationToken.None));
        }

        Task<string> waiting = grains[2].HoldOn("mine", CancellationToken.None);
        await Eventually.IsTrueAsync(() => silos.Probe.Log.Contains($"{keys[2]} holds on"));
        silos.Probe.Open("late");
        await grains[0].Silo().WithinBound(); // Runs, and is answered, behind the late one.
        Assert.False(waiting.IsCompleted);
        silos.Probe.Open("mine");
        Assert.Equal("mine", await waiting.WithinBound());
    }

    [Fact]
    public async Task A_grain_that_blocks_its_turn_holds_up_no_answers_to_others()
    {
        await using Silos silos = await Silos.StartAsync(2);
        string here = silos.KeyAt(silos[0]), there = silos.KeyAt(silos[1]);

        // The first call to that silo: the connection is made in its turn.
        Task<string> blocking = Task.Run(() => Silos.Ask<IPlaceGrain>(silos[0], here).CallAndBlock(there, "gate"));
        try
        {
            await Eventually.IsTrueAsync(() => silos.Probe.Log.Contains($"{here} blocks"));
            Assert.Equal(silos[1].Name, await Silos.Ask<IPlaceGrain>(silos[0], there).Silo().WithinBound());
        }
        finally
        {
            silos.Probe.Open("gate");
        }

        Assert.Equal(silos[1].Name, await blocking.WithinBound());
    }
}
