using Lert.Grains.Holds;
using Lert.Silo.Tests.Running;

namespace Lert.Silo.Tests.Pumps;

/// <summary>A pump does not wait for its poll: a commit tells it. The poll interval here is longer than anything in these tests is waited for.</summary>
public sealed class HintTests : IAsyncLifetime
{
    private SiloUnderTest _silo = null!;

    public async Task InitializeAsync() => _silo = await SiloUnderTest.StartAsync("--Lert:Pumps:PollInterval=00:01:00");

    public async Task DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task A_placement_crosses_three_actors_without_a_poll()
    {
        await _silo.Case().Execute(Some.Stamp("open"), Some.Open());
        await _silo.Case().Execute(Some.Stamp("hold"), Some.Hold(Some.Account));

        await Eventually.TrueAsync(async () => (await _silo.Hold().Get())?.Status == HoldStatus.Active, "the hold is active");
        await Eventually.TrueAsync(async () => (await _silo.Case().Get())!.HoldsActive == 1, "the case knows");
    }

    [Fact]
    public async Task A_hold_that_is_due_when_it_is_placed_is_released_without_a_poll()
    {
        await _silo.Case().Execute(Some.Stamp("open"), Some.Open());

        // The period ends between the request and the placement.
        _silo.Clock.Set(Some.End.AddMinutes(-1));
        _silo.Store.Ahead = commit =>
        {
            if (commit.Actor.Kind == "account")
            {
                _silo.Clock.Set(Some.End);
            }

            return Task.CompletedTask;
        };
        await _silo.Case().Execute(Some.Stamp("hold"), Some.Hold(Some.Account));

        await Eventually.TrueAsync(async () => (await _silo.Hold().Get())?.Status == HoldStatus.Released, "the hold is released");
    }
}
