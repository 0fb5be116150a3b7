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

    protected override async ValueTask<ImmutableArray<PendingMessage>> FetchAsync(int limit, CancellationToken stopping)
    {
        var waiting = await store.ReadOutboxAsync(Slots.All, 0, limit + _delivered.Count, stopping);
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
