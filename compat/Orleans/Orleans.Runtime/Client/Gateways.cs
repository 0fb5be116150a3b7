using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using Microsoft.Extensions.Logging;
using Orleans.Compat;
using Orleans.Messaging;
using Orleans.Runtime.Network;

namespace Orleans.Runtime.Client;

/// <summary>A client's connections to silos: one to each gateway of the list, made anew when it ends for as long as the list has it.</summary>
internal sealed partial class Gateways(IGatewayListProvider provider, Connector connector, ICallLinkOwner owner, TimeSpan refreshPeriod, TimeProvider clock, ILogger logger) : IDisposable
{
    private const ulong MissedProbes = 4;
    private static readonly TimeSpan ProbePeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stopped = new();
    private readonly ConcurrentDictionary<IPEndPoint, Task> _kept = new();
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ImmutableArray<CallLink> _links = [];
    private ImmutableHashSet<IPEndPoint> _wanted = [];
    private string _lastFailure = "no gateway is listed";

    /// <summary>Learns what grains there are, from each silo that it connects to.</summary>
    internal Action<IReadOnlyList<KeyValuePair<string, string>>>? Learned { get; set; }

    /// <summary>Why there is no connection, if there is none.</summary>
    internal string LastFailure => _lastFailure;

    public void Dispose()
    {
        _stopped.Cancel();
        foreach (CallLink link in _links)
        {
            link.Connection.Close(null);
        }

        _stopped.Dispose();
    }

    /// <summary>Completes when the first gateway has answered.</summary>
    internal async Task StartAsync(CancellationToken cancellationToken)
    {
        await provider.InitializeGatewayListProviderAsync(cancellationToken);
        await RefreshAsync(cancellationToken);
        if (provider.IsUpdatable)
        {
            _ = RefreshForeverAsync();
        }

        await _first.Task.WaitAsync(cancellationToken);
    }

    /// <summary>The way for a grain: the same as long as the same gateways are there, so that calls of one caller keep their order. Null if there is none.</summary>
    internal CallLink? Choose(GrainId grain)
    {
        ImmutableArray<CallLink> links = _links;
        uint start = (uint)grain.GetHashCode();
        for (uint i = 0; i < links.Length; i++)
        {
            CallLink link = links[(int)((start + i) % links.Length)];
            if (link.IsUsable)
            {
                return link;
            }
        }

        return null;
    }

    private async Task RefreshForeverAsync()
    {
        CancellationToken stop = _stopped.Token;
        TimeSpan period = provider.MaxStaleness < refreshPeriod && provider.MaxStaleness > TimeSpan.Zero ? provider.MaxStaleness : refreshPeriod;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(period, clock, stop);
                await RefreshAsync(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
            }
#pragma warning disable CA1031 // The list is away: the gateways that are known stay.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                LogNoList(logger, exception);
            }
        }
    }

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        List<IPEndPoint> listed = [];
        foreach (Uri uri in await provider.GetGatewaysAsync(cancellationToken))
        {
            IPAddress address = IPAddress.TryParse(uri.Host.Trim('[', ']'), out IPAddress? literal) ? literal : (await Dns.GetHostAddressesAsync(uri.Host, cancellationToken))[0];
            listed.Add(new(address, uri.Port));
        }

        _wanted = [.. listed];
        foreach (IPEndPoint place in listed.Where(place => !_kept.ContainsKey(place)))
        {
            _kept[place] = KeepAsync(place);
        }
    }

    private async Task KeepAsync(IPEndPoint place)
    {
        TimeSpan pause = FirstPause;
        CancellationToken stop = _stopped.Token;
        while (!stop.IsCancellationRequested && _wanted.Contains(place))
        {
            var connection = new Connection(connector.MaxFrame);
            CallLink? link = null;
            connector.Connect(place, null, ConnectionPurpose.Client, connection, answer =>
            {
                link = new(answer.Silo, connection, owner);
                Learned?.Invoke(answer.Grains);
                ImmutableInterlocked.Update(ref _links, static (all, one) => all.Add(one), link);
                _first.TrySetResult();
                return link.Receive;
            });
            Exception? why = await WatchAsync(connection, () => link);
            _lastFailure = $"{place}: {why?.Message ?? "the silo closed the connection"}";
            if (link is not null)
            {
                ImmutableInterlocked.Update(ref _links, static (all, one) => all.Remove(one), link);
                pause = FirstPause;
            }

            try
            {
                await Task.Delay(pause, clock, stop);
            }
            catch (OperationCanceledException)
            {
                // The client ends.
            }

            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }

        _kept.TryRemove(place, out _);
    }

    // A silo that has halted, or that is cut off, ends no connection by itself.
    private async Task<Exception?> WatchAsync(Connection connection, Func<CallLink?> link)
    {
        while (!connection.IsClosed)
        {
            long begun = clock.GetTimestamp();
            await Task.WhenAny(connection.Closed, Task.Delay(ProbePeriod, clock));
            if (clock.GetElapsedTime(begun) > ProbePeriod * 2)
            {
                link()?.ForgetProbes();
            }
            else if (link() is { Unanswered: >= MissedProbes })
            {
                connection.Close(new TimeoutException($"The silo has answered none of the last {MissedProbes} probes"));
            }

            link()?.Probe();
        }

        return await connection.Closed;
    }

    [LoggerMessage(10601, LogLevel.Warning, "The list of gateways could not be read; those that are known stay.")]
    private static partial void LogNoList(ILogger logger, Exception exception);
}
