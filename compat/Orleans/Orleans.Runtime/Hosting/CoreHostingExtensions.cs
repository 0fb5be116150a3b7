using System.Net;
using Orleans.Configuration;

namespace Orleans.Hosting;

/// <summary>Clustering on one machine.</summary>
public static class CoreHostingExtensions
{
    /// <summary>One silo by itself. The ports belong to clusters of several; this silo opens none.</summary>
    public static ISiloBuilder UseLocalhostClustering(
        this ISiloBuilder builder,
        int siloPort = 11111,
        int gatewayPort = 30000,
        IPEndPoint? primarySiloEndpoint = null,
        string serviceId = "dev",
        string clusterId = "dev") =>
        builder
            .Configure<EndpointOptions>(options => options.SiloPort = siloPort)
            .Configure<ClusterOptions>(options =>
            {
                options.ServiceId = serviceId;
                options.ClusterId = clusterId;
            });
}
