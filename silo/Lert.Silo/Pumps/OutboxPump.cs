using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Lert.Grains;
using Lert.Grains.Actors;
using Lert.Store;
using Microsoft.Extensions.Options;

namespace Lert.Silo.Pumps;

/// <summary>Delivers messages to their grains: at least once on the wire, exactly once in effect, because the message's id is the command's.</summary>
internal sealed class OutboxPump(IActorStore store, IGrainFactory grains, TimeProvider clock, IOptions<PumpOptions> options, ILogger<OutboxPump> log)
    : PumpLoop<PendingMessage, long>(options.Value, clock, log)
{
    private readonly ConcurrentDictionary<long, byte> _delivered = new();
    private IDisposable? _hints;
    private long _readTo;
    private long _readWhole;

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

    protected override long KeyOf(PendingMessage item) => item.Row;

    /// <summary>
    /// Reads on from where it was, so that a message on its way is not read again with every new one. The whole table is read when something failed, and
    /// once in every poll interval: rows need not become visible in their order, and nothing rests on this memory.
    /// </summary>
    protected override async ValueTask<ImmutableArray<PendingMessage>> FetchAsync(int room, int known, CancellationToken stopping)
    {
        var whole = _readTo == 0 || Failing > 0 || Clock.GetElapsedTime(_readWhole) >= options.Value.PollInterval;
        ImmutableArray<PendingMessage> waiting;
        if (whole)
        {
            _readWhole = Clock.GetTimestamp();
            waiting = await store.ReadOutboxAsync(Slots.All, 0, room + known + _delivered.Count, stopping);
        }
        else
        {
            waiting = await store.ReadOutboxAsync(Slots.All, _readTo, room, stopping);
        }

        if (!waiting.IsEmpty)
        {
            _readTo = waiting[^1].Row;
        }

        return waiting.RemoveAll(message => _delivered.ContainsKey(message.Row));
    }

    protected override async Task<bool> HandleAsync(PendingMessage item)
    {
        var message = item.Message;
        var body = ImmutableCollectionsMarshal.AsImmutableArray(message.Body.ToArray());
        if (await grains.GetActor(message.Target).Deliver(new Message(message.Id, item.Source.ToString(), message.Type, body)) is { } refusal)
        {
            PumpLog.MessageRefused(log, message.Type, refusal.Code);
            return false;
        }

        _delivered.TryAdd(item.Row, 0);
        return true;
    }

    protected override async ValueTask BetweenAsync(CancellationToken stopping)
    {
        ImmutableArray<long> rows = [.. _delivered.Keys];
        if (rows.IsEmpty)
        {
            return;
        }

        await store.AcknowledgeAsync(rows, stopping);
        foreach (var row in rows)
        {
            _delivered.TryRemove(row, out _);
        }
    }

    public override void Dispose()
    {
        _hints?.Dispose();
        base.Dispose();
    }
}
