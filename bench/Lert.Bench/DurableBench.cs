using Lert.Bench.Durable;
using Lert.Bench.Seeding;
using Lert.Bench.Silos;
using Store.Commits;

namespace Lert.Bench;

/// <summary>
/// Durable commands through gRPC, grain and store, with this process as their caller, against what Microsoft.Data.Sqlite alone does with the same rows on the
/// same disk: same tables and indexes, transactions as large as the silo's were on average, and nothing around it. The two take turns.
/// </summary>
internal static class DurableBench
{
    private const int Holds = 1_000;
    private const int AccountsPerCase = 10;
    private const double Aim = 0.6;

    public static async Task RunAsync(BenchContext bench)
    {
        var (rounds, length) = (bench.Number("rounds", 3), TimeSpan.FromSeconds(bench.Number("seconds", 5)));
        var sample = new SampleHolds(bench.Clock.GetUtcNow().AddDays(-1), AccountsPerCase);
        var (store, rawFile) = (Path.Combine(bench.Folder, "lert.db"), Path.Combine(bench.Folder, "raw.db"));
        _ = await Seeder.FillAsync(store, sample, Holds, AccountsPerCase, withCompanions: true, bench.Clock);
        _ = await Seeder.FillAsync(rawFile, sample, 0, AccountsPerCase, withCompanions: false, bench.Clock);
        using var raw = new RawLoop(rawFile, Holds);
        var commits = new LockCommits(sample, Holds, "raw-");
        _ = raw.Run(commits.Next, 32, TimeSpan.FromSeconds(1));

        Console.WriteLine($"lock and unlock {Holds:N0} holds, {length.TotalSeconds:N0} s each; silo and callers share {Environment.ProcessorCount} processors; raw has neither walls nor hashes");
        Console.WriteLine($"{"callers",7} {"calls/s",8} {"p50 ms",7} {"p99 ms",7} {"silo µs",8} {"callers µs",10} {"commits/txn",11} {"raw/s",8} {"raw µs",7} {"ratio",6}");
        var (results, single) = (new List<Round>(), (Round?)null);
        for (var round = 0; round < rounds; round++)
        {
            results.Add(await MeasureAsync(bench, store, sample, raw, commits, 64, length, $"r{round}"));
        }

        single = await MeasureAsync(bench, store, sample, raw, commits, 1, length, "r-");
        var median = results.OrderBy(result => result.Ratio).ElementAt(results.Count / 2);
        Console.WriteLine($"ratio: median {median.Ratio:P0}; aim {Aim:P0}");
        BenchContext.Json(new()
        {
            ["bench"] = "durable", ["callers"] = 64, ["holds"] = Holds, ["per_second"] = Math.Round(median.PerSecond), ["p50_ms"] = Math.Round(median.P50, 2), ["p99_ms"] = Math.Round(median.P99, 2),
            ["commits_per_transaction"] = Math.Round(median.Batch, 1), ["raw_per_second"] = Math.Round(median.Raw), ["ratio"] = Math.Round(median.Ratio, 3), ["aim"] = Aim,
            ["one_caller_per_second"] = Math.Round(single.PerSecond), ["one_caller_p50_ms"] = Math.Round(single.P50, 3), ["one_caller_p99_ms"] = Math.Round(single.P99, 3),
        });
    }

    private static async Task<Round> MeasureAsync(
        BenchContext bench, string store, SampleHolds sample, RawLoop raw, LockCommits commits, int callers, TimeSpan length, string run)
    {
        string[] holds = [.. Enumerable.Range(0, Holds).Select(sample.HoldId)];
        await using var silo = SiloProcess.Start(bench.Folder, store);
        _ = await silo.ServingAsync();
        using var client = new SiloClient(silo, bench.Clock);
        var load = new LockLoad(client, holds, run);
        _ = await load.RunAsync(64, TimeSpan.FromSeconds(Math.Max(1, Math.Min(5, length.TotalSeconds))));
        await load.UnlockAllAsync();
        var (siloCpu, ownCpu) = (silo.ProcessorTime, Environment.CpuUsage.TotalTime);
        var (latencies, seconds) = await load.RunAsync(callers, length);
        var (siloUsed, ownUsed) = (silo.ProcessorTime - siloCpu, Environment.CpuUsage.TotalTime - ownCpu);
        await load.UnlockAllAsync();
        var batch = await silo.StopAsync();
        if (callers == 1)
        {
            batch = 1;
        }

        var (rawPerSecond, rawCpu) = raw.Run(commits.Next, Math.Max(1, (int)Math.Round(batch)), length);
        var result = new Round(latencies.Count / seconds, latencies.P50, latencies.P99, batch, rawPerSecond);
        Console.WriteLine(
            $"{callers,7} {result.PerSecond,8:N0} {result.P50,7:N2} {result.P99,7:N2} {siloUsed.TotalMicroseconds / latencies.Count,8:N0} {ownUsed.TotalMicroseconds / latencies.Count,10:N0} {batch,11:N1} {rawPerSecond,8:N0} {rawCpu,7:N0} {result.Ratio,6:P0}");
        return result;
    }

    private sealed record Round(double PerSecond, double P50, double P99, double Batch, double Raw)
    {
        public double Ratio => PerSecond / Raw;
    }
}
