// Genuine home: Orleans.Core.
namespace Orleans.Messaging;

/// <summary>Tells a client which silos it may connect to.</summary>
public interface IGatewayListProvider
{
    /// <summary>How old the list may get before it is asked for again.</summary>
    TimeSpan MaxStaleness { get; }

    /// <summary>Whether it is asked again at all.</summary>
    bool IsUpdatable { get; }

    Task InitializeGatewayListProvider();

    Task InitializeGatewayListProviderAsync(CancellationToken cancellationToken = default) => InitializeGatewayListProvider().WaitAsync(cancellationToken);

    /// <summary>As <c>gwy.tcp://10.0.0.1:11111/0</c>: host and port are what counts.</summary>
    Task<IList<Uri>> GetGateways();

    Task<IList<Uri>> GetGatewaysAsync(CancellationToken cancellationToken = default) => GetGateways().WaitAsync(cancellationToken);
}
