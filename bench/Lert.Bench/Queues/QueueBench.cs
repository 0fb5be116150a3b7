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
/// Very many open cases: what a desk's queue and the lists ask, through gRPC, grain and store, on both stores. And a case with very many events: how soon it is
/// shown by a silo that has never seen it, and how soon a page of its timeline.
/// </summary>
internal static class QueueBench
{
    private const int AimMs = 50;
    private const string Open = "status = (RECEIVED OR TRIAGED OR VALIDATING OR PRESERVED OR AWAITING_REQUESTER OR LEGAL_REVIEW OR APPROVED OR NARROWED OR CHALLENGED OR COLLECTING OR QUALITY_CHECK OR DISCLOSURE_APPROVAL OR DELIVERED OR REOPENED)";

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
            await MeasureAsync(bench, "sqlite", silo, cases, rounds, events);
        }

        File.Delete(file);
        await using var server = await PrivatePostgres.StartAsync(bench);
        await using (var store = await server.OpenAsync(bench.Clock))
        {
            await FillAsync("postgres", store, sample, cases, events, 4_096);
        }

        await using var other = SiloProcess.StartOn(bench.Folder, ("Store__Postgres", server.Connection), ("Cluster__Port", $"{SiloProcess.FreePort()}"));
        await MeasureAsync(bench, "postgres", other, cases, rounds, events);
    }

    private static async Task FillAsync(string name, IActorStore store, SampleCases sample, int cases, int events, int concurrency)
    {
        var watch = Stopwatch.StartNew();
        foreach (var commit in sample.Long(SampleCases.Id(-1), events))
        {
            Seeder.Check(await store.CommitAsync(commit, CancellationToken.None));
        }

        await Parallel.ForEachAsync(
            Enumerable.Range(0, cases), new ParallelOptions { MaxDegreeOfParallelism = concurrency },
            async (number, cancel) =>
            {
                foreach (var commit in sample.Case(number))
                {
                    Seeder.Check(await store.CommitAsync(commit, cancel));
                }
            });
        Console.WriteLine($"{name}: seeded {cases:N0} open cases and one of {events:N0} events in {watch.Elapsed.TotalSeconds:N0} s");
    }

    private static async Task MeasureAsync(BenchContext bench, string store, SiloProcess silo, int cases, int rounds, int events)
    {
        _ = await silo.ServingAsync();
        using var client = new SiloClient(silo, bench.Clock);
        var soon = bench.Clock.GetUtcNow().AddDays(1).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        (string Name, Func<int, ListCasesRequest> Ask)[] lists =
        [
            ("queue", _ => By(Open, "due", 30)),
            ("queue of a desk", _ => By($"{Open} AND desk = us-r-legal", "due", 30)),
            ("queue of a person", i => By($"{Open} AND assignee = {SampleCases.Person(i)}", "due", 30)),
            ("queue, emergencies", _ => By($"{Open} AND kind = EMERGENCY AND due_before = \"{soon}\"", "due", 30)),
            ("list", _ => By("", "", 50)),
            ("list by status", _ => By("status = LEGAL_REVIEW", "", 50)),
            ("list by status and regime", _ => By("status = (TRIAGED OR VALIDATING) AND regime = us-2703d", "", 50)),
            ("list by kind and desk", _ => By("kind = MLAT AND desk = us-r-legal", "", 50)),
            ("list by assignee", i => By($"assignee = {SampleCases.Person(i)}", "", 50)),
            ("list by due date", _ => By($"due_before = \"{soon}\"", "", 50)),
            ("list of the lead's queue", _ => By("lead_queue = TRUE", "", 50)),
        ];
        var figures = new Dictionary<string, object> { ["bench"] = "queue", ["store"] = store, ["cases"] = cases, ["rounds"] = rounds, ["aim_p99_ms"] = AimMs };
        Console.WriteLine($"{store,-9} {"question",-28} {"rows",5} {"p50 ms",8} {"p99 ms",8} {"max ms",8}");
        foreach (var (name, ask) in lists)
        {
            var rows = 0;
            Report(await TimeAsync(bench, rounds, async i => rows = (await client.Cases.ListAsync(ask(i), client.Options)).Cases.Count), name, () => rows);
        }

        // The first one is for the code and not for the case.
        _ = await client.Cases.GetAsync(new GetCaseRequest { CaseId = SampleCases.Id(0) }, client.Options);
        _ = await client.Cases.GetTimelineAsync(new GetTimelineRequest { CaseId = SampleCases.Id(0) }, client.Options);
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
        Report(new Percentiles(pages), "its timeline, pages of 100", () => lines);
        figures["opened_ms"] = Math.Round(opened, 1);
        BenchContext.Json(figures);

        void Report(Percentiles times, string name, Func<int> rows)
        {
            Console.WriteLine($"{store,-9} {name,-28} {rows(),5} {times.P50,8:N1} {times.P99,8:N1} {times.Max,8:N1}{(times.P99 > AimMs ? $"  over the aim of {AimMs} ms" : "")}");
            figures[$"{name.Replace(",", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal).Replace(' ', '_')}_p99_ms"] = Math.Round(times.P99, 1);
        }
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

    private static ListCasesRequest By(string filter, string order, int size) => new() { Filter = filter, OrderBy = order, PageSize = size };
}
