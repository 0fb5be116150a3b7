using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Messaging;

namespace Orleans.Runtime.Client;

/// <summary>The gateways of the configuration.</summary>
internal sealed class StaticGatewayListProvider(IOptions<StaticGatewayListProviderOptions> options) : IGatewayListProvider
{
    public TimeSpan MaxStaleness => TimeSpan.MaxValue;

    public bool IsUpdatable => false;

    public Task InitializeGatewayListProvider() =>
        options.Value.Gateways.Count > 0 ? Task.CompletedTask : throw new OrleansConfigurationException("The client has no gateway to connect to.");

    public Task<IList<Uri>> GetGateways() => Task.FromResult<IList<Uri>>([.. options.Value.Gateways]);
}
