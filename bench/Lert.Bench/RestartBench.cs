using Grpc.Core;
using Lert.Bench.Seeding;
using Lert.Bench.Silos;

namespace Lert.Bench;

/// <summary>From the start of the process to the first answered GetHold, over many active holds of which none is due; after a stop and after a kill.</summary>
internal static class RestartBench
{
    private const int AccountsPerCase = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    public static async Task RunAsync(BenchContext bench)
    {
        var (holds, rounds) = (bench.Number("holds", 100_000), bench.Number("rounds", 3));
        var (sample, store) = (new SampleHolds(bench.Clock.GetUtcNow().AddDays(-1), AccountsPerCase), Path.Combine(bench.Folder, "lert.db"));
        var bytes = await Seeder.FillAsync(store, sample, holds, AccountsPerCase, withCompanions: true, bench.Clock);
        Console.WriteLine($"{"after",-6} {"store open ms",14} {"checks ms",10} {"serving ms",11} {"first get ms",13} {"cpu ms",8} {"resident MiB",13}");
        var totals = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            // The second start of each round finds what a kill leaves behind.
            totals.Add(await StartAsync(bench, store, sample.HoldId(holds / 2), round == 0 ? "seed" : "kill", kill: false));
            totals.Add(await StartAsync(bench, store, sample.HoldId(holds / 3), "stop", kill: true));
        }

        var all = new Percentiles(totals);
        Console.WriteLine($"start to first answer: median {all.P50:N0} ms, worst {all.Max:N0} ms; aim 2,000 ms");
        BenchContext.Json(new() { ["bench"] = "restart", ["holds"] = holds, ["store_bytes"] = bytes, ["median_ms"] = Math.Round(all.P50), ["worst_ms"] = Math.Round(all.Max), ["aim_ms"] = 2000 });
    }

    private static async Task<double> StartAsync(BenchContext bench, string store, string hold, string after, bool kill)
    {
        await using var silo = SiloProcess.Start(bench.Folder, store);
        using var client = new SiloClient(silo, bench.Clock);
        var answered = await FirstAnswerAsync(bench, silo, client, hold);
        var (opened, line) = await silo.HeardAsync("opened with schema");
        var (serving, _) = await silo.ServingAsync();
        var words = line.Split(' ');
        Console.WriteLine(
            $"{after,-6} {opened.TotalMilliseconds,14:N0} {words[^2],10} {serving.TotalMilliseconds,11:N0} {answered.TotalMilliseconds,13:N0} {silo.ProcessorTime.TotalMilliseconds,8:N0} {silo.Resident().Now,13:N0}");
        if (kill)
        {
            await silo.KillAsync();
        }
        else
        {
            _ = await silo.StopAsync();
        }

        return answered.TotalMilliseconds;
    }

    private static async Task<TimeSpan> FirstAnswerAsync(BenchContext bench, SiloProcess silo, SiloClient client, string hold)
    {
        using var pause = new PeriodicTimer(Pause, bench.Clock);
        while (await pause.WaitForNextTickAsync())
        {
            try
            {
                var found = await client.GetAsync(hold);
                return found.HoldId == hold ? silo.Elapsed : throw new InvalidOperationException("The silo answered with another hold.");
            }
            catch (RpcException early) when (early.StatusCode == StatusCode.Unavailable && silo.Elapsed < TimeSpan.FromMinutes(2))
            {
                // It does not listen yet.
            }
        }

        throw new InvalidOperationException("The timer ended.");
    }
}
