using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.Membership;
using Orleans.Runtime.Network;
using Orleans.Runtime.Tests.Fixture;
using Orleans.TestingHost;

namespace Orleans.Runtime.Tests.Cluster;

/// <summary>Several silos in this process that talk over loopback, with one probe for all their grains.</summary>
internal sealed class Silos : IAsyncDisposable
{
    private const string ProbeKey = "test:probe";
    private static readonly ConcurrentDictionary<string, (Probe Probe, Action<ISiloBuilder>? Configure)> Shared = new();
    private readonly string _id = Guid.CreateVersion7().ToString();

    private Silos(short count, Action<ISiloBuilder>? configure, Action<IClientBuilder>? client)
    {
        Shared[_id] = (Probe, configure);
        TestClusterBuilder builder = new TestClusterBuilder(count)
            .AddSiloBuilderConfigurator<Configurator>()
            .ConfigureHostConfiguration(configuration => configuration.AddInMemoryCollection([KeyValuePair.Create<string, string?>(ProbeKey, _id)]));
        builder.Options.ClusterId = _id;
        builder.Options.UseTestClusterMembership = true;
        Cluster = builder.Build();
        Cluster.ConfigureClient = client;
    }

    internal TestCluster Cluster { get; }

    internal Probe Probe { get; } = new();

    internal InProcessSiloHandle this[int index] => (InProcessSiloHandle)Cluster.Silos[index];

    internal static async Task<Silos> StartAsync(short count, Action<ISiloBuilder>? configure = null, Action<IClientBuilder>? client = null)
    {
        var silos = new Silos(count, configure, client);
        await silos.Cluster.DeployAsync();
        await silos.AgreeAsync();
        return silos;
    }

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        Shared.TryRemove(_id, out _);
    }

    /// <summary>Waits until all silos that live see the same view, in which those that live are active and no others.</summary>
    internal Task AgreeAsync() => Eventually.IsTrueAsync(() =>
    {
        SiloAddress[] living = [.. Living().Select(silo => silo.SiloAddress).Order()];
        return Living().All(silo => silo.ServiceProvider.GetRequiredService<SiloRuntime>().Network!.Placement.Silos.SequenceEqual(living));
    });

    internal IEnumerable<InProcessSiloHandle> Living() => Cluster.Silos.Where(silo => silo.IsActive).Cast<InProcessSiloHandle>();

    /// <summary>A key whose grain is at that silo.</summary>
    internal string KeyAt(SiloHandle silo, int number = 0)
    {
        PlacementView placement = Living().First().ServiceProvider.GetRequiredService<SiloRuntime>().Network!.Placement;
        return Enumerable.Range(0, 100_000).Select(i => $"k{i}").Where(key => placement.OwnerOf(Id(key)) is { } owner && owner.Equals(silo.SiloAddress)).ElementAt(number);
    }

    internal static GrainId Id(string key) => GrainId.Create("place", key);

    /// <summary>The grain, asked by the client that a silo has itself.</summary>
    internal static T Ask<T>(InProcessSiloHandle from, string key)
        where T : IGrainWithStringKey => from.ServiceProvider.GetRequiredService<IClusterClient>().GetGrain<T>(key);

    internal static ClusterMembership MembershipOf(InProcessSiloHandle silo) => silo.ServiceProvider.GetRequiredService<ClusterMembership>();

    internal sealed class Configurator : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder)
        {
            (Probe probe, Action<ISiloBuilder>? configure) = Shared[siloBuilder.Configuration[ProbeKey]!];
            siloBuilder.Services.AddSingleton(probe);
            configure?.Invoke(siloBuilder);
        }
    }
}
