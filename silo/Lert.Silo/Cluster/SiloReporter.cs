using System.Collections.Immutable;
using System.Text.Json;
using Lert.Grains.Actors;
using Lert.Grains.Cluster;
using Lert.Silo.Pumps;
using Lert.Silo.Telemetry;
using Lert.Store;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Lert.Silo.Cluster;

/// <summary>Says once a second, on the board of the cell, how this silo is.</summary>
internal sealed class SiloReporter(
    ISiloReports board, ILocalSiloDetails self, ActorServices actors, PumpShare share, MeteredStore store, ICellClock cell, HealthCheckService health, IServer server,
    TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly DateTimeOffset _startedAt = clock.GetUtcNow();
    private (long At, long Commits) _last = (clock.GetTimestamp(), 0);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var tick = new PeriodicTimer(Interval, clock);
        try
        {
            do
            {
                await ReportAsync(stoppingToken);
            }
            while (await tick.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private async Task ReportAsync(CancellationToken cancellationToken)
    {
        try
        {
            var report = await health.CheckHealthAsync(cancellationToken);
            ImmutableArray<string> problems = [.. report.Entries.Values.Select(entry => entry.Status == HealthStatus.Healthy ? null : entry.Description).OfType<string>()];
            var slots = share.Current;
            var figures = new MemberReport(
                TimeSpan.Zero, TelemetrySetup.Version, server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "", _startedAt, slots?.First ?? -1, slots?.Last ?? -1,
                actors.Activations, Rate(), cell.Skew, problems);
            await board.ReportAsync(self.SiloAddress.ToParsableString(), JsonSerializer.SerializeToUtf8Bytes(figures), cancellationToken);
        }
        catch (Exception away) when (away is StoreUnavailableException or StoreBusyException or DataLossException or CommitOutcomeUnknownException)
        {
            // The next report says what this one could not; that the store is away is said by others.
        }
    }

    private double Rate()
    {
        var (now, commits) = (clock.GetTimestamp(), store.Commits);
        var rate = (commits - _last.Commits) / Math.Max(0.001, clock.GetElapsedTime(_last.At, now).TotalSeconds);
        _last = (now, commits);
        return Math.Round(rate, 1);
    }
}
