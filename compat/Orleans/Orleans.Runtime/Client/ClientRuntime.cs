using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Compat;
using Orleans.Configuration;
using Orleans.Messaging;
using Orleans.Runtime.Calls;
using Orleans.Runtime.Catalog;
using Orleans.Runtime.Hosting;
using Orleans.Runtime.Network;

namespace Orleans.Runtime.Client;

/// <summary>The parts of a client in a process of its own, put together. Its calls go to a gateway, which passes them on to the silo that has the grain.</summary>
internal sealed class ClientRuntime : GrainRouter, ICallLinkOwner, IGrainTypes, IDisposable
{
    private const int MaxForwards = 8;
    private static readonly TimeSpan RerouteDelay = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<string, GrainType> _grainTypes = new();
    private readonly Dictionary<Type, string> _names;
    private readonly GrainReferences _references;
    private readonly PendingCalls _pending;
    private readonly ResponseTimeouts _timeouts;
    private readonly Gateways _gateways;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _stopped = new();
    private bool _isDisposed;

    public ClientRuntime(
        IServiceProvider services,
        IGatewayListProvider gateways,
        IOptions<ClusterOptions> cluster,
        IOptions<ClientMessagingOptions> messaging,
        IOptions<GatewayOptions> options,
        ConnectionSecurity security,
        Clocks clocks,
        ILogger<ClientRuntime> logger)
    {
        IReadOnlyList<GrainManifest> manifests = ManifestReader.Read();
        GrainInterfaceEntry[] interfaces = [.. manifests.SelectMany(manifest => manifest.Interfaces)];
        _clock = clocks.Machine;
        _names = interfaces.ToDictionary(entry => entry.Interface, entry => entry.Name);
        _references = new(this, this, interfaces);
        Contracts = new(manifests, this);
        Factory = new(_references, services);
        _pending = new(_clock, messaging.Value.ResponseTimeout);
        _timeouts = new(_pending, _clock, messaging.Value.ResponseTimeout);
        var connector = new Connector(cluster.Value.ClusterId, static () => null, messaging.Value.MaxMessageBodySize, security, _clock);
        _gateways = new(gateways, connector, this, options.Value.GatewayListRefreshPeriod, _clock, logger) { Learned = Learn };
    }

    public WireContracts Contracts { get; }

    internal ClusterClient Factory { get; }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }

        _stopped.Cancel();
        _gateways.Dispose();
        _timeouts.Dispose();
        _stopped.Dispose();
    }

    GrainType IGrainTypes.Implementing(Type interfaceType, string? prefix)
    {
        if (!string.IsNullOrEmpty(prefix))
        {
            throw new NotSupportedException("A client does not know the classes of the silos: it cannot choose one by the beginning of its name.");
        }

        return _names.TryGetValue(interfaceType, out string? name) && _grainTypes.TryGetValue(name, out GrainType type)
            ? type
            : throw new ArgumentException($"Could not find an implementation for interface {interfaceType}.");
    }

    void ICallLinkOwner.Ended(CallLink link)
    {
        // The gateways see to that.
    }

    void ICallLinkOwner.NotThere(GrainCall call, MembershipVersion view, string reason) => _ = RerouteAsync(call, reason);

    internal async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _gateways.StartAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new SiloUnavailableException($"No silo can be reached: {_gateways.LastFailure}.");
        }

        _timeouts.Start();
    }

    internal override object Refer(Type interfaceType, GrainId grainId) => _references.Refer(interfaceType, grainId);

    internal override void Route(GrainProxy proxy, GrainCall call)
    {
        call.Context = RequestContext.Current;
        if (!call.IsOneWay)
        {
            PendingCall pending = call.MakePending();
            if (call.CallerToken.CanBeCanceled && !Cancellation.TryJoin(call, pending))
            {
                return;
            }

            _pending.Add(pending);
        }

        Send(call);
    }

    private void Send(GrainCall call)
    {
        if (_gateways.Choose(call.CalleeId) is { } link)
        {
            link.Send(call, hops: 0, MembershipVersion.MinValue);
        }
        else
        {
            Remote.Refuse(call, new SiloUnavailableException($"No silo can be reached ({_gateways.LastFailure}): {call} did not run."));
        }
    }

    // It did not run, so sending it again is no repetition.
    private async Task RerouteAsync(GrainCall call, string reason)
    {
        if (++call.Forwards > MaxForwards)
        {
            Remote.Refuse(call, new OrleansMessageRejectionException($"{call} did not run: {reason}"));
            return;
        }

        try
        {
            await Task.Delay(RerouteDelay, _clock, _stopped.Token);
            if (call.Pending is not { IsAnswered: true })
            {
                Send(call);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or ObjectDisposedException)
        {
            Remote.Refuse(call, new SiloUnavailableException($"The client has ended: {call} did not run."));
        }
    }

    private void Learn(IReadOnlyList<KeyValuePair<string, string>> grains)
    {
        foreach ((string contract, string grainType) in grains)
        {
            _grainTypes[contract] = GrainType.Create(grainType);
        }
    }
}
