using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Lert.Grains;
using Lert.Grains.Actors;
using Lert.Store;
using Microsoft.Extensions.Options;

namespace Lert.Silo.Pumps;

/// <summary>Delivers messages to their grains: at least once on the wire, exactly once in effect, because the message's id is the command's.</summary>
internal sealed class OutboxPump(
    IActorStore store, IGrainFactory grains, WakePump wakes, PumpShare share, PumpGate gate, TimeProvider clock, IOptions<PumpOptions> options, ILogger<OutboxPump> log)
    : PumpLoop<PendingMessage, long>(share, gate, options.Value, clock, log)
{
    private readonly ConcurrentDictionary<long, byte> _delivered = new();
    private readonly ConcurrentDictionary<long, byte> _failed = new();
    private IDisposable? _hints;
    private long _readTo;
    private long _readWhole;
    private Slots _readOf;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        _hints = store.Subscribe(hint =>
        {
            if (hint.Messages)
            {
                Tell();
            }
        });
        await base.StartAsync(cancellationToken);
    }

    public override string? Paused => Gate.NoPumps;

    protected override long KeyOf(PendingMessage item) => item.Row;

    /// <summary>
    /// While more timers are due than can fire at once, messages give way: a release has an hour that the law names, and what follows from it has none. They
    /// never stand still.
    /// </summary>
    protected override int MaxInFlight => wakes.IsBusy ? Math.Max(1, base.MaxInFlight / 8) : base.MaxInFlight;

    /// <summary>
    /// Reads on from where it was, so that a message on its way is not read again with every new one. The whole table is read when something failed, and
    /// once in every poll interval, or when the silo's share is another: rows need not become visible in their order, and nothing rests on this memory.
    /// </summary>
    protected override async ValueTask<Fetched> FetchAsync(Slots slots, int room, int known, CancellationToken stopping)
    {
        var whole = _readTo == 0 || slots != _readOf || Failing > 0 || Clock.GetElapsedTime(_readWhole) >= options.Value.PollInterval;
        var limit = whole ? room + known + _delivered.Count : room;
        if (whole)
        {
            (_readWhole, _readOf) = (Clock.GetTimestamp(), slots);
        }

        var waiting = await store.ReadOutboxAsync(slots, whole ? 0 : _readTo, limit, stopping);
        if (!waiting.IsEmpty)
        {
            _readTo = waiting[^1].Row;
        }

        return new(waiting.RemoveAll(message => _delivered.ContainsKey(message.Row)), IsAll: whole && waiting.Length < limit);
    }

    protected override async Task<bool> HandleAsync(PendingMessage item)
    {
        var taken = false;
        try
        {
            return taken = await DeliverAsync(item);
        }
        finally
        {
            (taken ? _delivered : _failed).TryAdd(item.Row, 0);
        }
    }

    private async Task<bool> DeliverAsync(PendingMessage item)
    {
        var message = item.Message;
        var body = ImmutableCollectionsMarshal.AsImmutableArray(message.Body.ToArray());
        if (await grains.GetActor(message.Target).Deliver(new Message(message.Id, item.Source.ToString(), message.Type, body)) is { } refusal)
        {
            PumpLog.MessageRefused(log, message.Type, refusal.Code);
            return false;
        }

        return true;
    }

    protected override async ValueTask BetweenAsync(CancellationToken stopping)
    {
        await SettleAsync(_delivered, store.AcknowledgeAsync, stopping);
        await SettleAsync(_failed, store.RecordFailedDeliveryAsync, stopping);
    }

    private static async ValueTask SettleAsync(
        ConcurrentDictionary<long, byte> waiting, Func<ImmutableArray<long>, CancellationToken, ValueTask> write, CancellationToken stopping)
    {
        ImmutableArray<long> rows = [.. waiting.Keys];
        if (rows.IsEmpty)
        {
            return;
        }

        await write(rows, stopping);
        foreach (var row in rows)
        {
            waiting.TryRemove(row, out _);
        }
    }

    public override void Dispose()
    {
        _hints?.Dispose();
        base.Dispose();
    }
}
