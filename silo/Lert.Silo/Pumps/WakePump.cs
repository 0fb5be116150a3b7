using System.Collections.Concurrent;
using System.Collections.Immutable;
using Lert.Grains.Actors;
using Lert.Silo.Clocks;
using Lert.Store;
using Microsoft.Extensions.Options;

namespace Lert.Silo.Pumps;

/// <summary>Ticks the grains whose wake-up is due. The tick's commit moves the wake-up on, so firing and its effect are one.</summary>
internal sealed class WakePump(
    IActorStore store, IGrainFactory grains, PumpShare share, PumpGate gate, TimeProvider clock, IOptions<PumpOptions> options, ILogger<WakePump> log)
    : PumpLoop<DueActor, ActorId>(share, gate, options.Value, clock, log)
{
    /// <summary>What was ticked at which wake-up, as long as the table still says so.</summary>
    private readonly ConcurrentDictionary<ActorId, DateTimeOffset> _ticked = new();
    private long _plannedTicks = DateTimeOffset.MaxValue.UtcTicks;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        Hints = store.Subscribe(hint =>
        {
            // What falls due after the next poll is found by it: most commits wake nobody within days.
            if (hint.EarliestWake is { } earliest && earliest.UtcTicks < Interlocked.Read(ref _plannedTicks)
                && ScaledTimeProvider.RealTimeUntil(Clock, earliest) < options.Value.PollInterval)
            {
                Tell();
            }
        });
        await base.StartAsync(cancellationToken);
    }

    private IDisposable? Hints { get; set; }

    public override string? Paused => Gate.NoPumps ?? Gate.NoWakes;

    protected override ActorId KeyOf(DueActor item) => item.Actor;

    protected override CommitUrgency UrgencyOf(DueActor item) => item.Urgency;

    protected override async ValueTask<Fetched> FetchAsync(Slots slots, int room, int known, CancellationToken stopping)
    {
        // Until the next sleep is planned, every new wake-up is told: the plan that it would be compared with is being made.
        Interlocked.Exchange(ref _plannedTicks, DateTimeOffset.MaxValue.UtcTicks);
        var due = await store.ReadDueAsync(slots, Clock.GetUtcNow() - Gate.Ahead, room + known, stopping);
        if (!_ticked.IsEmpty)
        {
            var waiting = due.Select(static timer => (timer.Actor, timer.WakeAt)).ToHashSet();
            foreach (var moved in _ticked.Where(tick => !waiting.Contains((tick.Key, tick.Value))))
            {
                _ticked.TryRemove(moved);
            }
        }

        return new(due, IsAll: due.Length < room + known);
    }

    protected override async Task<bool> HandleAsync(DueActor item)
    {
        await grains.GetActor(item.Actor).Tick();

        // A tick moves its wake-up on. One that is still there after a second tick would keep the pump turning for nothing: it is held back like any failure.
        var again = _ticked.TryGetValue(item.Actor, out var before) && before == item.WakeAt;
        _ticked[item.Actor] = item.WakeAt;
        return !again;
    }

    protected override async ValueTask<TimeSpan?> SleepAsync(Slots slots, CancellationToken stopping)
    {
        if (await store.NextWakeAsync(slots, stopping) is not { } next)
        {
            return null;
        }

        var left = ScaledTimeProvider.RealTimeUntil(Clock, next + Gate.Ahead);
        if (left <= TimeSpan.Zero)
        {
            // Due and not handed out: it is held back, and what comes after it is found by the poll.
            return null;
        }

        Interlocked.Exchange(ref _plannedTicks, next.UtcTicks);
        return left;
    }

    public override void Dispose()
    {
        Hints?.Dispose();
        base.Dispose();
    }
}
