using System.Diagnostics;

namespace Orleans.RemoteCalls;

/// <summary>Callers that each wait for one answer before they call again, until the time is up. A call is told its caller and its turn.</summary>
internal sealed class Load(int callers, Func<int, int, Task> call)
{
    private const int Batch = 32;

    internal async Task<(double PerSecond, double BytesPerCall)> RunAsync(TimeSpan duration)
    {
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        var watch = Stopwatch.StartNew();
        long[] counts = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => CallAsync(caller, watch, duration))));
        double seconds = watch.Elapsed.TotalSeconds;
        return (counts.Sum() / seconds, (double)(GC.GetTotalAllocatedBytes(precise: true) - bytes) / counts.Sum());
    }

    private async Task<long> CallAsync(int caller, Stopwatch watch, TimeSpan duration)
    {
        long calls = 0;
        while (watch.Elapsed < duration)
        {
            for (int i = 0; i < Batch; i++)
            {
                await call(caller, (int)calls++);
            }
        }

        return calls;
    }
}
