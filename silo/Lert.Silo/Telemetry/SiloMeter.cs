using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Lert.Silo.Telemetry;

/// <summary>
/// What the silo counts and times. Labels are closed sets of words (methods, outcomes, kinds, codes): no key, no name and no id of anyone is ever one.
/// </summary>
internal sealed class SiloMeter : IDisposable
{
    /// <summary>The name of this meter and of <see cref="Traces"/>.</summary>
    public const string Name = "Lert.Silo";

    private readonly Histogram<double> _commitDuration;
    private readonly Counter<long> _released;
    private readonly Histogram<double> _lateness;
    private readonly Histogram<double> _calls;
    private long _dataLosses;
    private long _walls;

    public SiloMeter(IMeterFactory meters)
    {
        Meter = meters.Create(Name);
        _commitDuration = Meter.CreateHistogram(
            "lert.store.commit.duration", "s", "How long commits took, by outcome.", advice: Buckets([0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5, 30]));
        _released = Meter.CreateCounter<long>("lert.holds.released", description: "Holds released: by their timer, or early by two approvers.");
        _lateness = Meter.CreateHistogram(
            "lert.holds.release.lateness", "s", "How long after its earliest lawful instant a hold was released by its timer.", advice: Buckets([0.01, 0.05, 0.1, 0.5, 1, 2, 5, 10, 30, 60, 300, 3_600, 86_400]));
        // Observed, so that both are there from the first scrape on: what first appears as 1 has not increased, and no alarm would hear of it.
        Meter.CreateObservableCounter("lert.store.faults", Faults, description: "What the store read and was not what was written, and what the database's walls refused.");
        _calls = Meter.CreateHistogram(
            "lert.rpc.duration", "s", "How long calls of the API took, by method and status.", advice: Buckets([0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 15]));
    }

    /// <summary>Spans of calls, commits, ticks and deliveries.</summary>
    public static ActivitySource Traces { get; } = new(Name);

    /// <summary>For those who observe something of their own.</summary>
    public Meter Meter { get; }

    public void Committed(string outcome, TimeSpan took) => _commitDuration.Record(took.TotalSeconds, new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>Something stored does not verify.</summary>
    public void Lost() => Interlocked.Increment(ref _dataLosses);

    /// <summary>The database refused what must never be asked of it.</summary>
    public void HitWall() => Interlocked.Increment(ref _walls);

    /// <param name="lateness">Null for an early release, which waits for no instant.</param>
    public void Released(TimeSpan? lateness)
    {
        _released.Add(1, new KeyValuePair<string, object?>("early", lateness is null ? "true" : "false"));
        if (lateness is { } late)
        {
            _lateness.Record(late.TotalSeconds);
        }
    }

    public void Called(string method, string status, TimeSpan took) => _calls.Record(
        took.TotalSeconds, new KeyValuePair<string, object?>("method", method), new KeyValuePair<string, object?>("status", status));

    public void Dispose() => Meter.Dispose();

    private Measurement<long>[] Faults() => [Of(ref _dataLosses, "data_loss"), Of(ref _walls, "wall")];

    private static Measurement<long> Of(ref long count, string fault) => new(Interlocked.Read(ref count), new KeyValuePair<string, object?>("fault", fault));

    private static InstrumentAdvice<double> Buckets(double[] bounds) => new() { HistogramBucketBoundaries = bounds };
}
