using System.Diagnostics.Metrics;
using Lert.Grains.Pages;
using Lert.Grains.Responders;
using Lert.Silo.Telemetry;

namespace Lert.Silo.Paging;

/// <summary>What is counted of pages. Labels are channels, urgencies and reasons: nobody's id or address.</summary>
internal sealed class PageMeter
{
    private static readonly ContactChannel[] Channels = Enum.GetValues<ContactChannel>();

    private readonly Counter<long> _sent;
    private readonly Counter<long> _failed;
    private readonly Histogram<double> _lateness;
    private readonly Meter _meter;
    private readonly long[] _abandoned = new long[Channels.Length];

    public PageMeter(SiloMeter meter)
    {
        _meter = meter.Meter;
        _sent = _meter.CreateCounter<long>("lert.pages.sent", description: "Deliveries that a gateway took, by channel and urgency.");
        _failed = _meter.CreateCounter<long>("lert.pages.failed", description: "Attempts that failed, by channel and reason, and whether the delivery was given up.");
        // Each channel from the first scrape on: what first appears as 1 has not increased, and no alarm would hear of it.
        _meter.CreateObservableCounter("lert.pages.abandoned", Abandoned, description: "Deliveries that were given up, by channel.");
        _lateness = _meter.CreateHistogram(
            "lert.pages.lateness", "s",
            "How long after it was due a delivery was taken by a gateway, by urgency.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.05, 0.1, 0.5, 1, 2, 5, 10, 30, 60, 300, 3_600] });
    }

    public void Observe(IEnumerable<CourierLane> lanes) => _meter.CreateObservableGauge(
        "lert.pages.waiting",
        () => lanes.Select(lane => new Measurement<int>(lane.Waiting, new KeyValuePair<string, object?>("channel", $"{lane.Channel.Channel}"))),
        description: "Deliveries that wait in this silo's memory, by channel.");

    public void Carried(PageDelivery delivery, Handover result, TimeSpan lateness)
    {
        var channel = new KeyValuePair<string, object?>("channel", $"{delivery.Channel}");
        if (result.Failure is { } failure)
        {
            _failed.Add(1, channel, new KeyValuePair<string, object?>("reason", failure), new KeyValuePair<string, object?>("final", result.IsFinal ? "true" : "false"));
            if (result.IsFinal)
            {
                Interlocked.Increment(ref _abandoned[Math.Max(0, Array.IndexOf(Channels, delivery.Channel))]);
            }

            return;
        }

        var urgency = new KeyValuePair<string, object?>("urgency", $"{delivery.Urgency}");
        _sent.Add(1, channel, urgency);
        _lateness.Record(Math.Max(0, lateness.TotalSeconds), urgency);
    }

    private IEnumerable<Measurement<long>> Abandoned() =>
        Channels.Select((channel, i) => new Measurement<long>(Interlocked.Read(ref _abandoned[i]), new KeyValuePair<string, object?>("channel", $"{channel}")));
}
