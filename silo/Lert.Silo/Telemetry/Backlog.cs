using Lert.Silo.Pumps;
using Lert.Store;

namespace Lert.Silo.Telemetry;

/// <summary>What waits in this silo's share of the slots, as last looked at: a look every <see cref="Interval"/>, which stops counting at <see cref="Most"/>.</summary>
internal sealed class Backlog(MeteredStore store, PumpShare share, TimeProvider clock, ILogger<Backlog> log) : BackgroundService
{
    /// <summary>Counts end here: whoever has that many late timers needs no exact number.</summary>
    public const int Most = 10_000;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>The last look; nothing waits before the first.</summary>
    public BacklogFigures Latest { get; private set; } = new(0, TimeSpan.Zero, 0, TimeSpan.Zero);

    /// <summary>Looks now.</summary>
    public async Task<BacklogFigures> LookAsync(Slots slots, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var due = await store.ReadDueAsync(slots, now, null, Most, cancellationToken);
        var waiting = await store.ReadOutboxAsync(slots, default, Most, cancellationToken);
        return new(
            due.Length,
            due.IsEmpty ? TimeSpan.Zero : now - due.Min(timer => timer.WakeAt),
            waiting.Length,
            waiting.IsEmpty ? TimeSpan.Zero : now - waiting.Min(message => message.CreatedAt));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var tick = new PeriodicTimer(Interval, clock);
        try
        {
            do
            {
                await LookOnceAsync(stoppingToken);
            }
            while (await tick.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private async Task LookOnceAsync(CancellationToken stoppingToken)
    {
        try
        {
            Latest = share.Current is { } own ? await LookAsync(own, stoppingToken) : Latest with { Due = 0, Waiting = 0 };
        }
        catch (Exception unread) when (unread is StoreUnavailableException or DataLossException)
        {
            PumpLog.FetchFailed(log, nameof(Backlog), unread);
        }
    }
}

/// <param name="Due">Timers that are due and not yet ticked.</param>
/// <param name="Late">How late the earliest of them is, by the calendar.</param>
/// <param name="Waiting">Messages in the outbox.</param>
/// <param name="Oldest">How long the oldest of them has waited, by the calendar.</param>
internal readonly record struct BacklogFigures(int Due, TimeSpan Late, int Waiting, TimeSpan Oldest);
