using Lert.Grains.Accounts;
using Lert.Grains.Holds;
using Lert.Silo.Pumps;
using Lert.Silo.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Lert.Silo.Tests.Pumps;

/// <summary>When more timers are due than can fire at once, messages give way and go on.</summary>
public sealed class UrgencyTests : IAsyncLifetime
{
    private const int InFlight = 16, Holds = 40;
    private SiloUnderTest _silo = null!;

    public async Task InitializeAsync() =>
        _silo = await SiloUnderTest.StartAsync("--Lert:Pumps:PollInterval=00:00:00.020", $"--Lert:Pumps:MaxInFlight={InFlight}");

    public async Task DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task Messages_take_an_eighth_of_the_room_while_the_timers_need_it_and_all_of_it_afterwards()
    {
        string[] accounts = [.. Enumerable.Range(0, Holds).Select(number => $"us-account-{number}")];
        Assert.Null((await _silo.Case().Execute(Some.Stamp("open"), Some.Open())).Refusal);
        Assert.Null((await _silo.Case().Execute(Some.Stamp("hold"), Some.Hold(accounts))).Refusal);
        await Eventually.TrueAsync(async () => (await _silo.Case().Get())!.HoldsPending == 0, "all is placed");

        // The timers' commits stand still, so that the wake pump is full for as long as the test looks.
        var goOn = new TaskCompletionSource();
        var (now, most, delivered) = (0, 0, 0);
        _silo.Store.Ahead = async commit =>
        {
            if (commit.By == "system:timer")
            {
                await goOn.Task;
                return;
            }

            most = Math.Max(Volatile.Read(ref most), Interlocked.Increment(ref now));
            // Long enough for others to come in beside it, if they may.
            await Task.Delay(TimeSpan.FromMilliseconds(20), _silo.Clock);
            Interlocked.Decrement(ref now);
            Interlocked.Increment(ref delivered);
        };
        _silo.Clock.Set(Some.End);
        await Eventually.TrueAsync(() => _silo.Services.GetRequiredService<WakePump>().IsBusy, "the timers take their room");
        Assert.Null((await _silo.Case("second").Execute(Some.Stamp("second"), Some.Open() with { TriggerAt = Some.End })).Refusal);
        Assert.Null((await _silo.Case("second").Execute(Some.Stamp("more"), Some.Hold(accounts))).Refusal);

        // Each account of the second case is protected and its hold placed, although not one timer gets through.
        await Eventually.TrueAsync(async () => (await _silo.Hold(accounts[^1], "second").Get())?.Status == HoldStatus.Active, "messages still arrive");
        Assert.InRange(most, 1, (InFlight / 8) + 2);
        Assert.Equal(HoldStatus.Active, (await _silo.Hold(accounts[0]).Get())!.Status);

        goOn.SetResult();
        await Eventually.TrueAsync(async () => (await _silo.Case().Get())!.HoldsEnded == Holds, "every hold is released and the case knows");
        Assert.Equal(PreservationStatus.Kept, (await _silo.Account(accounts[0]).Get()).Status);
    }
}
