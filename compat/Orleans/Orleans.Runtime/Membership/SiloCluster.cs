using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Compat;
using Orleans.Configuration;
using Orleans.Runtime.Hosting;
using Orleans.Runtime.Network;

namespace Orleans.Runtime.Membership;

/// <summary>This silo's life in its cluster: it joins, is active, leaves without losing a call, or learns that the others have declared it dead.</summary>
internal sealed partial class SiloCluster : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    /// <summary>Who has chosen this silo for a call and lost his processor before he sent it sends it after all others, and after his goodbye.</summary>
    private static readonly TimeSpan Lull = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan SettlingTime = TimeSpan.FromSeconds(1);

    private readonly SiloRuntime _runtime;
    private readonly ClusterMembership _membership;
    private readonly LocalSilo _self;
    private readonly ClusterMembershipOptions _options;
    private readonly EndpointOptions _endpoint;
    private readonly IHostApplicationLifetime _host;
    private readonly ILogger _logger;
    private readonly Listener _listener;
    private readonly Monitoring _monitoring;
    private readonly SiloNetwork _network;
    private bool _hasJoined;

    public SiloCluster(
        SiloRuntime runtime,
        ClusterMembership membership,
        ILocalSiloDetails self,
        IOptions<ClusterMembershipOptions> options,
        IOptions<EndpointOptions> endpoint,
        IOptions<SiloMessagingOptions> messaging,
        IHostApplicationLifetime host,
        ConnectionSecurity security,
        Clocks clocks,
        ILogger<SiloCluster> logger)
    {
        OptionsChecks.ThrowIfInvalid(options.Value, endpoint.Value);
        _runtime = runtime;
        _membership = membership;
        _self = (LocalSilo)self;
        _options = options.Value;
        _endpoint = endpoint.Value;
        _host = host;
        _logger = logger;
        int maxFrame = messaging.Value.MaxMessageBodySize;
        var connector = new Connector(self.ClusterId, () => self.SiloAddress, maxFrame, security, clocks.Machine);
        _listener = new(maxFrame, security, clocks.Machine, logger, Receive);
        _monitoring = new(membership, _self, _options, connector, clocks.Machine, logger);
        _network = new(runtime, self, membership, connector);
        runtime.Network = _network;
        membership.Changed = Follow;
        membership.Made = view => _ = _monitoring.TellAsync(view, _options.ProbeTimeout);
        membership.DeclaredDead = EndAtOnce;
    }

    public void Dispose()
    {
        _monitoring.Stop();
        _network.Abort(new SiloUnavailableException("The silo has stopped."));
        _listener.Dispose();
    }

    /// <summary>Listens, and gets its row in the table.</summary>
    internal async Task JoinAsync(CancellationToken cancellationToken)
    {
        IPEndPoint wanted = _endpoint.SiloListeningEndpoint ?? new(_endpoint.AdvertisedIPAddress, _endpoint.SiloPort);
        int port = _listener.Start(wanted).Port;
        _self.Settle(SiloAddress.New(_endpoint.AdvertisedIPAddress, _endpoint.SiloPort == 0 ? port : _endpoint.SiloPort, _self.SiloAddress.Generation));
        await Joining.JoinAsync(cancellationToken);
        _hasJoined = true;
        _membership.Start();
        LogJoined(_logger, _self.SiloAddress, _self.Name, _self.ClusterId);
    }

    internal Task BecomeActiveAsync(CancellationToken cancellationToken) => Joining.BecomeActiveAsync(cancellationToken);

    private Joining Joining => field ??= new(_membership, _self, _options, _runtime.Clock, _logger);

    /// <summary>From here on new activations go elsewhere; completes when every other silo knows.</summary>
    internal async Task BeginToLeaveAsync(CancellationToken cancellationToken)
    {
        await TryAnnounceAsync(SiloStatus.ShuttingDown, cancellationToken);
        await _monitoring.TellAsync(_membership.CurrentSnapshot.Version, SiloNetwork.FarewellPatience);
        _listener.SayGoodbye();
        await _listener.FlushAsync(SiloNetwork.FarewellPatience, cancellationToken);
    }

    /// <summary>Waits until no call from elsewhere, and none to elsewhere, waits for its answer; then leaves.</summary>
    internal async Task LeaveAsync(CancellationToken cancellationToken)
    {
        if (!_hasJoined)
        {
            Dispose(); // The row under its address, if there is one, is another's.
            return;
        }

        try
        {
            await FinishCallsAsync(cancellationToken);
            await _listener.FlushAsync(SiloNetwork.FarewellPatience, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            LogLeftEarly(_logger, _network.RunningInbound, _network.WaitingOutbound);
        }

        await TryAnnounceAsync(SiloStatus.Dead, CancellationToken.None);
        await _monitoring.TellAsync(_membership.CurrentSnapshot.Version, _options.ProbeTimeout);
        Dispose();
    }

    private async Task FinishCallsAsync(CancellationToken cancellationToken)
    {
        long begun = _runtime.Clock.GetTimestamp();
        long busy = begun;
        while (_runtime.Clock.GetElapsedTime(busy) < Lull)
        {
            // Asked in this order: a last call and the goodbye behind it may come together.
            bool isForsaken = _network.IsForsaken || _runtime.Clock.GetElapsedTime(begun) >= _options.ProbeTimeout;
            if (!isForsaken || _network.RunningInbound > 0 || _network.WaitingOutbound > 0)
            {
                busy = _runtime.Clock.GetTimestamp();
            }

            await Task.Delay(Look, _runtime.Clock, cancellationToken);
        }
    }

    /// <summary>Ends as if the process had been killed: nobody is told.</summary>
    internal void Kill()
    {
        _runtime.Gate = SiloGate.Closed;
        _membership.Dispose();
        Dispose();
        _runtime.PendingCalls.FailAll(call => new SiloUnavailableException($"The silo was killed before {call} was done: its outcome is unknown."));
    }

    private void Follow(ClusterMembershipSnapshot view)
    {
        _network.Follow(view);
        _monitoring.Follow(view);
        _ = EndForeignLaterAsync();
    }

    // A call that was placed by the view before may have activated a grain after its share was ended.
    private async Task EndForeignLaterAsync()
    {
        await Task.Delay(SettlingTime, _runtime.Clock);
        if (_runtime.Gate != SiloGate.Closed)
        {
            _network.EndForeign();
        }
    }

    // The others have placed this silo's grains elsewhere. Whatever it still did would be done twice.
    private void EndAtOnce()
    {
        LogDeclaredDead(_logger, _self.SiloAddress);
        _runtime.WasDeclaredDead = true;
        _runtime.Gate = SiloGate.Closed;
        var why = new SiloUnavailableException($"The other silos have declared {_self.SiloAddress} dead");
        _runtime.PendingCalls.FailAll(call => new SiloUnavailableException($"{why.Message}: the outcome of {call} is unknown."));
        _monitoring.Stop();
        _network.Abort(why);
        _listener.Dispose();
        Environment.ExitCode = 1;
        _host.StopApplication();
    }

    private (Reception Answer, FrameHandler? Handle) Receive(Greeting greeting, Connection connection)
    {
        if (greeting.Cluster != _self.ClusterId)
        {
            return (Refusal($"{greeting.From?.ToString() ?? "a client"} is of the cluster '{greeting.Cluster}', {_self.SiloAddress} of '{_self.ClusterId}'"), null);
        }

        if (greeting.To is { } expected && !expected.Equals(_self.SiloAddress))
        {
            return (Refusal($"{expected} was expected, but {_self.SiloAddress} is here"), null);
        }

        if (greeting.From is { } from && _membership.CurrentSnapshot.GetSiloStatus(from) == SiloStatus.Dead)
        {
            // It may not know yet; the table will tell it.
            return (Refusal($"{from} was declared dead"), null);
        }

        if (greeting.Purpose == ConnectionPurpose.Control)
        {
            return (new(_self.SiloAddress, null, []), new ControlServer(connection, _membership).Receive);
        }

        bool isClient = greeting.Purpose == ConnectionPurpose.Client;
        var calls = new InboundCalls(connection, _runtime, isClient ? null : greeting.From);
        _network.Add(calls);
        _ = ForgetAsync(calls, connection);
        return (new(_self.SiloAddress, null, isClient ? _runtime.DescribeGrains() : []), calls.Receive);
    }

    private Reception Refusal(string reason) => new(_self.SiloAddress, reason, []);

    private async Task ForgetAsync(InboundCalls calls, Connection connection)
    {
        await connection.Closed;
        _network.Remove(calls);
    }

    private async Task TryAnnounceAsync(SiloStatus status, CancellationToken cancellationToken)
    {
        try
        {
            await _membership.AnnounceAsync(status, cancellationToken);
        }
#pragma warning disable CA1031 // Without the table the silo stops all the same; the others will find out.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogNotAnnounced(_logger, exception, status);
        }
    }

    [LoggerMessage(10521, LogLevel.Information, "{Silo} ({Name}) has joined the cluster {Cluster}.")]
    private static partial void LogJoined(ILogger logger, SiloAddress silo, string name, string cluster);

    [LoggerMessage(10522, LogLevel.Critical, "The other silos have declared {Silo} dead: it stops at once. Start it again, and it joins as a new one.")]
    private static partial void LogDeclaredDead(ILogger logger, SiloAddress silo);

    [LoggerMessage(10523, LogLevel.Warning, "The table could not be told that this silo is {Status}.")]
    private static partial void LogNotAnnounced(ILogger logger, Exception exception, SiloStatus status);

    [LoggerMessage(10524, LogLevel.Warning, "The silo leaves with {Inbound} calls that it has not answered and {Outbound} that it waits for.")]
    private static partial void LogLeftEarly(ILogger logger, int inbound, int outbound);
}
