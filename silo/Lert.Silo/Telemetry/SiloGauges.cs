using System.Diagnostics.Metrics;
using Lert.Grains.Actors;
using Lert.Silo.Pumps;

namespace Lert.Silo.Telemetry;

/// <summary>What is looked at when somebody asks for the figures, instead of being counted as it happens.</summary>
internal sealed class SiloGauges(SiloMeter meter, Backlog backlog, PumpShare share, WakePump wakes, OutboxPump outbox, ActorServices actors) : IHostedService
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
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private Measurement<int>[] Failing() => [Of("wake", wakes.Failing), Of("outbox", outbox.Failing)];

    private Measurement<double>[] Silent() => [Of("wake", wakes.SinceLastFetch.TotalSeconds), Of("outbox", outbox.SinceLastFetch.TotalSeconds)];

    private static Measurement<T> Of<T>(string pump, T value)
        where T : struct => new(value, new KeyValuePair<string, object?>("pump", pump));
}
