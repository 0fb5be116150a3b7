using Lert.Grains.Accounts;
using Lert.Grains.Actors;
using Lert.Grains.Cases;
using Lert.Grains.Holds;
using Lert.Silo.Alarms;
using Lert.Silo.Pumps;
using Lert.Silo.Tests.Running;
using Lert.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lert.Silo.Tests.Alarms;

/// <summary>What product.md asks for in C15.</summary>
public sealed class PreservationAlarmTests : IAsyncLifetime
{
    private SiloUnderTest _silo = null!;

    public async Task InitializeAsync() => _silo = await SiloUnderTest.StartAsync("--Lert:Pumps:PollInterval=00:00:00.020", "--Lert:Pumps:MaxBackoff=00:00:00.200");

    public async Task DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task C15_a_hold_that_is_unreleased_a_day_after_its_end_is_an_alarm_and_its_release_ends_it()
    {
        Assert.Null((await _silo.Case().Execute(Some.Stamp("open"), Some.Open())).Refusal);
        Assert.Null((await _silo.Case().Execute(Some.Stamp("hold"), Some.Hold(Some.Account))).Refusal);
        await Eventually.TrueAsync(async () => (await _silo.Hold().Get())?.Status == HoldStatus.Active, "the hold is active");
        _silo.Store.FailCommits(commit => commit.By == "system:timer" ? new StoreUnavailableException("gone") : null);

        _silo.Clock.Set(Some.End.AddHours(24).AddTicks(-10));
        Assert.Equal(0, (await Alarms.LookAsync(CancellationToken.None)).Overdue);
        Assert.DoesNotContain(_silo.Log.Lines, line => line.Level == LogLevel.Critical);

        _silo.Clock.Set(Some.End.AddHours(24));
        Assert.Equal(1, (await Alarms.LookAsync(CancellationToken.None)).Overdue);
        Assert.Contains(_silo.Log.Lines, line => line is { Level: LogLevel.Critical, Id.Id: 1101 });
        Assert.Equal(HealthStatus.Degraded, await HealthAsync());

        _silo.Store.FailCommits(static _ => null);
        await Eventually.TrueAsync(async () => (await _silo.Hold().Get())!.Status == HoldStatus.Released, "the hold is released");
        Assert.Equal(0, (await Alarms.LookAsync(CancellationToken.None)).Overdue);
        Assert.Equal(HealthStatus.Healthy, await HealthAsync());
    }

    [Fact]
    public async Task C15_a_hold_without_a_case_is_an_alarm_until_the_case_is_there()
    {
        // Nobody can place one through the API. This is what a lost or half-restored case would leave.
        Assert.Null(await _silo.Account().Deliver(Some.Message<AccountCommand>("1", new AccountCommand.Protect(Some.Order()))));
        await Eventually.TrueAsync(() => _silo.Services.GetRequiredService<OutboxPump>().Failing == 1, "the case was told and is not there");
        await Eventually.TrueAsync(
            async () => (await _silo.Store.ReadOutboxAsync(Slots.All, default, 10, CancellationToken.None)).Any(message => message.Attempts > 0), "the refusal is counted");

        Assert.Equal(1, (await Alarms.LookAsync(CancellationToken.None)).Orphans);
        Assert.Contains(_silo.Log.Lines, line => line is { Level: LogLevel.Critical, Id.Id: 1102 });
        Assert.DoesNotContain(_silo.Log.Lines, line => line.Level == LogLevel.Critical && line.Text.Contains(Some.Account, StringComparison.Ordinal));
        Assert.Equal(HealthStatus.Degraded, await HealthAsync());

        Assert.Null((await _silo.Case().Execute(Some.Stamp("open"), Some.Open())).Refusal);
        Assert.Equal(0, (await Alarms.LookAsync(CancellationToken.None)).Orphans);
        Assert.Equal(HealthStatus.Healthy, await HealthAsync());
    }

    [Fact]
    public async Task What_one_alarm_cannot_read_does_not_silence_the_other()
    {
        Assert.Null((await _silo.Case().Execute(Some.Stamp("open"), Some.Open())).Refusal);
        Assert.Null((await _silo.Case().Execute(Some.Stamp("hold"), Some.Hold(Some.Account))).Refusal);
        await Eventually.TrueAsync(async () => (await _silo.Hold().Get())?.Status == HoldStatus.Active, "the hold is active");
        _silo.Store.FailCommits(commit => commit.By == "system:timer" ? new StoreUnavailableException("gone") : null);
        _silo.Clock.Set(Some.End.AddHours(24));
        _silo.Store.Broken[nameof(IActorStore.ReadOutboxAsync)] = new StoreUnavailableException("gone");

        await Assert.ThrowsAsync<StoreUnavailableException>(() => Alarms.LookAsync(CancellationToken.None));

        Assert.Equal(1, Alarms.Last.Overdue);
        Assert.Equal(HealthStatus.Degraded, await HealthAsync());
    }

    [Fact]
    public async Task Alarms_that_could_not_look_for_minutes_are_not_healthy()
    {
        var clock = new StoppedWatch();
        using var alarms = new PreservationAlarms(_silo.Store, clock, NullLogger<PreservationAlarms>.Instance);
        _silo.Store.Broken[nameof(IActorStore.ReadOutboxAsync)] = new StoreUnavailableException("gone");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => alarms.LookAsync(CancellationToken.None));
        Assert.Equal(HealthStatus.Healthy, (await alarms.CheckHealthAsync(new())).Status);

        clock.Elapsed += TimeSpan.FromMinutes(4);
        Assert.Contains("could not look", (await alarms.CheckHealthAsync(new())).Description, StringComparison.Ordinal);

        _silo.Store.Broken.Clear();
        await alarms.LookAsync(CancellationToken.None);
        Assert.Equal(HealthStatus.Healthy, (await alarms.CheckHealthAsync(new())).Status);
    }

    private sealed class StoppedWatch : TimeProvider
    {
        public TimeSpan Elapsed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Elapsed.Ticks;

        public override DateTimeOffset GetUtcNow() => Some.Start;
    }

    private PreservationAlarms Alarms => _silo.Services.GetRequiredService<PreservationAlarms>();

    private async Task<HealthStatus> HealthAsync() =>
        (await _silo.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(check => check.Name == "alarms")).Status;
}
