using Lert.Grains.Actors;
using Lert.Store;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Lert.Silo.Alarms;

/// <summary>
/// Two states of the store that must never be, whoever caused them: a hold whose case does not exist, and a timer that is still due a day after its hour. Looked
/// for in the truth once a minute; said as a critical line in the log as long as it lasts, and in the health.
/// </summary>
internal sealed partial class PreservationAlarms(IActorStore store, TimeProvider clock, ILogger<PreservationAlarms> log) : BackgroundService, IHealthCheck
{
    /// <summary>How long something may stay due before it is an alarm.</summary>
    private static readonly TimeSpan Overdue = TimeSpan.FromHours(24);

    /// <summary>Of the alarms themselves: from then on that is an alarm.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(3);

    /// <summary>How much is read in one look: beyond it the count says "at least".</summary>
    private const int Most = 10_000;

    private readonly SemaphoreSlim _one = new(1, 1);

    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>What the last look found.</summary>
    public Found Last { get; private set; } = new(0, 0);

    private long _looked = clock.GetTimestamp();

    /// <summary>Looks now.</summary>
    public async Task<Found> LookAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var due = await store.ReadDueAsync(Slots.All, clock.GetUtcNow() - Overdue, null, Most, cancellationToken);
            Last = Last with { Overdue = due.Length };
            Last = Last with { Orphans = await OrphansAsync(cancellationToken) };
            Interlocked.Exchange(ref _looked, clock.GetTimestamp());
        }
        finally
        {
            _one.Release();
        }

        if (Last.Overdue > 0)
        {
            StillDue(log, Last.Overdue);
        }

        if (Last.Orphans > 0)
        {
            WithoutCase(log, Last.Orphans);
        }

        return Last;
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var figures = new Dictionary<string, object> { ["overdue"] = Last.Overdue, ["holds_without_case"] = Last.Orphans };
        return Task.FromResult(Last switch
        {
            { Overdue: > 0 } => HealthCheckResult.Degraded("Something has been due for more than 24 hours and was not done: data may be kept without right.", data: figures),
            _ when clock.GetElapsedTime(Interlocked.Read(ref _looked)) > LongestSilence => HealthCheckResult.Degraded("The alarms could not look into the store for some minutes: what they would have found is not known.", data: figures),
            { Orphans: > 0 } => HealthCheckResult.Degraded("A hold belongs to a case that does not exist: its data is kept, and nobody answers for it.", data: figures),
            _ => HealthCheckResult.Healthy(data: figures),
        });
    }

    public override void Dispose()
    {
        _one.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Timers run in real time, however fast the calendar runs.
        using var look = new PeriodicTimer(Interval, clock);
        while (await look.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                _ = await LookAsync(stoppingToken);
            }
#pragma warning disable CA1031 // An alarm outlives whatever breaks: it says so, and looks again.
            catch (Exception broken) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                LookFailed(log, broken);
            }
        }
    }

    /// <summary>Holds that told a case of themselves and were refused, because there is none. The message stays in the outbox for as long as that is so.</summary>
    private async Task<int> OrphansAsync(CancellationToken cancellationToken)
    {
        var orphans = new HashSet<ActorId>();
        var read = default(OutboxPlace);
        for (var seen = 0; seen < Most;)
        {
            var page = await store.ReadOutboxAsync(Slots.All, read, 1_000, cancellationToken);
            if (page.IsEmpty)
            {
                break;
            }

            foreach (var message in page.Where(IsRefusedByCase))
            {
                if (await store.LoadAsync(message.Message.Target, cancellationToken) is null)
                {
                    orphans.Add(message.Source);
                }
            }

            (read, seen) = (read.After(page), seen + page.Length);
        }

        return orphans.Count;
    }

    private static bool IsRefusedByCase(PendingMessage message) =>
        message is { IsDamaged: false, Attempts: > 0, Source.Kind: ActorKinds.Hold, Message.Target.Kind: ActorKinds.Case };

    [LoggerMessage(1101, LogLevel.Critical, "ALARM: {Count} timers have been due for more than 24 hours: data may be kept without right.")]
    private static partial void StillDue(ILogger log, int count);

    [LoggerMessage(1102, LogLevel.Critical, "ALARM: {Count} holds belong to a case that does not exist: their data is kept, and nobody answers for it.")]
    private static partial void WithoutCase(ILogger log, int count);

    [LoggerMessage(1103, LogLevel.Error, "The alarms could not look into the store; they look again.")]
    private static partial void LookFailed(ILogger log, Exception broken);

    /// <param name="Overdue">Timers due for more than a day.</param>
    /// <param name="Orphans">Holds without a case.</param>
    public readonly record struct Found(int Overdue, int Orphans);
}
