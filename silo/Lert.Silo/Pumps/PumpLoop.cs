using System.Collections.Concurrent;
using System.Collections.Immutable;
using Lert.Api.Errors;
using Lert.Store;

namespace Lert.Silo.Pumps;

/// <summary>
/// What both pumps are: fetch what waits, hand each item out once at a time, hold back what failed, and sleep until told or until the poll. The table is
/// the truth; everything here may be forgotten at any moment without harm.
/// </summary>
/// <typeparam name="TItem">What waits, as fetched.</typeparam>
/// <typeparam name="TKey">What an item is known by.</typeparam>
internal abstract class PumpLoop<TItem, TKey>(PumpShare share, PumpGate gate, PumpOptions options, TimeProvider clock, ILogger log) : BackgroundService
    where TKey : notnull
{
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private readonly SemaphoreSlim _told = new(0, 1);
    private readonly ConcurrentDictionary<TKey, byte> _inFlight = new();
    private readonly ConcurrentDictionary<TKey, byte> _finished = new();
    private readonly ConcurrentDictionary<TKey, Failure> _failures = new();
    private readonly FaultBursts _bursts = new(clock, (reason, more, _) => PumpLog.MoreFailed(log, reason.Code, more, FaultBursts.Interval.TotalSeconds, reason));
    private long _lastFetch = clock.GetTimestamp();
    // The dictionary would take all its locks to count.
    private int _running;
    private bool _leftSome;
    private long _readWhole;
    private Slots _readOf;

    protected TimeProvider Clock => clock;

    protected PumpGate Gate => gate;

    /// <summary>How long ago the table was last read with success.</summary>
    public TimeSpan SinceLastFetch => clock.GetElapsedTime(Interlocked.Read(ref _lastFetch));

    /// <summary>Why it stands still on purpose, as a sentence; null while it works.</summary>
    public abstract string? Paused { get; }

    /// <summary>How many items fail again and again.</summary>
    public int Failing => _failures.Count;

    /// <summary>The last look found more than could be handed out at once.</summary>
    public bool IsBusy => Volatile.Read(ref _leftSome);

    /// <summary>How many grains this pump may keep busy with what is as urgent as most, at this moment; at least 1.</summary>
    protected virtual int RoomForNormal => Math.Max(1, options.MaxInFlight - (2 * Reserve));

    /// <summary>It is worth a look at what is as urgent as most: half of the room for it is free.</summary>
    protected bool HasRoom => Volatile.Read(ref _running) <= RoomForNormal / 2;

    /// <summary>
    /// How many grains may be busy for an item of this urgency to be handed out. A sixteenth is kept for each urgency above the others, so that what is urgent
    /// never waits for room behind what is not.
    /// </summary>
    private int RoomFor(CommitUrgency urgency) => urgency switch
    {
        CommitUrgency.Emergency => Most,
        CommitUrgency.High => Most - Reserve,
        _ => RoomForNormal,
    };

    private int Reserve { get; } = Math.Max(1, options.MaxInFlight / 16);

    private int Most => Math.Max(options.MaxInFlight, 1 + (2 * Reserve));

    /// <summary>Says that something new waits.</summary>
    protected void Tell()
    {
        // Told already, most of the time; an exception for each would cost more than what it is told of.
        if (_told.CurrentCount > 0)
        {
            return;
        }

        try
        {
            _told.Release();
        }
        catch (SemaphoreFullException)
        {
            // By another, just now.
        }
    }

    /// <param name="room">How many new items can be started.</param>
    /// <param name="known">How many are in flight or held back. They are still in the table, at its head: a read from there must ask for that many more.</param>
    /// <param name="slots">This silo's share.</param>
    protected abstract ValueTask<Fetched> FetchAsync(Slots slots, int room, int known, CancellationToken stopping);

    protected abstract TKey KeyOf(TItem item);

    protected abstract CommitUrgency UrgencyOf(TItem item);

    /// <summary>Hands one item to its grain. False keeps it waiting, as does an exception.</summary>
    protected abstract Task<bool> HandleAsync(TItem item);

    /// <summary>
    /// Whether this look reads the whole table although it could read on from where the last one ended: when something failed, when the silo's share is another,
    /// and once in every poll interval. What turns up behind that place waits no longer, and nothing rests on it.
    /// </summary>
    protected bool ReadsWhole(Slots slots, bool canReadOn)
    {
        if (canReadOn && slots == _readOf && Failing == 0 && clock.GetElapsedTime(_readWhole) < options.PollInterval)
        {
            return false;
        }

        (_readWhole, _readOf) = (clock.GetTimestamp(), slots);
        return true;
    }

    /// <summary>This one was fetched and found no room. The next fetch must bring it again.</summary>
    protected virtual void PassedOver(TItem item)
    {
    }

    /// <summary>Called between fetches.</summary>
    protected virtual ValueTask BetweenAsync(CancellationToken stopping) => default;

    /// <summary>How long to sleep when nothing was handed out, if less than the poll interval. Not what is held back: that is known here.</summary>
    protected virtual ValueTask<TimeSpan?> SleepAsync(Slots slots, CancellationToken stopping) => new((TimeSpan?)null);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        share.Subscribe(Tell);
        gate.Subscribe(Tell);
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var sleep = options.PollInterval;
            await SettleAsync(stoppingToken);
            try
            {
                if (Paused is null && share.Current is { } slots)
                {
                    sleep = Shorter(sleep, await LookAsync(slots, stoppingToken));
                }
                else
                {
                    // Nothing is its to hand out, and it knows that: it is as well as one that found nothing.
                    Interlocked.Exchange(ref _lastFetch, clock.GetTimestamp());
                    Volatile.Write(ref _leftSome, false);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
#pragma warning disable CA1031 // A pump outlives whatever breaks: it says so, and looks again.
            catch (Exception broken)
#pragma warning restore CA1031
            {
                PumpLog.FetchFailed(log, GetType().Name, broken);
            }

            await WaitAsync(sleep < Shortest ? Shortest : sleep, stoppingToken);
        }
    }

    /// <returns>How long to sleep at most.</returns>
    private async ValueTask<TimeSpan> LookAsync(Slots slots, CancellationToken stopping)
    {
        _finished.Clear();
        var running = Volatile.Read(ref _running);
        var known = running + _failures.Count;
        var room = Math.Max(1, RoomForNormal - running) + (2 * Reserve);
        var (items, isAll) = await FetchAsync(slots, room, known, stopping);
        Interlocked.Exchange(ref _lastFetch, clock.GetTimestamp());
        if (isAll)
        {
            ForgetFailuresBut(items);
        }

        var (started, leftSome) = Start(items);
        Volatile.Write(ref _leftSome, leftSome || !isAll);
        if (started > 0 && items is [.., var last] && UrgencyOf(last) != CommitUrgency.Normal && !isAll)
        {
            // There may be more that is urgent than this look had room for.
            Tell();
        }

        return started == 0 && _inFlight.IsEmpty && await SleepAsync(slots, stopping) is { } shorter ? Shorter(shorter, UntilRetry()) : UntilRetry();
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        while (!_inFlight.IsEmpty && !cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), clock, CancellationToken.None);
        }

        await SettleAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _told.Dispose();
        _bursts.Dispose();
        base.Dispose();
    }

    /// <summary>What cannot be said now is said the next time, or found again after the start. It keeps nothing else waiting.</summary>
    private async ValueTask SettleAsync(CancellationToken stopping)
    {
        try
        {
            await BetweenAsync(stopping);
        }
#pragma warning disable CA1031 // As above.
        catch (Exception broken)
#pragma warning restore CA1031
        {
            if (!stopping.IsCancellationRequested)
            {
                PumpLog.FetchFailed(log, GetType().Name, broken);
            }
        }
    }

    private (int Started, bool LeftSome) Start(ImmutableArray<TItem> items)
    {
        // What was read while the gate closed may be of another store than the one that was looked at.
        var (started, leftSome, room) = (0, false, Paused is null);
        foreach (var item in items)
        {
            var key = KeyOf(item);
            if (HeldBack(key) || _inFlight.ContainsKey(key))
            {
                continue;
            }

            if (!room || Volatile.Read(ref _running) >= RoomFor(UrgencyOf(item)))
            {
                PassedOver(item);
                leftSome = true;
                continue;
            }

            _inFlight.TryAdd(key, 0);

            if (_finished.ContainsKey(key))
            {
                // It ended while the table was read: what was read of it may be old. The next look tells.
                _inFlight.TryRemove(key, out _);
                Tell();
                continue;
            }

            started++;
            Interlocked.Increment(ref _running);
            _ = RunAsync(item, key);
        }

        return (started, leftSome);
    }

    private async Task RunAsync(TItem item, TKey key)
    {
        try
        {
            await Task.Yield();
            if (await HandleAsync(item))
            {
                _failures.TryRemove(key, out _);
            }
            else
            {
                Fail(key, null);
            }
        }
#pragma warning disable CA1031 // One item's failure is its own: it waits in the table and is tried again.
        catch (Exception broken)
#pragma warning restore CA1031
        {
            Fail(key, broken);
        }
        finally
        {
            _finished.TryAdd(key, 0);
            _inFlight.TryRemove(key, out _);
            Interlocked.Decrement(ref _running);
            if (HasRoom)
            {
                Tell();
            }
        }
    }

    private bool HeldBack(TKey key) => _failures.TryGetValue(key, out var failure) && clock.GetElapsedTime(failure.At) < failure.Backoff;

    /// <summary>The table was read to its end: what failed and is not there any more was settled by somebody else.</summary>
    private void ForgetFailuresBut(ImmutableArray<TItem> items)
    {
        if (_failures.IsEmpty)
        {
            return;
        }

        var waiting = items.Select(KeyOf).ToHashSet();
        foreach (var gone in _failures.Keys.Where(key => !waiting.Contains(key) && !_inFlight.ContainsKey(key)))
        {
            _failures.TryRemove(gone, out _);
        }
    }

    /// <summary>Until the first of those held back may be tried again. One that may be already and was not handed out found no room: it must not make the pump spin.</summary>
    private TimeSpan UntilRetry() =>
        _failures.Where(failure => !_inFlight.ContainsKey(failure.Key))
            .Select(failure => failure.Value.Backoff - clock.GetElapsedTime(failure.Value.At))
            .Select(left => left > TimeSpan.Zero ? left : FirstBackoff)
            .DefaultIfEmpty(TimeSpan.MaxValue)
            .Min();

    private void Fail(TKey key, Exception? broken)
    {
        var failure = _failures.AddOrUpdate(
            key,
            _ => new Failure(clock.GetTimestamp(), FirstBackoff, 1),
            (_, last) => new Failure(clock.GetTimestamp(), Shorter(last.Backoff * 2, options.MaxBackoff), last.Times + 1));
        var pump = GetType().Name;
        if (_bursts.IsFirst(broken is null ? new FaultReason(pump, "it was not settled", "") : FaultReason.Of(pump, broken)))
        {
            PumpLog.ItemFailed(log, pump, failure.Times, failure.Backoff.TotalMilliseconds, broken);
        }
    }

    private async Task WaitAsync(TimeSpan sleep, CancellationToken stopping)
    {
        try
        {
            await _told.WaitAsync(sleep, stopping);
        }
        catch (OperationCanceledException)
        {
            // Stopping; the loop sees it.
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    /// <param name="Items">What waits, the most urgent first.</param>
    /// <param name="IsAll">Nothing else waits: what is not among them is settled.</param>
    protected readonly record struct Fetched(ImmutableArray<TItem> Items, bool IsAll);

    private sealed record Failure(long At, TimeSpan Backoff, int Times);
}
