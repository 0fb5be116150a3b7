using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Orleans.Runtime.Tests.Fixture;

/// <summary>A silo whose clocks stand still, with a probe among its services.</summary>
internal sealed partial class TestSilo : IAsyncDisposable
{
    private readonly IHost _host;

    private TestSilo(IHost host, ManualClock grains, ManualClock machine, Probe probe)
    {
        _host = host;
        GrainClock = grains;
        MachineClock = machine;
        Probe = probe;
    }

    internal ManualClock GrainClock { get; }

    internal ManualClock MachineClock { get; }

    internal Probe Probe { get; }

    internal IClusterClient Client => _host.Services.GetRequiredService<IClusterClient>();

    internal IServiceProvider Services => _host.Services;

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _host.Dispose();
    }

    internal static async Task<TestSilo> StartAsync(Action<ISiloBuilder>? configure = null)
    {
        var grains = new ManualClock();
        var machine = new ManualClock();
        var probe = new Probe();
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering();
            silo.Services.AddSingleton<TimeProvider>(grains);
            UseMachineClock(silo.Services, machine);
            silo.Services.AddSingleton(probe);
            configure?.Invoke(silo);
        });
        IHost host = builder.Build();
        await host.StartAsync();
        return new(host, grains, machine, probe);
    }

    internal T Grain<T>(string key = "one")
        where T : IGrainWithStringKey => Client.GetGrain<T>(key);

    /// <summary>As a host does: gracefully, within bounds.</summary>
    internal async Task StopAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await _host.StopAsync(limit.Token);
    }
}
