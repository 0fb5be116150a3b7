using System.Diagnostics;
using Lert.Bench.Postgres;
using Lert.Bench.Seeding;
using Lert.Bench.Silos;
using Lert.Store;
using Lert.Store.Sqlite;
using Lert.V1;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lert.Bench.Queues;

/// <summary>
/// Very many cases: what a desk's queue and the lists ask, through gRPC, grain and store, on both stores. And a case with very many events: how soon it is shown by a
/// silo that has never seen it, and how soon a page of its timeline.
/// </summary>
internal static class QueueBench
{
    private const int AimMs = 50;

    public static async Task RunAsync(BenchContext bench)
    {
        var (cases, rounds, events) = (bench.Number("cases", 100_000), bench.Number("rounds", 200), bench.Number("events", 10_000));
        var sample = new SampleCases(bench.Clock.GetUtcNow());
        var file = Path.Combine(bench.Folder, "lert.db");
        await using (var store = await SqliteActorStore.OpenAsync(
            new SqliteStoreOptions { Path = file, Regions = ["us", "uk", "ie", "sg"], MaxQueued = 1_000_000, MaxBatch = 10_000 }, bench.Clock, NullLogger<SqliteActorStore>.Instance, CancellationToken.None))
        {
            await FillAsync("sqlite", store, sample, cases, events, 8_192);
        }

        await using (var silo = SiloProcess.Start(bench.Folder, file))
        {
            await MeasureAsync(bench, "sqlite", silo, cases, rounds, events, rest: 0);
        }

        File.Delete(file);
        await using var server = await PrivatePostgres.StartAsync(bench);
        await using (var store = await server.OpenAsync(bench.Clock))
        {
            await FillAsync("postgres", store, sample, cases, events, 4_096);
        }

        await server.SettleAsync();

        await using var other = SiloProcess.StartOn(bench.Folder, ("Store__Postgres", server.Connection), ("Cluster__Port", $"{SiloProcess.FreePort()}"));
        await MeasureAsync(bench, "postgres", other, cases, rounds, events, bench.Number("rest", 70));
    }

    private static async Task FillAsync(string name, IActorStore store, SampleCases sample, int cases, int events, int concurrency)
    {
        var watch = Stopwatch.StartNew();
        foreach (var commit in sample.Long(SampleCases.Id(-1), events))
        {
            Seeder.Check(await store.CommitAsync(commit, CancellationToken.None));
        }

        var (done, silenced) = (cases / 5, cases / 50);
        var all = Enumerable.Range(0, cases).Select(sample.Open).Concat(Enumerable.Range(0, done).Select(sample.Done)).Concat(Enumerable.Range(0, silenced).Select(sample.Silenced));
        await Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = concurrency }, async (commits, cancel) =>
        {
            foreach (var commit in commits)
            {
                Seeder.Check(await store.CommitAsync(commit, cancel));
            }
        });
        Console.WriteLine($"{name}: seeded {cases:N0} open cases, {done + silenced:N0} that are done, and one of {events:N0} events in {watch.Elapsed.TotalSeconds:N0} s");
    }

    private static async Task MeasureAsync(BenchContext bench, string store, SiloProcess silo, int cases, int rounds, int events, int rest)
    {
        var (serving, _) = await silo.ServingAsync();
        // Beside the first questions of a silo that has just started its own looking-through would be measured: of the clocks of all open cases, and, on PostgreSQL, of
        // the timers of 2,000 actors a second.
        var (swept, _) = await silo.HeardAsync("counted anew");
        Console.WriteLine($"{store,-9} serving after {serving.TotalSeconds:N1} s; the clocks of all open cases looked through after {swept.TotalSeconds:N1} s; asked {rest} s later");
        await Task.Delay(TimeSpan.FromSeconds(rest), bench.Clock);
        using var client = new SiloClient(silo, bench.Clock);
        var questions = new QueueQuestions(client, bench.Clock);
        await questions.PrepareAsync();
        var figures = new Dictionary<string, object> { ["bench"] = "queue", ["store"] = store, ["cases"] = cases, ["rounds"] = rounds, ["aim_p99_ms"] = AimMs, ["swept_s"] = Math.Round(swept.TotalSeconds, 1) };
        Console.WriteLine($"{store,-9} {"question",-32} {"rows",5} {"p50 ms",8} {"p99 ms",8} {"max ms",8}");
        foreach (var (name, ask) in questions.All())
        {
            var rows = int.MaxValue;
            var times = await TimeAsync(bench, rounds, async i => rows = Math.Min(rows, await ask(i)));
            if (rows == 0)
            {
                throw new InvalidOperationException($"'{name}' found nothing: that is no measurement.");
            }

            Report(times, name, rows);
        }

        await LongAsync(bench, store, client, events, figures, Report);
        BenchContext.Json(figures);

        void Report(Percentiles times, string name, int rows)
        {
            Console.WriteLine($"{store,-9} {name,-32} {rows,5} {times.P50,8:N1} {times.P99,8:N1} {times.Max,8:N1}{(times.P99 > AimMs ? $"  over the aim of {AimMs} ms" : "")}");
            figures[$"{string.Concat(name.Where(c => char.IsAsciiLetter(c) || c == ' ')).Replace(' ', '_')}_p99_ms"] = Math.Round(times.P99, 1);
        }
    }

    private static async Task LongAsync(BenchContext bench, string store, SiloClient client, int events, Dictionary<string, object> figures, Action<Percentiles, string, int> report)
    {
        // The first one is for the code and not for the case.
        _ = await client.Cases.GetAsync(new GetCaseRequest { CaseId = SampleCases.Id(1) }, client.Options);
        _ = await client.Cases.GetTimelineAsync(new GetTimelineRequest { CaseId = SampleCases.Id(1) }, client.Options);
        var began = bench.Clock.GetTimestamp();
        var shown = await client.Cases.GetAsync(new GetCaseRequest { CaseId = SampleCases.Id(-1) }, client.Options);
        var opened = bench.Clock.GetElapsedTime(began).TotalMilliseconds;
        Console.WriteLine($"{store,-9} a case with {events:N0} events, never seen by this silo: shown after {opened:N1} ms; aim {AimMs} ms");
        var (pages, lines, token) = (new List<double>(), 0, "");
        do
        {
            began = bench.Clock.GetTimestamp();
            var page = await client.Cases.GetTimelineAsync(new GetTimelineRequest { CaseId = shown.CaseId, PageSize = 100, PageToken = token }, client.Options);
            pages.Add(bench.Clock.GetElapsedTime(began).TotalMilliseconds);
            (lines, token) = (lines + page.Entries.Count, page.NextPageToken);
        }
        while (token.Length > 0);
        report(new Percentiles(pages), "its timeline, pages of 100", lines);
        figures["opened_ms"] = Math.Round(opened, 1);
    }

    private static async Task<Percentiles> TimeAsync(BenchContext bench, int rounds, Func<int, Task> ask)
    {
        for (var i = 0; i < Math.Min(20, rounds); i++)
        {
            await ask(i);
        }

        var times = new List<double>();
        for (var i = 0; i < rounds; i++)
        {
            var began = bench.Clock.GetTimestamp();
            await ask(i);
            times.Add(bench.Clock.GetElapsedTime(began).TotalMilliseconds);
        }

        return new Percentiles(times);
    }
}
