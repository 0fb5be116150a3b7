using System.Net;

namespace Orleans.Configuration;

/// <summary>Where a silo is found by the others.</summary>
public sealed class EndpointOptions
{
    public const int DEFAULT_SILO_PORT = 11111;

    public const int DEFAULT_GATEWAY_PORT = 30000;

    /// <summary>The address that the others connect to. Default: loopback.</summary>
    public IPAddress AdvertisedIPAddress { get; set; } = IPAddress.Loopback;

    /// <summary>The port for silos and, here, for clients too; 0 takes a free one. Default: 11111.</summary>
    public int SiloPort { get; set; } = DEFAULT_SILO_PORT;

    /// <summary>Clients of this stack use the port of the silo; this one is not opened.</summary>
    public int GatewayPort { get; set; } = DEFAULT_GATEWAY_PORT;

    /// <summary>Where it listens, if not at the advertised address and port.</summary>
    public IPEndPoint? SiloListeningEndpoint { get; set; }
}

/// <summary>What a silo calls itself.</summary>
public sealed class SiloOptions
{
    /// <summary>For people; need not be unique. Default: <c>Silo_</c> and something random.</summary>
    public string? SiloName { get; set; }
}
