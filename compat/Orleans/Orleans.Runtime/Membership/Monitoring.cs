using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Runtime.Network;

namespace Orleans.Runtime.Membership;

/// <summary>Probes the other silos of the view, votes on those that do not answer, and tells them of views that this silo made.</summary>
internal sealed partial class Monitoring(ClusterMembership membership, LocalSilo self, ClusterMembershipOptions options, Connector connector, TimeProvider clock, ILogger logger) : IProbeJudge
{
    private readonly ConcurrentDictionary<SiloAddress, Prober> _probers = new();
    private readonly ConcurrentDictionary<SiloAddress, byte> _suspects = new();
    private readonly Lock _gate = new();
    private bool _isStopped;

    /// <summary>Probes those who come next after this silo in the order of addresses, all around if they are few.</summary>
    internal void Follow(ClusterMembershipSnapshot view)
    {
        SiloAddress[] others = [.. Others(view).Order()];
        int next = Array.FindIndex(others, silo => silo.CompareTo(self.SiloAddress) > 0);
        HashSet<SiloAddress> watched = [.. others.Skip(Math.Max(next, 0)).Concat(others).Take(Math.Min(options.NumProbedSilos, others.Length))];
        lock (_gate)
        {
            foreach ((SiloAddress silo, Prober prober) in _probers)
            {
                if (_isStopped || !watched.Contains(silo))
                {
                    _probers.TryRemove(silo, out _);
                    _suspects.TryRemove(silo, out _);
                    prober.Stop();
                }
            }

            foreach (SiloAddress silo in watched)
            {
                if (!_isStopped && !_probers.ContainsKey(silo))
                {
                    var prober = new Prober(new ControlLink(silo, connector), silo, options, clock, this);
                    _probers[silo] = prober;
                    _ = prober.RunAsync();
                }
            }
        }
    }

    internal void Stop()
    {
        lock (_gate)
        {
            _isStopped = true;
        }

        Follow(ClusterMembershipSnapshot.Empty);
    }

    /// <summary>Tells every other silo of a view; completes when all that live have it, or patience ends.</summary>
    internal async Task TellAsync(MembershipVersion view, TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience, clock);
        await Task.WhenAll(Others(membership.CurrentSnapshot).Select(silo => TellAsync(silo, view, limit.Token)));
    }

    public async Task SuspectAsync(SiloAddress silo, bool isCertain, long since)
    {
        if (!options.LivenessEnabled)
        {
            return;
        }

        if (_suspects.TryAdd(silo, 0))
        {
            LogSuspect(logger, silo, isCertain);
        }

        var evidence = new Evidence(isCertain, clock.GetElapsedTime(since), GivesSigns(silo));
        try
        {
            await membership.ChangeAsync(
                table => Verdict.Decide(table, self.SiloAddress, silo, evidence, _suspects.Keys.ToHashSet(), vote => Counts(silo, vote), options, clock.GetUtcNow().UtcDateTime),
                CancellationToken.None);
        }
#pragma warning disable CA1031 // Without the table there is no verdict; the prober comes again.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogNoVerdict(logger, exception, silo);
        }
    }

    public async Task ClearAsync(SiloAddress silo)
    {
        _suspects.TryRemove(silo, out _);
        try
        {
            await membership.ChangeAsync(table => Verdict.Withdraw(table, self.SiloAddress, silo), CancellationToken.None);
        }
#pragma warning disable CA1031 // The vote goes stale by itself.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogNoVerdict(logger, exception, silo);
        }
    }

    public void WasPaused()
    {
        LogPaused(logger);
        _ = RefreshAsync();
    }

    private bool GivesSigns(SiloAddress silo) =>
        membership.Signs.SinceSign(silo) < (options.IAmAliveTablePublishTimeout * options.NumMissedTableIAmAliveLimit) + options.TableRefreshTimeout;

    private bool Counts(SiloAddress suspect, Tuple<SiloAddress, DateTime> vote) => membership.Signs.SinceVote(suspect, vote.Item1) < options.DeathVoteExpirationTimeout;

    private async Task RefreshAsync()
    {
        try
        {
            await membership.Refresh();
        }
#pragma warning disable CA1031 // The table is away: it will be read in due time.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogNoVerdict(logger, exception, self.SiloAddress);
        }
    }

    private IEnumerable<SiloAddress> Others(ClusterMembershipSnapshot view) =>
        view.Members.Values.Where(member => member.Status is > SiloStatus.Created and < SiloStatus.Dead).Select(member => member.SiloAddress).Where(silo => !silo.Equals(self.SiloAddress));

    private async Task TellAsync(SiloAddress silo, MembershipVersion view, CancellationToken cancellationToken)
    {
        // In a large cluster not everyone is probed.
        ControlLink? own = _probers.TryGetValue(silo, out Prober? prober) ? null : new(silo, connector);
        try
        {
            await (own ?? prober!.Link).TellAsync(view, cancellationToken);
        }
#pragma warning disable CA1031 // Whoever does not hear of it reads it in the table.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
        finally
        {
            own?.Close();
        }
    }

    [LoggerMessage(10511, LogLevel.Warning, "{Silo} does not answer (nobody listens there: {IsCertain}).")]
    private static partial void LogSuspect(ILogger logger, SiloAddress silo, bool isCertain);

    [LoggerMessage(10512, LogLevel.Warning, "The table could not be asked about {Silo}.")]
    private static partial void LogNoVerdict(ILogger logger, Exception exception, SiloAddress silo);

    [LoggerMessage(10513, LogLevel.Warning, "This silo stood still for a while; what it missed meanwhile is held against nobody.")]
    private static partial void LogPaused(ILogger logger);
}
