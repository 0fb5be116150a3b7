using System.Net;
using Orleans.Configuration;

namespace Orleans.Hosting;

/// <summary>Where a silo listens.</summary>
public static class EndpointOptionsExtensions
{
    /// <param name="advertisedIP">The address that the others connect to.</param>
    /// <param name="listenOnAnyHostAddress">Listen at every address of the machine instead of that one alone.</param>
    public static ISiloBuilder ConfigureEndpoints(this ISiloBuilder builder, IPAddress advertisedIP, int siloPort, int gatewayPort, bool listenOnAnyHostAddress = false) =>
        builder.Configure<EndpointOptions>(options =>
        {
            options.AdvertisedIPAddress = advertisedIP;
            options.SiloPort = siloPort;
            options.GatewayPort = gatewayPort;
            options.SiloListeningEndpoint = listenOnAnyHostAddress ? new(IPAddress.Any, siloPort) : null;
        });
}
