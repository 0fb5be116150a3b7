using System.Diagnostics;
using Lert.Store;
using Lert.Store.Sqlite;

namespace Store.Commits;

/// <summary>The workload through the store, with as many callers as asked, each waiting for its answer before it goes on.</summary>
internal sealed class StoreLoop(SqliteActorStore store)
{
    private readonly long[] _versions = new long[Workload.Actors];

    /// <summary>Commits per second, the processor time of one, the mean batch, and the latencies in microseconds over a stretch of time.</summary>
    public async Task<Result> RunAsync(Workload workload, int callers, TimeSpan stretch)
    {
        var (before, cpu, watch) = (store.Written, Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        var latencies = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var mine = new List<long>();
            for (var actor = caller; watch.Elapsed < stretch; actor = actor + callers < Workload.Actors ? actor + callers : caller)
            {
                var began = Stopwatch.GetTimestamp();
                if (await store.CommitAsync(workload.Next(actor, _versions[actor]++), CancellationToken.None) is not CommitOutcome.Committed)
                {
                    throw new InvalidOperationException("A commit of the bench was refused.");
                }

                mine.Add(Stopwatch.GetElapsedTime(began).Ticks / TimeSpan.TicksPerMicrosecond);
            }

            return mine;
        })));
        var elapsed = watch.Elapsed.TotalSeconds;
        var all = latencies.SelectMany(static one => one).Order().ToArray();
        var batches = store.Written.Batches - before.Batches;
        return new(all.Length / elapsed, (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / all.Length, (double)all.Length / batches, all[all.Length / 2], all[(int)(all.Length * 0.99)]);
    }

    public sealed record Result(double PerSecond, double CpuMicroseconds, double MeanBatch, long P50Microseconds, long P99Microseconds);
}
