using System.Diagnostics;
using Lert.Bench.Seeding;
using Lert.Bench.Silos;
using Lert.Store;

namespace Lert.Bench.Postgres;

/// <summary>Very many holds that wait: what the pump's question costs, asked as the pump asks it, and what the silo keeps in memory meanwhile.</summary>
internal static class PostgresArmedBench
{
    private const int AccountsPerCase = 10, Questions = 2_000;

    public static async Task RunAsync(BenchContext bench)
    {
        var holds = bench.Number("holds", 1_000_000);
        await using var server = await PrivatePostgres.StartAsync(bench);
        var (sample, began) = (new SampleHolds(bench.Clock.GetUtcNow().AddDays(-1), AccountsPerCase), bench.Clock.GetTimestamp());
        Percentiles due, next;
        await using (var store = await server.OpenAsync(bench.Clock))
        {
            await Seeder.FillAsync(store, sample, holds, AccountsPerCase, withCompanions: false, 4_096);
            Console.WriteLine($"seeded {holds:N0} holds in {bench.Clock.GetElapsedTime(began).TotalSeconds:N0} s");
            due = await AskAsync(async () => Must(await store.ReadDueAsync(Slots.All, bench.Clock.GetUtcNow(), null, 1_024, CancellationToken.None) is { IsEmpty: true }));
            next = await AskAsync(async () => Must(await store.NextWakeAsync(Slots.All, CancellationToken.None) is not null));
        }

        await using var silo = SiloProcess.StartOn(bench.Folder, ("Store__Postgres", server.Connection), ("Cluster__Port", $"{SiloProcess.FreePort()}"));
        var (serving, _) = await silo.ServingAsync();
        using var client = new SiloClient(silo, bench.Clock);
        for (var number = 0; number < 10_000; number += 10)
        {
            _ = await client.GetAsync(sample.HoldId(number));
        }

        var (used, highest) = silo.Resident();
        Console.WriteLine($"what is due? over {holds:N0} armed holds: p50 {due.P50:N3} ms, p99 {due.P99:N3} ms; what is next? p50 {next.P50:N3} ms, p99 {next.P99:N3} ms; aim 1 ms");
        Console.WriteLine($"serving after {serving.TotalSeconds:N1} s; resident after 1,000 gets {used:N0} MiB, at its highest {highest:N0} MiB; aim 300 MB");
        BenchContext.Json(new()
        {
            ["bench"] = "pg-armed", ["holds"] = holds, ["due_p50_ms"] = Math.Round(due.P50, 3), ["due_p99_ms"] = Math.Round(due.P99, 3), ["next_p50_ms"] = Math.Round(next.P50, 3),
            ["next_p99_ms"] = Math.Round(next.P99, 3), ["resident_mib"] = Math.Round(used), ["highest_mib"] = Math.Round(highest), ["aim_ms"] = 1, ["aim_mib"] = 286,
        });
        _ = await silo.StopAsync();
    }

    private static async Task<Percentiles> AskAsync(Func<Task> ask)
    {
        var took = new List<double>();
        for (var i = 0; i < Questions; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await ask();
            took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return new(took.Skip(Questions / 10));
    }

    private static void Must(bool right)
    {
        if (!right)
        {
            throw new InvalidOperationException("The pump was told what is not so.");
        }
    }
}
