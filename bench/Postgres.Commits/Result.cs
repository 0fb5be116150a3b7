using System.Diagnostics;

namespace Postgres.Commits;

/// <summary>What a stretch of work gave: commits per second, the client's and the server's processor time of one, how many travelled together, and how long one took.</summary>
internal sealed record Result(double PerSecond, double CpuMicroseconds, double ServerMicroseconds, double MeanBatch, long P50Microseconds, long P99Microseconds)
{
    /// <summary>Callers that each wait for an answer before they go on.</summary>
    /// <param name="one">Does one piece of work for a caller on its nth turn.</param>
    /// <param name="batches">How many round trips there have been.</param>
    public static async Task<Result> OfAsync(int callers, TimeSpan stretch, Func<int, int, Task> one, Func<long> batches, Server server)
    {
        var (before, cpu, served, watch) = (batches(), Environment.CpuUsage.TotalTime, server.Processor(), Stopwatch.StartNew());
        var latencies = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var mine = new List<long>();
            for (var turn = 0; watch.Elapsed < stretch; turn++)
            {
                var began = Stopwatch.GetTimestamp();
                await one(caller, turn);
                mine.Add(Stopwatch.GetElapsedTime(began).Ticks / TimeSpan.TicksPerMicrosecond);
            }

            return mine;
        })));
        var elapsed = watch.Elapsed.TotalSeconds;
        var all = latencies.SelectMany(static mine => mine).Order().ToArray();
        var trips = Math.Max(1, batches() - before);
        return new(all.Length / elapsed, (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / all.Length, (server.Processor() - served).TotalMicroseconds / all.Length, (double)all.Length / trips, all[all.Length / 2], all[(int)(all.Length * 0.99)]);
    }
}
