using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Messaging;
using Orleans.Runtime.Silo;
using Orleans.Runtime.Tests.Fixture;

namespace Orleans.Runtime.Tests.Cluster;

/// <summary>Three silos as processes of their own, real signals, and a client in this one.</summary>
[Trait("Stack", "compat")]
public sealed class ProcessTests : IAsyncLifetime
{
    private const int Keys = 30;
    private readonly string _file = Path.GetTempFileName();
    private readonly List<SiloProcess> _silos = [];
    private SharedFileTable _table = null!;
    private IHost _client = null!;

    public async Task InitializeAsync()
    {
#pragma warning disable RS0030 // Processes go by the machine's clock.
        _table = new(_file, TimeProvider.System);
#pragma warning restore RS0030
        await StartSilosAsync(TimeSpan.FromSeconds(1));
        _client = new HostBuilder().UseOrleansClient(client =>
        {
            client.Configure<ClusterOptions>(options => options.ClusterId = "processes");
            client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = TimeSpan.FromMilliseconds(500));
            client.Services.AddSingleton<IGatewayListProvider>(new TableGateways(_table));
        }).Build();
        await _client.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _client.StopAsync();
        _client.Dispose();
        _silos.ForEach(silo => silo.Dispose());
        File.Delete(_file);
    }

    [Fact]
    public async Task After_a_kill_every_grain_answers_again_from_the_silos_that_are_left()
    {
        Assert.Equal(3, (await PlacesAsync()).Count);
        _silos[1].Kill();
        HashSet<int> left = await PlacesAsync();
        Assert.Equal([.. _silos.Where(silo => silo != _silos[1]).Select(silo => silo.Id).Order()], left.Order());
        Assert.Equal(SiloStatus.Dead, await StatusAsync(_silos[1]));
    }

    [Fact]
    public async Task A_halted_silo_is_declared_dead_and_ends_with_an_error_when_it_runs_again()
    {
        Assert.Equal(3, (await PlacesAsync()).Count);
        _silos[2].Halt();
        HashSet<int> left = await PlacesAsync();
        Assert.DoesNotContain(_silos[2].Id, left);
        Assert.Equal(SiloStatus.Dead, await StatusAsync(_silos[2]));
        _silos[2].Resume();
        Assert.NotEqual(0, await _silos[2].ExitAsync());
        Assert.Contains("declared", _silos[2].Said, StringComparison.Ordinal);

        // It blamed nobody for the time in which it did not run.
        Assert.Equal(SiloStatus.Active, await StatusAsync(_silos[0]));
        Assert.Equal(SiloStatus.Active, await StatusAsync(_silos[1]));
    }

    [Fact]
    public async Task No_call_fails_while_each_silo_is_replaced_in_turn()
    {
        using var end = new CancellationTokenSource();
        var failures = new ConcurrentQueue<Exception>();
        int calls = 0;
        Task[] load = [.. Enumerable.Range(0, 6).Select(caller => CallAsync(caller))];
        foreach (SiloProcess old in _silos.ToList())
        {
            _silos.Add(await SiloProcess.StartAsync(_file, $"after {old.Id}", TimeSpan.FromSeconds(1)));
            old.AskToLeave();
            Assert.Equal(0, await old.ExitAsync());
            Assert.Equal(SiloStatus.Dead, await StatusAsync(old));
        }

        int before = Volatile.Read(ref calls);
        await Eventually.IsTrueAsync(() => Volatile.Read(ref calls) > before + 100);
        await end.CancelAsync();
        await Task.WhenAll(load).WithinBound();
        Assert.Empty(failures);

        async Task CallAsync(int caller)
        {
            for (int i = 0; !end.IsCancellationRequested; i++)
            {
                try
                {
                    // Calls that take a while, so that some run whenever a silo is asked to leave.
                    await Grain(i).Slowly((caller + i) % 3 * 5);
                    Interlocked.Increment(ref calls);
                }
                catch (Exception failure)
                {
                    failures.Enqueue(failure);
                }
            }
        }
    }

    private IProcessGrain Grain(int key) => _client.Services.GetRequiredService<IGrainFactory>().GetGrain<IProcessGrain>($"key {key % Keys}");

    // What a silo that has just died had fails until the others know; that they come to know is what is tested.
    private async Task<HashSet<int>> PlacesAsync()
    {
        HashSet<int> places = [];
        for (int key = 0; key < Keys; key++)
        {
            await Eventually.IsTrueAsync(async () =>
            {
                try
                {
                    places.Add(await Grain(key).Process().WaitAsync(TimeSpan.FromSeconds(10)));
                    return true;
                }
                catch (Exception failure) when (failure is SiloUnavailableException or OrleansMessageRejectionException or TimeoutException)
                {
                    return false;
                }
            });
        }

        return places;
    }

    private async Task<SiloStatus> StatusAsync(SiloProcess silo) => (await _table.ReadAll()).TryGet(silo.Address)!.Item1.Status;

    private async Task StartSilosAsync(TimeSpan probeTimeout)
    {
        _silos.AddRange(await Task.WhenAll(Enumerable.Range(1, 3).Select(i => SiloProcess.StartAsync(_file, $"silo {i}", probeTimeout))));
        await Eventually.IsTrueAsync(async () => (await _table.ReadAll()).Members.Count(row => row.Item1.Status == SiloStatus.Active) == 3);
    }

    private sealed class TableGateways(SharedFileTable table) : IGatewayListProvider
    {
        public TimeSpan MaxStaleness => TimeSpan.FromMilliseconds(500);

        public bool IsUpdatable => true;

        public Task InitializeGatewayListProvider() => Task.CompletedTask;

        public async Task<IList<Uri>> GetGateways() =>
        [
            .. (await table.ReadAll()).Members
                .Where(row => row.Item1.Status == SiloStatus.Active)
                .Select(row => new UriBuilder("gwy.tcp", IPAddress.Loopback.ToString(), row.Item1.ProxyPort, "0").Uri),
        ];
    }
}
