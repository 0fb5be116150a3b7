using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime.Hosting;

namespace Orleans.Runtime.Membership;

/// <summary>This silo's own name and address.</summary>
internal sealed class LocalSilo : ILocalSiloDetails
{
    // Generations count seconds from here, so that they fit the table's 32 bits for two generations of people.
    private static readonly DateTimeOffset Epoch = new(2022, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public LocalSilo(IOptions<ClusterOptions> cluster, IOptions<SiloOptions> silo, IOptions<EndpointOptions> endpoint, Clocks clocks)
    {
        ClusterId = cluster.Value.ClusterId;
        SiloAddress = SiloAddress.New(endpoint.Value.AdvertisedIPAddress, endpoint.Value.SiloPort, (int)(clocks.Machine.GetUtcNow() - Epoch).TotalSeconds);
        Name = silo.Value.SiloName ?? $"Silo_{Guid.CreateVersion7().ToString("N")[^8..]}";
    }

    public string Name { get; }

    public string ClusterId { get; }

    public string DnsHostName { get; } = Environment.MachineName;

    public SiloAddress SiloAddress { get; private set; }

    public SiloAddress GatewayAddress => SiloAddress;

    /// <summary>Once, before it joins: the port that it got, and a generation above that of every earlier life.</summary>
    internal void Settle(SiloAddress address) => SiloAddress = address;
}
