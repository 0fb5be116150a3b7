using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Lert.Api.Errors;
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
    // On their way, or delivered and still in the table.
    private readonly ConcurrentDictionary<long, byte> _urgent = new();
    private readonly FaultBursts _refusals = new(clock, (refused, more, _) => PumpLog.MoreRefused(log, refused.Kind, refused.Code, more, FaultBursts.Interval.TotalSeconds));
    private IDisposable? _hints;
    private long _readTo;

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

    protected override CommitUrgency UrgencyOf(PendingMessage item) => item.Urgency;

    /// <summary>
    /// While more timers are due than can fire at once, messages give way: a release has an hour that the law names, and what follows from it has none. They
    /// never stand still, and urgent ones do not give way.
    /// </summary>
    protected override int RoomForNormal => wakes.IsBusy ? Math.Max(1, base.RoomForNormal / 8) : base.RoomForNormal;

    /// <summary>
    /// Reads on from where it was, so that a message on its way is not read again with every new one. Rows need not become visible in their order. Urgent
    /// messages are few and are always read from the first: one that became visible late must not wait for the poll.
    /// </summary>
    protected override async ValueTask<Fetched> FetchAsync(Slots slots, int room, int known, CancellationToken stopping)
    {
        var whole = ReadsWhole(slots, canReadOn: _readTo != 0);
        var limit = room + (whole ? known + _delivered.Count : _urgent.Count);

        // What would find no room is not read: whoever ends tells when there is some.
        var place = new OutboxPlace(0, 0, whole ? 0 : HasRoom ? _readTo : long.MaxValue);
        var waiting = await store.ReadOutboxAsync(slots, place, limit, stopping);
        if (waiting is [.., { Urgency: CommitUrgency.Normal } last])
        {
            _readTo = last.Row;
        }

        return new(waiting.RemoveAll(message => _delivered.ContainsKey(message.Row)), IsAll: whole && waiting.Length < limit);
    }

    protected override void PassedOver(PendingMessage item)
    {
        if (item.Urgency == CommitUrgency.Normal)
        {
            _readTo = Math.Min(_readTo, item.Row - 1);
        }
    }

    protected override async Task<bool> HandleAsync(PendingMessage item)
    {
        var taken = false;
        if (item.Urgency != CommitUrgency.Normal)
        {
            _urgent.TryAdd(item.Row, 0);
        }

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
        var message = item.IsDamaged ? throw new DataLossException($"Message {item.Message.Id} in the outbox is not what was written: its seal is broken.") : item.Message;
        var body = ImmutableCollectionsMarshal.AsImmutableArray(message.Body.ToArray());
        if (await grains.GetActor(message.Target).Deliver(new Message(message.Id, item.Source.ToString(), message.Type, body)) is { } refusal)
        {
            if (_refusals.IsFirst(new FaultReason(refusal.Code, message.Type, "")))
            {
                PumpLog.MessageRefused(log, message.Type, refusal.Code);
            }

            return false;
        }

        return true;
    }

    protected override async ValueTask BetweenAsync(CancellationToken stopping)
    {
        await SettleAsync(_delivered, store.AcknowledgeAsync, stopping);
        await SettleAsync(_failed, store.RecordFailedDeliveryAsync, stopping);
    }

    private async ValueTask SettleAsync(
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
            _urgent.TryRemove(row, out _);
        }
    }

    public override void Dispose()
    {
        _hints?.Dispose();
        _refusals.Dispose();
        base.Dispose();
    }
}
