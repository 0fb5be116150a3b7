using System.Net;
using Lert.Grains.Holds;
using Lert.Silo.Pumps;
using Lert.Silo.Telemetry;
using Lert.Silo.Tests.Running;
using Lert.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Lert.Silo.Tests.Pumps;

/// <summary>A silo whose clock is wrong releases nothing and says so with both times; messages, which are due whatever the hour, still go.</summary>
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
        await using var silo = await SiloUnderTest.StartWithAsync(builder => builder.Services.AddSingleton<ICellClock>(cell), "--Lert:Telemetry:Url=http://127.0.0.1:0", "--Lert:Pumps:PollInterval=00:00:00.020");
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

    private sealed class BentClock : ICellClock
    {
        public TimeSpan? Skew { get; set; } = TimeSpan.Zero;
    }
}
