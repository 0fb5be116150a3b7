using Lert.Bench.Paging;
using Lert.Bench.Silos;
using Lert.Store.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lert.Bench;

/// <summary>
/// Very many open pages whose step falls due in the same second, against a paging gateway in a process of its own: how long until the last has reached it, in which
/// order, and whether each did once. A tenth are emergencies, three tenths are high, the rest is normal, mixed by chance.
/// </summary>
internal static class PagesBench
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    public static async Task RunAsync(BenchContext bench)
    {
        var (pages, lead) = (bench.Number("pages", 10_000), bench.Number("lead", 30));
        var file = Path.Combine(bench.Folder, "lert.db");
        var due = bench.Clock.GetUtcNow().AddSeconds(lead + (pages / 1_000));
        var sample = new SamplePages(due);
        var options = new SqliteStoreOptions { Path = file, Regions = ["us", "uk", "ie", "sg"], MaxQueued = 1_000_000, MaxBatch = 10_000 };
        await using (var store = await SqliteActorStore.OpenAsync(options, bench.Clock, NullLogger<SqliteActorStore>.Instance, CancellationToken.None))
        {
            await sample.FillAsync(store, pages);
        }

        await using var gateway = await GatewayProcess.StartAsync(bench.Folder);
        await using var silo = SiloProcess.Start(
            bench.Folder, file, ("Paging__Webhook__Url", gateway.Url), ("Paging__Webhook__Secret", GatewayProcess.Secret), ("Paging__Webhook__AllowPrivateNetworks", "true"));
        await silo.ServingAsync();
        Console.WriteLine($"{pages:N0} open pages; their step falls due {(due - bench.Clock.GetUtcNow()).TotalSeconds:N0} s after the start");
        if (bench.Clock.GetUtcNow() > due)
        {
            throw new InvalidOperationException("The silo served only after the pages were due: take a longer --lead.");
        }

        var before = silo.ProcessorTime;
        var arrivals = await gateway.ArrivedAsync(pages, bench.Clock, due + Limit);
        var told = await ToldAsync(bench, file, pages, due);
        var cpu = silo.ProcessorTime - before;
        await silo.StopAsync();

        var late = new Percentiles(arrivals.Select(arrival => (arrival.At - due).TotalMilliseconds));
        var inversions = Inversions(arrivals);
        Console.WriteLine($"all {pages:N0} sent {late.Max / 1000:N1} s after they were due: {pages / (late.Max / 1000):N0}/s; p50 {late.P50 / 1000:N1} s, p99 {late.P99 / 1000:N1} s");
        foreach (var kind in arrivals.GroupBy(arrival => arrival.Urgency).OrderBy(kind => kind.Min(arrival => arrival.Number)))
        {
            var mine = new Percentiles(kind.Select(arrival => (arrival.At - due).TotalMilliseconds));
            Console.WriteLine($"  {kind.Key,-9} {mine.Count,6:N0}: p50 {mine.P50 / 1000:N2} s, p99 {mine.P99 / 1000:N2} s, last {mine.Max / 1000:N2} s");
        }

        Console.WriteLine($"inversions: {inversions.Less:N0} of {pages:N0} came after one that is less urgent; the furthest by {inversions.Furthest:N0} places");
        Console.WriteLine($"every page knows that its person was told {told.TotalSeconds:N1} s after it was due; processor time of the silo {cpu.TotalSeconds:N1} s, {cpu.TotalMicroseconds / pages:N0} µs per page");
        Console.WriteLine("checked: every page reached the gateway, once by its id, signed, and none before it was due");
        BenchContext.Json(new()
        {
            ["bench"] = "pages", ["pages"] = pages, ["sent_s"] = Math.Round(late.Max / 1000, 2), ["per_second"] = Math.Round(pages / (late.Max / 1000)),
            ["emergency_last_s"] = Math.Round(arrivals.Where(arrival => arrival.Urgency == "Emergency").Max(arrival => (arrival.At - due).TotalSeconds), 2),
            ["inversions"] = inversions.Less, ["told_s"] = Math.Round(told.TotalSeconds, 2),
        });
    }

    /// <summary>How many came after one that is less urgent, and by how many places the worst of them is behind the first such.</summary>
    private static (int Less, long Furthest) Inversions(IReadOnlyList<GatewayArrival> arrivals)
    {
        var (less, furthest) = (0, 0L);
        var first = new Dictionary<int, long>();
        foreach (var arrival in arrivals.OrderBy(arrival => arrival.Number))
        {
            var rank = SamplePages.Rank(arrival.Urgency);
            var ahead = first.Where(seen => seen.Key > rank).Select(seen => (long?)seen.Value).Min();
            if (ahead is { } place)
            {
                (less, furthest) = (less + 1, Math.Max(furthest, arrival.Number - place));
            }

            first.TryAdd(rank, arrival.Number);
        }

        return (less, furthest);
    }

    /// <summary>How long after they were due every page had heard that its delivery was taken.</summary>
    private static async Task<TimeSpan> ToldAsync(BenchContext bench, string file, int pages, DateTimeOffset due)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, Mode = SqliteOpenMode.ReadOnly }.ToString());
        await connection.OpenAsync();
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(250), bench.Clock);
        while (await look.WaitForNextTickAsync())
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT count(*) FROM journal WHERE type = 'page.delivery-sent.v1' AND sequence > 4";
            var told = (long)(await command.ExecuteScalarAsync())!;
            if (told == pages)
            {
                return bench.Clock.GetUtcNow() - due;
            }

            if (told > pages || bench.Clock.GetUtcNow() > due + Limit)
            {
                throw new InvalidOperationException($"{told:N0} deliveries are journaled as sent, of {pages:N0} pages.");
            }
        }

        throw new InvalidOperationException("The timer ended.");
    }
}
