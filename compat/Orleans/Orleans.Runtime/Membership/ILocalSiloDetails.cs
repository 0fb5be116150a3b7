// Genuine home: Orleans.Core.
namespace Orleans.Runtime;

/// <summary>This silo.</summary>
public interface ILocalSiloDetails
{
    string Name { get; }

    string ClusterId { get; }

    string DnsHostName { get; }

    /// <summary>Final once the silo has joined: until then a restart in the same place may still raise the generation.</summary>
    SiloAddress SiloAddress { get; }

    /// <summary>Where clients connect: here the same place.</summary>
    SiloAddress GatewayAddress { get; }
}
