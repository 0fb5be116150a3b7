using System.Diagnostics.Metrics;
using Lert.Grains.Actors;
using Lert.Silo.Cells;
using Lert.Silo.Pumps;
using Lert.Silo.Storage;
using Lert.Store;

namespace Lert.Silo.Telemetry;

/// <summary>What is looked at when somebody asks for the figures, instead of being counted as it happens.</summary>
internal sealed class SiloGauges(
    SiloMeter meter, Backlog backlog, PumpShare share, PumpGate gate, CellGuard guard, WakePump wakes, OutboxPump outbox, ActorServices actors, MeteredStore store, StoreSlot slot, ICellClock cell,
    IClusterMembershipService membership) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var own = meter.Meter;
        own.CreateObservableGauge("lert.wakes.due", () => backlog.Latest.Due, description: "Timers of this silo's slots that are due and not yet ticked; 10,000 is many.");
        own.CreateObservableGauge("lert.wakes.late", () => backlog.Latest.Late.TotalSeconds, "s", "How late the earliest of them is.");
        own.CreateObservableGauge("lert.outbox.waiting", () => backlog.Latest.Waiting, description: "Messages to this silo's slots that wait for delivery; 10,000 is many.");
        own.CreateObservableGauge("lert.outbox.oldest", () => backlog.Latest.Oldest.TotalSeconds, "s", "How long the oldest of them has waited.");
        own.CreateObservableGauge("lert.pumps.slots", () => share.Current is { } slots ? slots.Last - slots.First + 1 : 0, description: "How many of the 256 slots this silo's pumps work on.");
        own.CreateObservableGauge("lert.pumps.failing", Failing, description: "Timers or messages that fail and are tried again, by pump.");
        own.CreateObservableGauge("lert.pumps.silent", Silent, "s", "How long ago each pump last read its table.");
        own.CreateObservableGauge("lert.activations", () => actors.Activations, description: "Actors in the memory of this silo.");
        own.CreateObservableGauge("lert.store.pending", () => store.Pending, description: "Commits handed to the store and not yet answered.");
        own.CreateObservableCounter("lert.store.batches", () => slot.Written.Batches, description: "Transactions that carried commits.");
        own.CreateObservableCounter("lert.store.batched", () => slot.Written.Requests, description: "Requests that travelled in them.");
        own.CreateObservableGauge("lert.clock.skew", Skew, "s", "How far this silo's clock is ahead of the database's; absent when that is not known.");
        own.CreateObservableGauge("lert.cell.waits", Waits, description: "1 while nothing fires: because the store looks restored, or because it cannot be asked which one it is.");
        own.CreateObservableGauge("lert.cluster.members", Members, description: "Silos by their state, as this one sees it.");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // A person ends the one, and a database that comes back the other.
    private Measurement<int>[] Waits() => [Waits("restored", guard.IsSuspected), Waits("unknown", !guard.IsSuspected)];

    private Measurement<int> Waits(string reason, bool isIt) => new(isIt && gate.NoPumps is not null ? 1 : 0, new KeyValuePair<string, object?>("reason", reason));

    private Measurement<double>[] Skew() => cell.Skew is { } skew ? [new(skew.TotalSeconds)] : [];

    // The dead stay in the membership for ever, and say nothing of now.
    private IEnumerable<Measurement<int>> Members() => membership.CurrentSnapshot.Members.Values.GroupBy(member => member.Status)
        .Where(alike => alike.Key != SiloStatus.Dead).Select(alike => new Measurement<int>(alike.Count(), new KeyValuePair<string, object?>("status", $"{alike.Key}")));

    private Measurement<int>[] Failing() => [Of("wake", wakes.Failing), Of("outbox", outbox.Failing)];

    private Measurement<double>[] Silent() => [Of("wake", wakes.SinceLastFetch.TotalSeconds), Of("outbox", outbox.SinceLastFetch.TotalSeconds)];

    private static Measurement<T> Of<T>(string pump, T value)
        where T : struct => new(value, new KeyValuePair<string, object?>("pump", pump));
}
