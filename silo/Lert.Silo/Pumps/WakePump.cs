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
    private int _urgent;
    // Where to read on; null where that is the beginning.
    private DueActor? _readTo;
    private bool _passedOver;

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

    /// <summary>
    /// In a backlog it reads on from where it was, so that a timer on its way is not read again with every look. Urgent timers are few and are always read from
    /// the first.
    /// </summary>
    protected override async ValueTask<Fetched> FetchAsync(Slots slots, int room, int known, CancellationToken stopping)
    {
        // Until the next sleep is planned, every new wake-up is told: the plan that it would be compared with is being made.
        Interlocked.Exchange(ref _plannedTicks, DateTimeOffset.MaxValue.UtcTicks);
        var whole = ReadsWhole(slots, canReadOn: _readTo is not null);
        if (whole)
        {
            _readTo = null;
        }

        var limit = room + (whole ? known : Volatile.Read(ref _urgent));
        var due = await store.ReadDueAsync(slots, Clock.GetUtcNow() - Gate.Ahead, _readTo, limit, stopping);
        _passedOver = false;
        if (due.Length < limit)
        {
            if (_readTo is not null)
            {
                // To the end, from the middle: what fell due behind is looked for at once.
                Tell();
            }

            _readTo = null;
        }
        else if (due[^1].Urgency == CommitUrgency.Normal)
        {
            _readTo = due[^1];
        }

        if (whole && !_ticked.IsEmpty)
        {
            var waiting = due.Select(static timer => (timer.Actor, timer.WakeAt)).ToHashSet();
            foreach (var moved in _ticked.Where(tick => !waiting.Contains((tick.Key, tick.Value))))
            {
                _ticked.TryRemove(moved);
            }
        }

        return new(due, IsAll: whole && due.Length < limit);
    }

    protected override void PassedOver(DueActor item)
    {
        // They come in their order: the first is the earliest.
        if (item.Urgency == CommitUrgency.Normal && !_passedOver && _readTo is not null)
        {
            (_readTo, _passedOver) = (item, true);
        }
    }

    protected override async Task<bool> HandleAsync(DueActor item)
    {
        var urgent = item.Urgency == CommitUrgency.Normal ? 0 : 1;
        Interlocked.Add(ref _urgent, urgent);
        try
        {
            await grains.GetActor(item.Actor).Tick();
        }
        finally
        {
            Interlocked.Add(ref _urgent, -urgent);
        }

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
