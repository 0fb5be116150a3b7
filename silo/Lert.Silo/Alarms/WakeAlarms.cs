using Lert.Silo.Pumps;
using Lert.Silo.Storage;
using Lert.Silo.Telemetry;
using Lert.Store;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Lert.Silo.Alarms;

/// <summary>
/// Looks for wake-ups that the database lost, has them put back, and says so: a hold whose wake-up is lost would never end, and nothing else would be wrong with
/// it. One silo of a cell looks, the one that has the first slot: at every start quickly through all actors, then slowly, again and again. A store that keeps its
/// wake-ups in the rows of its actors cannot lose them alone, and compares its index at every start.
/// </summary>
internal sealed partial class WakeAlarms(StoreSlot slot, PumpShare share, PumpGate gate, SiloMeter meter, TimeProvider clock, ILogger<WakeAlarms> log) : BackgroundService, IHealthCheck
{
    /// <summary>How many actors one look reads. A million take eight minutes after a start, and an hour and a half from then on.</summary>
    public const int Stretch = 2_000;

    /// <summary>What the pumps have not ticked so long after its hour may be a wake-up that nobody waits for.</summary>
    private static readonly TimeSpan Overdue = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(10);

    /// <summary>How long health speaks of what was mended: somebody has to ask what else the database lost.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromHours(24);

    private ActorId? _after;
    private long _found;

    /// <summary>Passes through all actors that came to their end.</summary>
    public int Passes { get; private set; }

    /// <summary>Wake-ups put right since the start.</summary>
    public long Mended { get; private set; }

    /// <summary>Overdue ones of actors that were not there when it last looked.</summary>
    public int Stray { get; private set; }

    /// <summary>Looks at the next stretch now, if it is for this silo to do. While nothing may fire, nothing is changed either.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        if (slot.Store is not IWakeMender store || share.Current is not { First: 0 } || gate.NoPumps is not null)
        {
            return;
        }

        var found = await store.MendWakesAsync(_after, Stretch, clock.GetUtcNow() - Overdue, cancellationToken);
        if (found.Restored + found.Removed > 0)
        {
            (Mended, _found) = (Mended + found.Restored + found.Removed, clock.GetTimestamp());
            WakesMended(log, found.Restored, found.Removed);
        }

        if (found.Stray > 0 && found.Stray != Stray)
        {
            ActorsMissing(log, found.Stray);
        }

        (Stray, _after) = (found.Stray, found.Last);
        Passes += found.Last is null ? 1 : 0;
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        meter.Meter.CreateObservableCounter("lert.wakes.mended", () => Mended, description: "Wake-ups that the database had lost or had wrong, and that were put right.");
        return base.StartAsync(cancellationToken);
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var figures = new Dictionary<string, object> { ["wakes_mended"] = Mended, ["actors_missing"] = Stray };
        return Task.FromResult(
            Stray > 0 ? HealthCheckResult.Degraded("A timer belongs to an actor that does not exist: the database has lost it.", data: figures)
            : Mended > 0 && clock.GetElapsedTime(_found) < Memory ? HealthCheckResult.Degraded("The database had lost timers, or had them wrong. They were put right; what else it lost is for a person to find out.", data: figures)
            : HealthCheckResult.Healthy(data: figures));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (slot.Store is IWakeMender)
            {
                // Timers run in real time, however fast the calendar runs.
                await Task.Delay(Passes == 0 ? Quick : Slow, clock, stoppingToken);
                await LookSafelyAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private async Task LookSafelyAsync(CancellationToken stoppingToken)
    {
        try
        {
            await LookAsync(stoppingToken);
        }
#pragma warning disable CA1031 // An alarm outlives whatever breaks: it says so, and looks again.
        catch (Exception broken) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LookFailed(log, broken);
        }
    }

    [LoggerMessage(1111, LogLevel.Critical, "ALARM: the database had lost {Restored} timers, which were put back, and had {Removed} that nobody waited for. Nobody knows what else it lost: verify a copy.")]
    private static partial void WakesMended(ILogger log, int restored, int removed);

    [LoggerMessage(1112, LogLevel.Critical, "ALARM: {Count} timers belong to actors that do not exist. The database has lost these actors, or more: verify a copy.")]
    private static partial void ActorsMissing(ILogger log, int count);

    [LoggerMessage(1113, LogLevel.Error, "The timers could not be held to the actors; this is tried again.")]
    private static partial void LookFailed(ILogger log, Exception broken);
}
