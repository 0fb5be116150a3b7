using Lert.Grains.Holds;
using Lert.Silo.Tests.Running;

namespace Lert.Silo.Tests.Restart;

/// <summary>What a start costs depends on what is due and not on what is stored. The figure itself is the bench's (bench/Silo.Restart).</summary>
public sealed class RestartTests
{
    private const int Holds = 600, Due = 3;

    [Fact]
    public async Task A_start_loads_what_is_due_and_nothing_else()
    {
        await using var silo = await SiloUnderTest.StartBlindAsync();
        await Seeding.FillAsync(silo.Store, 0, Due, Some.Start, CancellationToken.None);
        await Seeding.FillAsync(silo.Store, Due, Holds - Due, Some.Start.AddDays(10), CancellationToken.None);
        silo.Clock.Set(Some.End);

        await silo.RestartAsync();

        for (var number = 0; number < Due; number++)
        {
            var hold = silo.Grains.GetGrain<IHoldGrain>(Seeding.Order(number, Some.Start).HoldId);
            await Eventually.TrueAsync(async () => (await hold.Get())!.Status == HoldStatus.Released, "what is due is released");
        }

        // The holds that are due, and whom they tell: their accounts and their one case.
        Assert.InRange(silo.Store.Loads.Distinct().Count(), Due, (2 * Due) + 1);
    }

    [Fact]
    public async Task A_start_with_nothing_due_loads_nothing()
    {
        await using var silo = await SiloUnderTest.StartBlindAsync();
        await Seeding.FillAsync(silo.Store, 0, Holds, Some.Start, CancellationToken.None);

        await silo.RestartAsync();
        await Eventually.TrueAsync(() => silo.Store.Fetches > 0, "the pump has looked");

        Assert.Empty(silo.Store.Loads);
    }
}
