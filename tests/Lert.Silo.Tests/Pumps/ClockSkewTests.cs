using System.Net;
using Lert.Domain.Deciding;
using Lert.Grains;
using Lert.Grains.Accounts;
using Lert.Grains.Actors;
using Lert.Grains.Holds;
using Lert.Silo.Pumps;
using Lert.Silo.Telemetry;
using Lert.Silo.Tests.Running;
using Lert.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Lert.Silo.Tests.Pumps;

/// <summary>
/// A silo whose clock is wrong fires no timer and says so with both times; messages, which are due whatever the hour, still go, and what it decides it decides by the
/// database's clock.
/// </summary>
public sealed class ClockSkewTests
{
    private static readonly HttpClient Http = new();

    [Theory]
    [InlineData(5.0, "5.0 s ahead of the database's")]
    [InlineData(-600.0, "600.0 s behind the database's")]
    [InlineData(null, "is not known")]
    public async Task A_clock_that_cannot_be_trusted_holds_the_timers_back_and_not_the_messages(double? seconds, string said)
    {
        var cell = new BentClock();
        await using var silo = await StartAsync(cell, "--Lert:Telemetry:Url=http://127.0.0.1:0", "--Lert:Pumps:PollInterval=00:00:00.020");
        cell.Skew = seconds is { } skew ? TimeSpan.FromSeconds(skew) : null;

        Assert.Null((await silo.Case().Execute(Some.Stamp("open"), Some.Open())).Refusal);
        Assert.Null((await silo.Case().Execute(Some.Stamp("hold"), Some.Hold(Some.Account))).Refusal);
        await Eventually.TrueAsync(async () => (await silo.Hold().Get())?.Status == HoldStatus.Active, "the messages arrive");
        silo.Clock.Set(Some.End);
        var health = (await silo.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["pumps"];

        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Contains(said, health.Description, StringComparison.Ordinal);
        Assert.Equal(HoldStatus.Active, (await silo.Hold().Get())!.Status);
        using (var probe = await Http.GetAsync(new Uri($"{silo.Services.GetRequiredService<MetricsEndpoint>().Url}/health/ready")))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, probe.StatusCode);
            Assert.Contains(said, await probe.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        // A second ahead is borne, and what is due here waits until it is due by the database's clock too.
        cell.Skew = TimeSpan.FromSeconds(1);
        var until = silo.Store.Fetches + 5;
        await Eventually.TrueAsync(() => silo.Store.Fetches >= until, "the pump looks again");
        Assert.Equal(HoldStatus.Active, (await silo.Hold().Get())!.Status);

        silo.Clock.Set(Some.End.AddSeconds(1));
        await Eventually.TrueAsync(async () => (await silo.Hold().Get())?.Status == HoldStatus.Released, "the hold is released once the clock is right");
    }

    [Fact]
    public async Task What_a_silo_decides_is_dated_by_the_cell_and_not_by_its_own_clock_that_is_a_month_ahead()
    {
        var cell = new BentClock();
        await using var silo = await StartAsync(cell);
        await silo.Account().Deliver(Some.Message<AccountCommand>("1", new AccountCommand.Protect(Some.Order())));
        await silo.Account().Deliver(Some.Message<AccountCommand>("2", new AccountCommand.Withdraw(Some.Order().HoldId, Some.End, 1)));
        cell.Skew = TimeSpan.FromDays(31);
        silo.Clock.Set(Some.GraceEnd.AddDays(30));

        var early = await silo.Account().Execute(Some.Stamp("early"), new AccountCommand.AuthorizeDeletion("T-1"));
        await silo.Account().Tick();

        Assert.Equal(RefusalCodes.AccountRetained, early.Refusal!.Code);
        Assert.Equal(Some.GraceEnd, (await silo.Account().Get()).GraceUntil);
        var entry = (await silo.Store.ReadJournalAsync(new ActorId(ActorKinds.Account, Some.Account), 0, 10, CancellationToken.None))[^1];
        Assert.Equal(("account.deletion-refused.v1", Some.GraceEnd.AddDays(-1)), (entry.Type, entry.At));

        silo.Clock.Set(Some.GraceEnd.AddDays(31));
        await silo.Account().Tick();
        Assert.Null((await silo.Account().Execute(Some.Stamp("in-time"), new AccountCommand.AuthorizeDeletion("T-2"))).Refusal);
    }

    [Fact]
    public async Task A_permission_that_has_run_out_is_not_given_again_by_a_silo_whose_clock_is_behind()
    {
        var cell = new BentClock();
        await using var silo = await StartAsync(cell);
        var ask = new AccountCommand.AuthorizeDeletion("T-1");
        Assert.Null((await silo.Account().Execute(Some.Stamp("delete"), ask)).Refusal);

        cell.Skew = TimeSpan.FromHours(-2);

        Assert.Equal(RefusalCodes.AccountAuthorizationSuperseded, (await silo.Account().Execute(Some.Stamp("delete"), ask)).Refusal!.Code);
    }

    [Fact]
    public async Task While_nobody_knows_what_time_it_is_nothing_is_allowed_to_be_deleted()
    {
        var cell = new BentClock();
        await using var silo = await StartAsync(cell);
        cell.Skew = null;

        var refused = await Assert.ThrowsAsync<ActorFaultException>(() => silo.Account().Execute(Some.Stamp("delete"), new AccountCommand.AuthorizeDeletion("T-1")));
        Assert.Equal(FaultKind.Unavailable, refused.Kind);

        cell.Skew = TimeSpan.Zero;
        Assert.Null((await silo.Account().Execute(Some.Stamp("delete"), new AccountCommand.AuthorizeDeletion("T-1"))).Refusal);
    }

    [Theory]
    [InlineData(2.0, true)]
    [InlineData(-2.0, true)]
    [InlineData(2.001, false)]
    [InlineData(-2.001, false)]
    public void Two_seconds_are_borne_and_not_more(double seconds, bool trusted)
    {
        var gate = new PumpGate(new BentClock { Skew = TimeSpan.FromSeconds(seconds) }, new CalendarClock());
        Assert.Equal(trusted, gate.NoWakes is null);
    }

    private static Task<SiloUnderTest> StartAsync(ICellClock cell, params string[] settings) =>
        SiloUnderTest.StartWithAsync(builder => builder.Services.AddSingleton(cell), settings);

    private sealed class BentClock : ICellClock
    {
        public TimeSpan? Skew { get; set; } = TimeSpan.Zero;
    }
}
