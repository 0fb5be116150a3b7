using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Messaging;
using Orleans.Runtime;

namespace Orleans.TestingHost;

/// <summary>The hosts of a test cluster.</summary>
internal static class TestHosts
{
    /// <summary>Silos of tests share a process, and a test should not wait.</summary>
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(500);

    /// <summary>A killed silo is found out by its closed connections; one that only seems slow, on a busy machine, should live.</summary>
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(3);

    /// <param name="port">0 for a free one.</param>
    internal static IHost Silo(TestCluster cluster, string name, int port, object[] configurators, Action<IConfigurationBuilder>[] configuration)
    {
        var builder = new HostBuilder();
        foreach (Action<IConfigurationBuilder> configure in configuration)
        {
            builder.ConfigureHostConfiguration(configure);
        }

        foreach (IHostConfigurator configurator in configurators.OfType<IHostConfigurator>())
        {
            configurator.Configure(builder);
        }

        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(serviceId: cluster.Options.ServiceId, clusterId: cluster.Options.ClusterId);
            silo.Configure<SiloOptions>(options => options.SiloName = name);
            if (cluster.Table is { } table)
            {
                silo.Services.AddSingleton<IMembershipTable>(table);
                silo.ConfigureEndpoints(IPAddress.Loopback, port, gatewayPort: 0);
                silo.Configure<ClusterMembershipOptions>(options =>
                {
                    options.ProbeTimeout = ProbeTimeout;
                    options.IAmAliveTablePublishTimeout = options.TableRefreshTimeout = Often;
                    options.MaxJoinAttemptTime = TimeSpan.FromSeconds(30);
                });
            }

            foreach (ISiloConfigurator configurator in configurators.OfType<ISiloConfigurator>())
            {
                configurator.Configure(silo);
            }
        });
        return builder.Build();
    }

    internal static IHost Client(TestCluster cluster) => new HostBuilder()
        .UseOrleansClient(client =>
        {
            client.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (cluster.Options.ClusterId, cluster.Options.ServiceId));
            client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = Often);
            client.Services.AddSingleton<IGatewayListProvider>(new TestGateways(cluster));
            cluster.ConfigureClient?.Invoke(client);
        })
        .Build();

    private sealed class TestGateways(TestCluster cluster) : IGatewayListProvider
    {
        public TimeSpan MaxStaleness => Often;

        public bool IsUpdatable => true;

        public Task InitializeGatewayListProvider() => Task.CompletedTask;

        public async Task<IList<Uri>> GetGateways() =>
        [
            .. (await cluster.Table!.ReadAll()).Members
                .Select(row => row.Item1)
                .Where(row => row.Status == SiloStatus.Active)
                .Select(row => new UriBuilder("gwy.tcp", row.SiloAddress.Endpoint.Address.ToString(), row.ProxyPort, "0").Uri),
        ];
    }
}
