using System.Diagnostics;
using Grpc.Core;
using Lert.Bench.Postgres;
using Lert.Bench.Seeding;
using Lert.Bench.Silos;

namespace Lert.Bench.Cluster;

/// <summary>
/// What one, two and three silos do on one machine; how long after the kill of one every actor answers again; and what callers notice of a planned stop.
/// All under load, on two processors that silos, database and callers share.
/// </summary>
internal static class ClusterBench
{
    private const int Holds = 1_000, AccountsPerCase = 10, Callers = 32, Watched = 200;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20), RecoveryLimit = TimeSpan.FromSeconds(30);

    public static async Task RunAsync(BenchContext bench)
    {
        var (seconds, rounds, stops) = (bench.Number("seconds", 5), bench.Number("rounds", 20), bench.Number("stops", 3));
        await using var server = await PrivatePostgres.StartAsync(bench);
        var sample = new SampleHolds(bench.Clock.GetUtcNow().AddDays(-1), AccountsPerCase);
        await using (var store = await server.OpenAsync(bench.Clock))
        {
            await Seeder.FillAsync(store, sample, Holds, AccountsPerCase, withCompanions: true, 256);
        }

        string[] holds = [.. Enumerable.Range(0, Holds).Select(sample.HoldId)];
        var figures = new Dictionary<string, object> { ["bench"] = "cluster" };
        await using var cluster = new BenchCluster(bench, server);
        await GrowAsync(bench, cluster, holds, TimeSpan.FromSeconds(seconds), figures);
        await KillAsync(bench, cluster, holds, rounds, figures);
        await StopAsync(bench, cluster, holds, stops, figures);
        BenchContext.Json(figures);
    }

    private static async Task GrowAsync(BenchContext bench, BenchCluster cluster, string[] holds, TimeSpan length, Dictionary<string, object> figures)
    {
        Console.WriteLine($"{"silos",5} {"calls/s",8} {"p50 ms",7} {"p99 ms",7} {"failed",6}");
        for (var silos = 1; silos <= 3; silos++)
        {
            await cluster.StartAsync(silos);
            var doors = Doors(cluster);
            // Until the compiler of the silo that came last has done its work: it needs the processors too.
            _ = await LoadAsync(bench, new ClusterLoad(holds, $"w{silos}"), doors, WarmUp);
            var load = new ClusterLoad(holds, $"g{silos}");
            var (latencies, seconds) = await LoadAsync(bench, load, doors, length);
            Console.WriteLine($"{silos,5} {latencies.Count / seconds,8:N0} {latencies.P50,7:N2} {latencies.P99,7:N2} {load.Failed,6}");
            figures[$"silos_{silos}_per_second"] = Math.Round(latencies.Count / seconds);
        }
    }

    private static async Task KillAsync(BenchContext bench, BenchCluster cluster, string[] holds, int rounds, Dictionary<string, object> figures)
    {
        var took = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            var victim = (round % 3) + 1;
            SiloClient[] others = [.. cluster.Numbers.Where(number => number != victim).Select(cluster.Client)];
            using var until = new CancellationTokenSource();
            var load = new ClusterLoad(holds, $"k{round}");
            var loading = load.RunAsync(Callers / 2, () => others, until.Token);
            await Task.Delay(TimeSpan.FromSeconds(1), bench.Clock, CancellationToken.None);
            var watch = Stopwatch.StartNew();
            await cluster.KillAsync(victim);
            took.Add((await AnsweredAsync(bench, holds, others, watch)).TotalSeconds);
            await until.CancelAsync();
            _ = await loading;
            await cluster.StartAsync(victim);
            Console.WriteLine($"kill -9 of silo {victim}: every actor answered after {took[^1]:N2} s");
        }

        var all = new Percentiles(took);
        Console.WriteLine($"kill -9 under load, {rounds} rounds: every actor answers again after p50 {all.P50:N2} s, p99 {all.P99:N2} s, max {all.Max:N2} s; aim 3 s and 5 s");
        (figures["kill_rounds"], figures["kill_p50_s"], figures["kill_p99_s"], figures["kill_max_s"]) = (rounds, Math.Round(all.P50, 2), Math.Round(all.P99, 2), Math.Round(all.Max, 2));
    }

    /// <summary>When each of many holds has answered a question that was asked after the kill.</summary>
    private static async Task<TimeSpan> AnsweredAsync(BenchContext bench, string[] holds, SiloClient[] doors, Stopwatch watch)
    {
        var times = await Task.WhenAll(Enumerable.Range(0, Watched).Select(async number =>
        {
            for (var attempt = 0; watch.Elapsed < RecoveryLimit; attempt++)
            {
                var door = doors[(number + attempt) % doors.Length];
                try
                {
                    _ = await door.Holds.GetAsync(new() { HoldId = holds[number * (holds.Length / Watched)] }, door.Options.WithDeadline(bench.Clock.GetUtcNow().UtcDateTime.AddSeconds(1)));
                    return watch.Elapsed;
                }
                catch (RpcException away) when (away.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.ResourceExhausted)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(20), bench.Clock, CancellationToken.None);
                }
            }

            throw new TimeoutException($"A hold did not answer within {RecoveryLimit.TotalSeconds:0} s of the kill.");
        }));
        return times.Max();
    }

    private static async Task StopAsync(BenchContext bench, BenchCluster cluster, string[] holds, int stops, Dictionary<string, object> figures)
    {
        var (failed, during, calls) = (0, new List<double>(), 0);
        for (var round = 0; round < stops; round++)
        {
            var leaving = (round % 3) + 1;
            // Callers knock at the others, as behind a balancer that has been told; the actors of the one that leaves are asked for all the same.
            SiloClient[] others = [.. cluster.Numbers.Where(number => number != leaving).Select(cluster.Client)];
            using var until = new CancellationTokenSource();
            var load = new ClusterLoad(holds, $"s{round}");
            var loading = load.RunAsync(Callers, () => others, until.Token);
            await Task.Delay(TimeSpan.FromSeconds(1), bench.Clock, CancellationToken.None);
            await cluster.StopAsync(leaving);
            await Task.Delay(TimeSpan.FromSeconds(1), bench.Clock, CancellationToken.None);
            await until.CancelAsync();
            var (latencies, _) = await loading;
            (failed, calls) = (failed + load.Failed, calls + latencies.Count);
            during.Add(latencies.P99);
            Console.WriteLine($"planned stop of silo {leaving}: {latencies.Count:N0} calls, {load.Failed} failed, p50 {latencies.P50:N1} ms, p99 {latencies.P99:N1} ms, max {latencies.Max:N0} ms");
            foreach (var (what, count) in load.Failures)
            {
                Console.WriteLine($"  {count} x {what}");
            }

            await cluster.StartAsync(leaving);
        }

        Console.WriteLine($"planned stops under load: {calls:N0} calls, {failed} failed; aim 0; p99 {during.Max():N1} ms at worst");
        (figures["stop_calls"], figures["stop_failed"], figures["stop_p99_ms"]) = (calls, failed, Math.Round(during.Max(), 1));
    }

    private static async Task<(Percentiles Latencies, double Seconds)> LoadAsync(BenchContext bench, ClusterLoad load, Func<IReadOnlyList<SiloClient>> doors, TimeSpan length)
    {
        using var until = new CancellationTokenSource(length, bench.Clock);
        return await load.RunAsync(Callers * 2, doors, until.Token);
    }

    private static Func<IReadOnlyList<SiloClient>> Doors(BenchCluster cluster)
    {
        SiloClient[] all = [.. cluster.Numbers.Select(cluster.Client)];
        return () => all;
    }
}
