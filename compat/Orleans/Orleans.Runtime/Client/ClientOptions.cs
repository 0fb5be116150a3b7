// Genuine home: Orleans.Core.
namespace Orleans.Configuration;

/// <summary>How long the callers of a client wait.</summary>
public sealed class ClientMessagingOptions
{
    /// <summary>Until a call fails with a <see cref="TimeoutException"/>. Default: 30 s. Above 0.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Bytes of the longest message: a call or an answer. Default: 64 MiB, which is the most. At least 1,024.</summary>
    public int MaxMessageBodySize { get; set; } = Compat.WireLimits.Bytes;
}

/// <summary>How a client keeps up with its gateways.</summary>
public sealed class GatewayOptions
{
    /// <summary>How often the list is asked for, unless its provider says that it never changes. Default: 1 min. Above 0.</summary>
    public TimeSpan GatewayListRefreshPeriod { get; set; } = TimeSpan.FromMinutes(1);
}

/// <summary>Gateways that never change.</summary>
public sealed class StaticGatewayListProviderOptions
{
    /// <summary>As <c>gwy.tcp://10.0.0.1:11111/0</c>.</summary>
    public List<Uri> Gateways { get; set; } = [];
}
