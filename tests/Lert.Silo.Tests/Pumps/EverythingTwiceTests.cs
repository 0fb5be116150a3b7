using System.Collections.Concurrent;
using System.Collections.Immutable;
using Lert.Grains.Accounts;
using Lert.Grains.Holds;
using Lert.Silo.Pumps;
using Lert.Silo.Tests.Running;
using Lert.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Lert.Silo.Tests.Pumps;

/// <summary>
/// Two sets of pumps over one store, as while two silos think that a slot is theirs; the second is handed everything that the first was handed, once more, when
/// the first is done with it. Each effect is there once.
/// </summary>
public sealed class EverythingTwiceTests
{
    private static readonly string[] Accounts = [.. Enumerable.Range(1, 20).Select(number => $"us-account-{number}")];

    [Fact]
    public async Task Every_tick_and_every_message_is_delivered_twice_and_takes_effect_once()
    {
        var handed = new Handed();
        await using var silo = await SiloUnderTest.StartWithAsync(
            builder => builder.Services.AddSingleton(provider => new WakePump(
                new Listening(provider.GetRequiredService<IActorStore>(), handed), provider.GetRequiredService<IGrainFactory>(), provider.GetRequiredService<PumpShare>(),
                provider.GetRequiredService<PumpGate>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IOptions<PumpOptions>>(), NullLogger<WakePump>.Instance))
                .AddSingleton(provider => new OutboxPump(
                    new Listening(provider.GetRequiredService<IActorStore>(), handed), provider.GetRequiredService<IGrainFactory>(), provider.GetRequiredService<WakePump>(),
                    provider.GetRequiredService<PumpShare>(), provider.GetRequiredService<PumpGate>(), provider.GetRequiredService<TimeProvider>(),
                    provider.GetRequiredService<IOptions<PumpOptions>>(), NullLogger<OutboxPump>.Instance)),
            "--Lert:Pumps:PollInterval=00:00:00.020");
        using var second = new SecondPumps(silo, new Again(silo.Store, handed));
        await second.StartAsync();

        Assert.Null((await silo.Case().Execute(Some.Stamp("open"), Some.Open())).Refusal);
        Assert.Null((await silo.Case().Execute(Some.Stamp("hold"), Some.Hold([.. Accounts]))).Refusal);
        await Eventually.TrueAsync(async () => (await silo.Case().Get())!.HoldsPending == 0, "all are placed");
        silo.Clock.Set(Some.End);
        await Eventually.TrueAsync(async () => (await silo.Case().Get())!.HoldsEnded == Accounts.Length, "all are released, and the case knows");
        silo.Clock.Set(Some.GraceEnd);
        foreach (var account in Accounts)
        {
            await Eventually.TrueAsync(async () => (await silo.Account(account).Get()).Status == PreservationStatus.Free, "the account is free");
        }

        await Eventually.TrueAsync(() => handed.AllAgain, "everything was handed out again");
        await second.StopAsync();

        Assert.InRange(handed.Ticks, 2 * Accounts.Length, int.MaxValue);
        Assert.InRange(handed.Messages, 5 * Accounts.Length, int.MaxValue);
        foreach (var account in Accounts)
        {
            Assert.Equal(["hold.placed.v1", "hold.released.v1"], await TypesAsync(silo, Some.Actor(silo.Hold(account))));
            var types = await TypesAsync(silo, new ActorId("account", account));
            Assert.Equal(types.Distinct(), types);
        }

        Assert.Equal(Accounts.Length, (await silo.Case().Get())!.HoldsEnded);
        Assert.True((await silo.Store.ReadOutboxAsync(Slots.All, default, 10, CancellationToken.None)).IsEmpty);
    }

    private static async Task<string[]> TypesAsync(SiloUnderTest silo, ActorId actor) =>
        [.. (await silo.Store.ReadJournalAsync(actor, 0, 100, CancellationToken.None)).Select(entry => entry.Type)];

    /// <summary>What the first pumps were handed, each once, and what of it the second have taken.</summary>
    private sealed class Handed
    {
        private readonly ConcurrentDictionary<DueActor, byte> _ticks = new();
        private readonly ConcurrentDictionary<long, PendingMessage> _messages = new();

        public ConcurrentQueue<DueActor> TicksAgain { get; } = new();

        public ConcurrentQueue<PendingMessage> MessagesAgain { get; } = new();

        public int Ticks => _ticks.Count;

        public int Messages => _messages.Count;

        public bool AllAgain => TicksAgain.IsEmpty && MessagesAgain.IsEmpty;

        public void Note(ImmutableArray<DueActor> due)
        {
            foreach (var one in due.Where(one => _ticks.TryAdd(one, 0)))
            {
                TicksAgain.Enqueue(one);
            }
        }

        public void Note(ImmutableArray<PendingMessage> waiting)
        {
            foreach (var one in waiting.Where(one => _messages.TryAdd(one.Row, one)))
            {
                MessagesAgain.Enqueue(one);
            }
        }
    }

    private sealed class Listening(IActorStore inner, Handed handed) : PassingStore(inner)
    {
        public override async ValueTask<ImmutableArray<DueActor>> ReadDueAsync(Slots slots, DateTimeOffset now, DueActor? from, int limit, CancellationToken cancellationToken)
        {
            var due = await base.ReadDueAsync(slots, now, from, limit, cancellationToken);
            handed.Note(due);
            return due;
        }

        public override async ValueTask<ImmutableArray<PendingMessage>> ReadOutboxAsync(Slots slots, OutboxPlace place, int limit, CancellationToken cancellationToken)
        {
            var waiting = await base.ReadOutboxAsync(slots, place, limit, cancellationToken);
            handed.Note(waiting);
            return waiting;
        }
    }

    private sealed class Again(IActorStore inner, Handed handed) : PassingStore(inner)
    {
        public override ValueTask<ImmutableArray<DueActor>> ReadDueAsync(Slots slots, DateTimeOffset now, DueActor? from, int limit, CancellationToken cancellationToken) =>
            new(Take(handed.TicksAgain, limit));

        public override ValueTask<DateTimeOffset?> NextWakeAsync(Slots slots, CancellationToken cancellationToken) => new((DateTimeOffset?)null);

        public override ValueTask<ImmutableArray<PendingMessage>> ReadOutboxAsync(Slots slots, OutboxPlace place, int limit, CancellationToken cancellationToken) =>
            new(Take(handed.MessagesAgain, limit));

        private static ImmutableArray<T> Take<T>(ConcurrentQueue<T> waiting, int limit)
        {
            var taken = ImmutableArray.CreateBuilder<T>();
            while (taken.Count < limit && waiting.TryDequeue(out var one))
            {
                taken.Add(one);
            }

            return taken.ToImmutable();
        }
    }

    private sealed class SecondPumps : IDisposable
    {
        private readonly WakePump _wakes;
        private readonly OutboxPump _outbox;

        public SecondPumps(SiloUnderTest silo, IActorStore store)
        {
            var services = silo.Services;
            var (options, clock, gate) = (services.GetRequiredService<IOptions<PumpOptions>>(), services.GetRequiredService<TimeProvider>(), services.GetRequiredService<PumpGate>());
            _wakes = new(store, silo.Grains, new PumpShare(), gate, clock, options, NullLogger<WakePump>.Instance);
            _outbox = new(store, silo.Grains, _wakes, new PumpShare(), gate, clock, options, NullLogger<OutboxPump>.Instance);
        }

        public async Task StartAsync()
        {
            await _wakes.StartAsync(CancellationToken.None);
            await _outbox.StartAsync(CancellationToken.None);
        }

        public async Task StopAsync()
        {
            await _wakes.StopAsync(CancellationToken.None);
            await _outbox.StopAsync(CancellationToken.None);
        }

        public void Dispose()
        {
            _wakes.Dispose();
            _outbox.Dispose();
        }
    }
}
