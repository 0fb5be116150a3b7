using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime.Membership;

namespace Orleans.TestingHost;

/// <summary>A cluster in this process, made for one test class and stopped by it.</summary>
public sealed class TestCluster : IAsyncDisposable
{
    private readonly Func<object>[] _configurators;
    private readonly Action<IConfigurationBuilder>[] _configuration;
    private readonly List<SiloHandle> _silos = [];
    private IHost? _client;
    private int _started;

    internal TestCluster(TestClusterOptions options, Func<object>[] configurators, Action<IConfigurationBuilder>[] configuration)
    {
        Options = options;
        _configurators = configurators;
        _configuration = configuration;
        Table = options.UseTestClusterMembership || options.InitialSilosCount > 1 ? new() : null;
    }

    public TestClusterOptions Options { get; }

    public IReadOnlyList<SiloHandle> Silos => _silos;

    public SiloHandle? Primary => _silos.FirstOrDefault();

    public IReadOnlyList<SiloHandle> SecondarySilos => [.. _silos.Skip(1)];

    public IGrainFactory GrainFactory => Client;

    /// <summary>A client in a host of its own or, for a silo by itself, that silo's.</summary>
    public IClusterClient Client => ServiceProvider.GetRequiredService<IClusterClient>();

    /// <summary>The services of the client.</summary>
    public IServiceProvider ServiceProvider =>
        _client?.Services ?? (_silos.OfType<InProcessSiloHandle>().LastOrDefault() ?? throw new InvalidOperationException("The cluster is not deployed.")).ServiceProvider;

    internal Action<Hosting.IClientBuilder>? ConfigureClient { get; set; }

    /// <summary>The table of the cluster; none for a silo by itself.</summary>
    internal TestMembershipTable? Table { get; }

    /// <summary>Starts the silos, and the client.</summary>
    public async Task DeployAsync()
    {
        for (int i = 0; i < Options.InitialSilosCount; i++)
        {
            await StartNextAsync();
        }

        if (Table is not null)
        {
            _client = TestHosts.Client(this);
            await _client.StartAsync();
        }
    }

    /// <summary>Starts one more silo.</summary>
    public async Task<SiloHandle> StartAdditionalSiloAsync(bool startAdditionalSiloOnNewPort = false)
    {
        if (Table is null)
        {
            throw new InvalidOperationException($"This cluster is a silo by itself: {nameof(TestClusterOptions.UseTestClusterMembership)} makes it one that others can join.");
        }

        return await StartNextAsync();
    }

    /// <summary>Stops a silo as its host would: running turns end, activations are deactivated.</summary>
    public async Task StopSiloAsync(SiloHandle instance)
    {
        InProcessSiloHandle silo = Own(instance);
        silo.IsActive = false;
        await silo.SiloHost.StopAsync();
    }

    /// <summary>Ends a silo as if its process had been killed.</summary>
    public Task KillSiloAsync(SiloHandle instance)
    {
        InProcessSiloHandle silo = Own(instance);
        silo.IsActive = false;
        if (Table is null)
        {
            return silo.SiloHost.StopAsync(new CancellationToken(canceled: true));
        }

        silo.ServiceProvider.GetRequiredService<SiloCluster>().Kill();
        return Task.CompletedTask;
    }

    /// <summary>Stops a silo and starts another in its place. Of a silo by itself, references made before belong to the old one.</summary>
    public async Task<SiloHandle> RestartSiloAsync(SiloHandle instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        await StopSiloAsync(instance);
        return await StartSiloAsync(instance.Name, Table is null ? 0 : instance.SiloAddress.Endpoint.Port);
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
        if (_client is not null)
        {
            await _client.StopAsync();
            _client.Dispose();
        }

        await StopAllSilosAsync();
        foreach (InProcessSiloHandle silo in _silos.OfType<InProcessSiloHandle>())
        {
            silo.SiloHost.Dispose();
        }
    }

    private InProcessSiloHandle Own(SiloHandle instance) =>
        instance is InProcessSiloHandle silo && _silos.Contains(instance) ? silo : throw new ArgumentException("The silo is not one of this cluster.", nameof(instance));

    private Task<SiloHandle> StartNextAsync() => StartSiloAsync(_started++ == 0 ? nameof(Primary) : $"Secondary_{_started - 1}", port: 0);

    private async Task<SiloHandle> StartSiloAsync(string name, int port)
    {
        var handle = new InProcessSiloHandle(TestHosts.Silo(this, name, port, [.. _configurators.Select(create => create())], _configuration)) { Name = name };
        _silos.Add(handle);
        await handle.StartAsync();
        return handle;
    }
}
