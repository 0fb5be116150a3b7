using Lert.Bench.Seeding;
using Lert.Bench.Silos;

namespace Lert.Bench;

/// <summary>What a silo keeps in memory over very many holds that wait: nothing is loaded that is neither due nor asked for.</summary>
internal static class MemoryBench
{
    private const int AccountsPerCase = 10;
    private const int Gets = 10_000;
    private const int Callers = 16;

    public static async Task RunAsync(BenchContext bench)
    {
        var holds = bench.Number("holds", 1_000_000);
        var (sample, store) = (new SampleHolds(bench.Clock.GetUtcNow().AddDays(-1), AccountsPerCase), Path.Combine(bench.Folder, "lert.db"));
        var bytes = await Seeder.FillAsync(store, sample, holds, AccountsPerCase, withCompanions: false, bench.Clock);
        await using var silo = SiloProcess.Start(bench.Folder, store);
        var (serving, _) = await silo.ServingAsync();
        using var client = new SiloClient(silo, bench.Clock);
        _ = await client.GetAsync(sample.HoldId(0));
        var (idle, idleHighest) = silo.Resident();

        var random = new Random(1);
        var asked = Enumerable.Range(0, Gets).Select(_ => random.Next(holds)).ToArray();
        await Parallel.ForEachAsync(asked, new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (number, _) =>
        {
            if ((await client.GetAsync(sample.HoldId(number))).HoldId != sample.HoldId(number))
            {
                throw new InvalidOperationException("The silo answered with another hold.");
            }
        });
        var (used, usedHighest) = silo.Resident();
        Console.WriteLine($"{"resident memory",-40} {"MiB",8} {"highest",8}");
        Console.WriteLine($"{$"serving after {serving.TotalSeconds:N1} s, {holds:N0} holds wait",-40} {idle,8:N0} {idleHighest,8:N0}");
        Console.WriteLine($"{$"after {Gets:N0} random gets",-40} {used,8:N0} {usedHighest,8:N0}");
        Console.WriteLine("aim: less than 300 MiB");
        BenchContext.Json(new()
        {
            ["bench"] = "memory", ["holds"] = holds, ["store_bytes"] = bytes, ["serving_ms"] = Math.Round(serving.TotalMilliseconds), ["idle_mib"] = Math.Round(idle),
            ["after_gets_mib"] = Math.Round(used), ["highest_mib"] = Math.Round(usedHighest), ["aim_mib"] = 300,
        });
        _ = await silo.StopAsync();
    }
}
