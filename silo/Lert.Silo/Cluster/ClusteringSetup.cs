using System.Net;
using Lert.Silo.Storage;
using Lert.Store.Postgres.Membership;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Lert.Silo.Cluster;

/// <summary>Makes the silo one of several: Orleans' own options from ours.</summary>
internal static class ClusteringSetup
{
    /// <param name="machine">The machine's clock; never a scaled one.</param>
    public static ISiloBuilder UseCell(this ISiloBuilder silo, TimeProvider machine)
    {
        var services = silo.Services;
        services.AddSingleton<IMembershipTable>(provider => new PostgresMembershipTable(provider.GetRequiredService<IOptions<StoreOptions>>().Value.Postgres!, Of(provider).Name, machine));
        services.AddSingleton<IConfigureOptions<ClusterOptions>>(provider => new ConfigureOptions<ClusterOptions>(cluster =>
            (cluster.ClusterId, cluster.ServiceId) = (Of(provider).Name, Of(provider).Name)));
        services.AddSingleton<IConfigureOptions<SiloOptions>>(provider => new ConfigureOptions<SiloOptions>(named =>
            named.SiloName = $"{Environment.MachineName}:{Of(provider).Port}"));
        services.AddSingleton<IConfigureOptions<EndpointOptions>>(provider => new ConfigureOptions<EndpointOptions>(endpoint => Configure(endpoint, Of(provider))));
        services.AddSingleton<IConfigureOptions<ClusterMembershipOptions>>(provider => new ConfigureOptions<ClusterMembershipOptions>(membership => Configure(membership, Of(provider))));
        services.AddSingleton(provider => provider.GetRequiredService<ClusterCertificate>().Server!);
        services.AddSingleton(provider => provider.GetRequiredService<ClusterCertificate>().Client!);
        return silo;
    }

    private static ClusteringOptions Of(IServiceProvider provider) => provider.GetRequiredService<IOptions<ClusteringOptions>>().Value;

    private static void Configure(EndpointOptions endpoint, ClusteringOptions options)
    {
        endpoint.AdvertisedIPAddress = IPAddress.Parse(options.Address);
        endpoint.SiloPort = options.Port;
        endpoint.GatewayPort = 0;
        endpoint.SiloListeningEndpoint = options.ListenOnAnyAddress
            ? new(endpoint.AdvertisedIPAddress.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, options.Port)
            : null;
    }

    private static void Configure(ClusterMembershipOptions membership, ClusteringOptions options)
    {
        membership.ProbeTimeout = options.ProbeInterval;
        membership.NumMissedProbesLimit = options.MissedProbes;
        membership.NumVotesForDeathDeclaration = options.Votes;
        membership.IAmAliveTablePublishTimeout = options.SignOfLife;
        membership.TableRefreshTimeout = options.Refresh;
        // A start that waits for minutes tells nobody anything; the supervisor tries again.
        membership.MaxJoinAttemptTime = TimeSpan.FromSeconds(30);
    }
}
