using System.Collections.Immutable;
using Lert.Grains.Actors;
using Lert.Silo.Clocks;
using Lert.Store;
using Microsoft.Extensions.Options;

namespace Lert.Silo.Pumps;

/// <summary>Ticks the grains whose wake-up is due. The tick's commit moves the wake-up on, so firing and its effect are one.</summary>
internal sealed class WakePump(IActorStore store, IGrainFactory grains, TimeProvider clock, IOptions<PumpOptions> options, ILogger<WakePump> log)
    : PumpLoop<DueActor, ActorId>(options.Value, clock, log)
{
    private long _plannedTicks = DateTimeOffset.MaxValue.UtcTicks;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        Hints = store.Subscribe(hint =>
        {
            if (hint.EarliestWake is { } earliest && earliest.UtcTicks < Interlocked.Read(ref _plannedTicks))
            {
                Tell();
            }
        });
        await base.StartAsync(cancellationToken);
    }

    private IDisposable? Hints { get; set; }

    protected override ActorId KeyOf(DueActor item) => item.Actor;

    protected override ValueTask<ImmutableArray<DueActor>> FetchAsync(int room, int known, CancellationToken stopping) =>
        store.ReadDueAsync(Slots.All, Clock.GetUtcNow(), room + known, stopping);

    protected override async Task<bool> HandleAsync(DueActor item)
    {
        await grains.GetActor(item.Actor).Tick();
        return true;
    }

    protected override async ValueTask<TimeSpan?> SleepAsync(CancellationToken stopping)
    {
        var next = await store.NextWakeAsync(Slots.All, stopping);
        Interlocked.Exchange(ref _plannedTicks, next?.UtcTicks ?? DateTimeOffset.MaxValue.UtcTicks);
        return next is { } instant ? ScaledTimeProvider.RealTimeUntil(Clock, instant) : null;
    }

    public override void Dispose()
    {
        Hints?.Dispose();
        base.Dispose();
    }
}
