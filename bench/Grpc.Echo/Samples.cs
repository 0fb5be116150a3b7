using System.Diagnostics;

namespace Grpc.Echo;

/// <summary>What one kind of call took, over several turns.</summary>
internal sealed class Samples
{
    private readonly List<long> _ticks = [];
    private TimeSpan _elapsed;
    private long _bytes;

    internal async Task MeasureAsync(Func<Task> call, int callers, TimeSpan length)
    {
        var allocated = GC.GetTotalAllocatedBytes();
        var clock = Stopwatch.StartNew();
        var samples = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(() => RepeatAsync(call, clock, length))));
        _elapsed += clock.Elapsed;
        _bytes += GC.GetTotalAllocatedBytes() - allocated;
        foreach (var list in samples)
            _ticks.AddRange(list);
    }

    /// <summary>Prints one row and returns calls per second.</summary>
    internal double Print(string name, int callers)
    {
        _ticks.Sort();
        var rate = _ticks.Count / _elapsed.TotalSeconds;
        Console.WriteLine($"{callers,8} {name,8} {rate,10:N0} {Micros(0.5),9:N0} {Micros(0.99),9:N0} {(double)_bytes / _ticks.Count,8:N0}");
        return rate;
    }

    private static async Task<List<long>> RepeatAsync(Func<Task> call, Stopwatch clock, TimeSpan length)
    {
        var samples = new List<long>(1 << 14);
        while (clock.Elapsed < length)
        {
            var before = Stopwatch.GetTimestamp();
            await call();
            samples.Add(Stopwatch.GetTimestamp() - before);
        }

        return samples;
    }

    private double Micros(double quantile) => _ticks[(int)((_ticks.Count - 1) * quantile)] * 1e6 / Stopwatch.Frequency;
}
