using Lert.Grains.Holds;
using Lert.Silo.Alarms;
using Lert.Silo.Pumps;
using Lert.Silo.Tests.Running;
using Lert.Store;
using Lert.Store.Postgres.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Lert.Silo.Tests.Alarms;

/// <summary>A real database that loses the timer of a hold while the cell runs: nobody would ever release it, and no journal would be wrong.</summary>
public sealed class WakeAlarmTests : IAsyncLifetime
{
    private SiloUnderTest _silo = null!;
    private string _administrator = "";

    private WakeAlarms Alarms => _silo.Services.GetRequiredService<WakeAlarms>();

    public async Task InitializeAsync()
    {
        var settings = await Stores.SettingsAsync(Stores.Postgres);
        var login = settings.Single(setting => setting.StartsWith("--Lert:Store:Postgres=", StringComparison.Ordinal)).Split('=', 2)[1];
        _administrator = (await PrivateServer.SharedAsync()).Administrator(new NpgsqlConnectionStringBuilder(login).Database!);
        _silo = await SiloUnderTest.StartAsync([.. settings, "--Lert:Pumps:PollInterval=00:00:00.020"]);
        Assert.Null((await _silo.Case().Execute(Some.Stamp("open"), Some.Open())).Refusal);
        Assert.Null((await _silo.Case().Execute(Some.Stamp("hold"), Some.Hold(Some.Account))).Refusal);
        await Eventually.TrueAsync(async () => (await _silo.Hold().Get())?.Status == HoldStatus.Active, "the hold is active");
    }

    public async Task DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task A_timer_that_the_database_lost_is_put_back_by_itself_and_the_hold_ends()
    {
        await LoseAsync();
        _silo.Clock.Set(Some.End);

        await Eventually.TrueAsync(async () => (await _silo.Hold().Get())!.Status == HoldStatus.Released, "the hold is released");

        Assert.Equal(1, Alarms.Mended);
        var said = Assert.Single(_silo.Log.Lines, line => line is { Level: LogLevel.Critical, Id.Id: 1111 });
        Assert.DoesNotContain(Some.Account, said.Text, StringComparison.Ordinal);
        Assert.Equal(HealthStatus.Degraded, await HealthAsync());
    }

    [Fact]
    public async Task Only_the_silo_with_the_first_slot_looks()
    {
        await Eventually.TrueAsync(() => Alarms.Passes > 0, "it has looked at all actors once");
        _silo.Services.GetRequiredService<PumpShare>().Set(new Slots(128, 255));
        await LoseAsync();
        await Alarms.LookAsync(CancellationToken.None);
        await Alarms.LookAsync(CancellationToken.None);
        Assert.Equal(0, Alarms.Mended);

        _silo.Services.GetRequiredService<PumpShare>().Set(new Slots(0, 127));
        await Alarms.LookAsync(CancellationToken.None);
        await Alarms.LookAsync(CancellationToken.None);
        Assert.Equal(1, Alarms.Mended);
    }

    [Fact]
    public async Task A_timer_of_an_actor_that_is_gone_is_an_alarm_as_long_as_it_is_there()
    {
        Assert.Equal(HealthStatus.Healthy, await HealthAsync());
        await PrivateServer.ExecuteAsync(_administrator, "INSERT INTO lert.wakes VALUES (1000000, 3, 7, 'hold', 'us-h-ghost')");
        await Alarms.LookAsync(CancellationToken.None);
        Assert.Equal(1, Alarms.Stray);
        Assert.Equal(HealthStatus.Degraded, await HealthAsync());
        Assert.Contains(_silo.Log.Lines, line => line is { Level: LogLevel.Critical, Id.Id: 1112 });

        await PrivateServer.ExecuteAsync(_administrator, "DELETE FROM lert.wakes WHERE key = 'us-h-ghost'");
        await Alarms.LookAsync(CancellationToken.None);
        Assert.Equal(HealthStatus.Healthy, await HealthAsync());
    }

    private Task LoseAsync() => PrivateServer.ExecuteAsync(_administrator, "DELETE FROM lert.wakes WHERE kind = 'hold'");

    private async Task<HealthStatus> HealthAsync() =>
        (await _silo.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(check => check.Name == "wakes")).Status;
}
