using Lert.Bench.Durable;
using Lert.Bench.Seeding;
using Lert.Bench.Silos;

namespace Lert.Bench.Postgres;

/// <summary>
/// Durable commands through gRPC, grain and journaled commit on PostgreSQL, against a plain state write by the same Npgsql on the same server. The two take
/// turns, so that a noisy minute strikes both.
/// </summary>
internal static class PostgresDurableBench
{
    private const int Holds = 1_000, AccountsPerCase = 10, Callers = 64;
    private const double Aim = 2, AloneAim = 0.8;

    public static async Task RunAsync(BenchContext bench)
    {
        var (rounds, length) = (bench.Number("rounds", 3), TimeSpan.FromSeconds(bench.Number("seconds", 5)));
        await using var server = await PrivatePostgres.StartAsync(bench);
        var sample = new SampleHolds(bench.Clock.GetUtcNow().AddDays(-1), AccountsPerCase);
        await using (var store = await server.OpenAsync(bench.Clock))
        {
            await Seeder.FillAsync(store, sample, Holds, AccountsPerCase, withCompanions: true, 256);
        }

        var plain = new PlainWrites(server.Superuser, Holds, sample.Hold(0).Placed.State.Length);
        await plain.PrepareAsync();
        _ = await plain.RunAsync(Callers, TimeSpan.FromSeconds(1));
        await using var silo = SiloProcess.StartOn(bench.Folder, ("Store__Postgres", server.Connection), ("Cluster__Port", $"{SiloProcess.FreePort()}"));
        _ = await silo.ServingAsync();
        using var client = new SiloClient(silo, bench.Clock);
        string[] holds = [.. Enumerable.Range(0, Holds).Select(sample.HoldId)];
        var warm = new LockLoad(client, holds, "warm");
        // Until the silo's code is compiled as it stays: on a busy machine that takes its time, and is no part of what is compared.
        _ = await warm.RunAsync(Callers, TimeSpan.FromSeconds(bench.Number("warm", 20)));
        await warm.UnlockAllAsync();

        Console.WriteLine($"lock and unlock {Holds:N0} holds on PostgreSQL, {length.TotalSeconds:N0} s each; silo, server and callers share {Environment.ProcessorCount} processors");
        Console.WriteLine($"{"callers",7} {"calls/s",8} {"p50 ms",7} {"p99 ms",7} {"plain/s",8} {"p50 ms",7} {"p99 ms",7} {"ratio",6}");
        var (many, one) = (new List<Round>(), new List<Round>());
        for (var round = 0; round < rounds; round++)
        {
            many.Add(await MeasureAsync(client, holds, plain, Callers, length, $"m{round}"));
            one.Add(await MeasureAsync(client, holds, plain, 1, length, $"o{round}"));
        }

        var (all, alone) = (Median(many), Median(one));
        Console.WriteLine($"{Callers} callers: median {all.Ratio:N2} x plain, aim {Aim} x; {all.PerSecond:N0}/s, aim 6,500/s");
        Console.WriteLine($"1 caller: median {alone.Ratio:N2} x plain, aim {AloneAim} x; {alone.PerSecond:N0}/s");
        BenchContext.Json(new()
        {
            ["bench"] = "pg-durable", ["callers"] = Callers, ["holds"] = Holds, ["per_second"] = Math.Round(all.PerSecond), ["p50_ms"] = Math.Round(all.P50, 2), ["p99_ms"] = Math.Round(all.P99, 2),
            ["plain_per_second"] = Math.Round(all.Plain), ["ratio"] = Math.Round(all.Ratio, 2), ["aim_ratio"] = Aim,
            ["one_caller_per_second"] = Math.Round(alone.PerSecond), ["one_caller_plain_per_second"] = Math.Round(alone.Plain), ["one_caller_ratio"] = Math.Round(alone.Ratio, 2), ["one_caller_aim_ratio"] = AloneAim,
        });
        _ = await silo.StopAsync();
    }

    private static async Task<Round> MeasureAsync(SiloClient client, string[] holds, PlainWrites plain, int callers, TimeSpan length, string run)
    {
        var load = new LockLoad(client, holds, run);
        var (latencies, seconds) = await load.RunAsync(callers, length);
        await load.UnlockAllAsync();
        var (plainLatencies, plainSeconds) = await plain.RunAsync(callers, length);
        var round = new Round(latencies.Count / seconds, latencies.P50, latencies.P99, plainLatencies.Count / plainSeconds);
        Console.WriteLine(
            $"{callers,7} {round.PerSecond,8:N0} {round.P50,7:N2} {round.P99,7:N2} {round.Plain,8:N0} {plainLatencies.P50,7:N2} {plainLatencies.P99,7:N2} {round.Ratio,6:N2}");
        return round;
    }

    private static Round Median(List<Round> rounds) => rounds.OrderBy(round => round.Ratio).ElementAt(rounds.Count / 2);

    private sealed record Round(double PerSecond, double P50, double P99, double Plain)
    {
        public double Ratio => PerSecond / Plain;
    }
}
