using System.Diagnostics;

namespace Orleans.LocalCalls;

/// <summary>Callers that each call one grain after the other until the time is up.</summary>
internal sealed class Measurement(IGrainFactory grains, int callers, int grainCount, Func<IEchoGrain, int, Task<int>> call)
{
    private const int Batch = 64;

    internal async Task<(double PerSecond, double BytesPerCall)> RunAsync(TimeSpan duration)
    {
        IEchoGrain[] targets = [.. Enumerable.Range(0, grainCount).Select(i => grains.GetGrain<IEchoGrain>(i))];
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        var watch = Stopwatch.StartNew();
        long[] counts = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => CallAsync(targets, caller, watch, duration))));
        double seconds = watch.Elapsed.TotalSeconds;
        long total = counts.Sum();
        return (total / seconds, (double)(GC.GetTotalAllocatedBytes(precise: true) - bytes) / total);
    }

    private async Task<long> CallAsync(IEchoGrain[] targets, int caller, Stopwatch watch, TimeSpan duration)
    {
        long calls = 0;
        int next = caller * targets.Length / callers;
        while (watch.Elapsed < duration)
        {
            for (int i = 0; i < Batch; i++)
            {
                next = next + 1 == targets.Length ? 0 : next + 1;
                if (await call(targets[next], i) != i)
                {
                    throw new InvalidOperationException("A grain answered something else.");
                }
            }

            calls += Batch;
            if (callers > 1)
            {
                await Task.Yield(); // Calls that are done at once would let one caller keep the thread.
            }
        }

        return calls;
    }
}
