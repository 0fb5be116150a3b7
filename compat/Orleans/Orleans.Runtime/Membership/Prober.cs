using System.Net.Sockets;
using Orleans.Configuration;
using Orleans.Runtime.Network;

namespace Orleans.Runtime.Membership;

/// <summary>What comes of probing one silo.</summary>
internal interface IProbeJudge
{
    /// <summary>The silo does not answer. Called again as long as that is so.</summary>
    /// <param name="isCertain">Nobody listens there any more, or a later life does.</param>
    /// <param name="since">Timestamp of the first sign.</param>
    Task SuspectAsync(SiloAddress silo, bool isCertain, long since);

    /// <summary>The silo answers, after it was suspected.</summary>
    Task ClearAsync(SiloAddress silo);

    /// <summary>This process stood still itself: what it missed meanwhile says nothing about others.</summary>
    void WasPaused();
}

/// <summary>
/// Probes one silo, at once when a connection to it ends, until stopped. It goes by the monotonic clock alone, and blames nobody for the time in which this process
/// did not run.
/// </summary>
internal sealed class Prober(ControlLink link, SiloAddress silo, ClusterMembershipOptions options, TimeProvider clock, IProbeJudge judge)
{
    /// <summary>A probe that took so many times its timeout was not watched: this process stood still.</summary>
    private const double Paused = 1.8;

    private const int RetriesPerTimeout = 10;
    private readonly CancellationTokenSource _stopped = new();

    internal ControlLink Link => link;

    internal void Stop()
    {
        _stopped.Cancel();
        link.Close();
    }

    internal async Task RunAsync()
    {
        try
        {
            await ProbeUntilStoppedAsync();
        }
        catch (OperationCanceledException) when (_stopped.IsCancellationRequested)
        {
        }
        finally
        {
            _stopped.Dispose();
        }
    }

    private async Task ProbeUntilStoppedAsync()
    {
        int missed = 0;
        long suspectSince = 0;
        CancellationToken stop = _stopped.Token;
        while (true)
        {
            long begun = clock.GetTimestamp();
            Exception? failure = await TryProbeAsync(stop);
            if (failure is null)
            {
                missed = 0;
                if (suspectSince != 0)
                {
                    suspectSince = 0;
                    await judge.ClearAsync(silo);
                }

                // The next one is due after a while, or when the connection ends.
                await Task.WhenAny(link.Ended, Task.Delay(options.ProbeTimeout, clock, stop));
                stop.ThrowIfCancellationRequested();
                continue;
            }

            if (clock.GetElapsedTime(begun) > options.ProbeTimeout * Paused)
            {
                missed = 0;
                judge.WasPaused();
                continue;
            }

            bool isCertain = IsCertain(failure);
            if (isCertain || ++missed >= options.NumMissedProbesLimit)
            {
                suspectSince = suspectSince == 0 ? begun : suspectSince;
                await judge.SuspectAsync(silo, isCertain, suspectSince);
            }

            // A probe that failed at once is repeated soon, but not in a whirl; one that ran into its timeout counted its time already.
            if (clock.GetElapsedTime(begun) < options.ProbeTimeout)
            {
                await Task.Delay(isCertain ? options.ProbeTimeout / RetriesPerTimeout : options.ProbeTimeout - clock.GetElapsedTime(begun), clock, stop);
            }
        }
    }

    private async Task<Exception?> TryProbeAsync(CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(options.ProbeTimeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        try
        {
            await link.ProbeAsync(both.Token);
            return null;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            link.Close(); // A new connection may fare better, and never worse.
            return new TimeoutException();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return failure;
        }
    }

    private bool IsCertain(Exception failure) =>
        failure is SocketException { SocketErrorCode: SocketError.ConnectionRefused }
        || (failure is ConnectionRefusedException refused && refused.Silo.IsSuccessorOf(silo));
}
