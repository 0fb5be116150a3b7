using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Orleans.TestingHost;

/// <summary>A cluster in this process, made for one test class and stopped by it.</summary>
public sealed class TestCluster : IAsyncDisposable
{
    private readonly Func<object>[] _configurators;
    private readonly Action<IConfigurationBuilder>[] _configuration;
    private readonly List<SiloHandle> _silos = [];

    internal TestCluster(TestClusterOptions options, Func<object>[] configurators, Action<IConfigurationBuilder>[] configuration)
    {
        Options = options;
        _configurators = configurators;
        _configuration = configuration;
    }

    public TestClusterOptions Options { get; }

    public IReadOnlyList<SiloHandle> Silos => _silos;

    public SiloHandle? Primary => _silos.FirstOrDefault();

    public IGrainFactory GrainFactory => Client;

    public IClusterClient Client => ServiceProvider.GetRequiredService<IClusterClient>();

    public IServiceProvider ServiceProvider =>
        (_silos.OfType<InProcessSiloHandle>().LastOrDefault() ?? throw new InvalidOperationException("The cluster is not deployed.")).ServiceProvider;

    /// <summary>Starts the silos.</summary>
    public async Task DeployAsync()
    {
        for (int i = 0; i < Options.InitialSilosCount; i++)
        {
            await StartSiloAsync(i == 0 ? nameof(Primary) : $"Secondary_{i}");
        }
    }

    /// <summary>Stops a silo as its host would: running turns end, activations are deactivated.</summary>
    public async Task StopSiloAsync(SiloHandle instance)
    {
        if (instance is not InProcessSiloHandle silo || !_silos.Contains(instance))
        {
            throw new ArgumentException("The silo is not one of this cluster.", nameof(instance));
        }

        silo.IsActive = false;
        await silo.SiloHost.StopAsync();
    }

    /// <summary>Stops a silo and starts another in its place. References made before belong to the old one.</summary>
    public async Task<SiloHandle> RestartSiloAsync(SiloHandle instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        await StopSiloAsync(instance);
        return await StartSiloAsync(instance.Name);
    }

    public async Task StopAllSilosAsync()
    {
        foreach (SiloHandle silo in _silos.Where(silo => silo.IsActive).Reverse().ToList())
        {
            await StopSiloAsync(silo);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAllSilosAsync();
        foreach (InProcessSiloHandle silo in _silos.OfType<InProcessSiloHandle>())
        {
            silo.SiloHost.Dispose();
        }
    }

    private async Task<SiloHandle> StartSiloAsync(string name)
    {
        object[] configurators = [.. _configurators.Select(create => create())];
        var builder = new HostBuilder();
        foreach (Action<IConfigurationBuilder> configuration in _configuration)
        {
            builder.ConfigureHostConfiguration(configuration);
        }

        foreach (IHostConfigurator configurator in configurators.OfType<IHostConfigurator>())
        {
            configurator.Configure(builder);
        }

        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(serviceId: Options.ServiceId, clusterId: Options.ClusterId);
            foreach (ISiloConfigurator configurator in configurators.OfType<ISiloConfigurator>())
            {
                configurator.Configure(silo);
            }
        });
        var handle = new InProcessSiloHandle(builder.Build()) { Name = name };
        _silos.Add(handle);
        await handle.SiloHost.StartAsync();
        handle.IsActive = true;
        return handle;
    }
}
