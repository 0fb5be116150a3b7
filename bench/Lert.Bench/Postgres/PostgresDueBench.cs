using Lert.Bench.Due;
using Lert.Bench.Seeding;
using Lert.Bench.Silos;
using Npgsql;

namespace Lert.Bench.Postgres;

/// <summary>
/// Very many holds on PostgreSQL that end in the same second. Their dates are what the law makes of a request of January, so the cell's calendar is moved to
/// shortly before their end; it runs at the speed of time.
/// </summary>
internal static class PostgresDueBench
{
    private const int Aim = 15;
    private static readonly DateTimeOffset ReceivedAt = new(2026, 1, 15, 10, 0, 0, TimeSpan.Zero);

    public static async Task RunAsync(BenchContext bench)
    {
        var (holds, accountsPerCase, lead) = (bench.Number("holds", 100_000), bench.Number("accounts-per-case", 10), bench.Number("lead", 10));
        await using var server = await PrivatePostgres.StartAsync(bench);
        var (sample, began) = (new SampleHolds(ReceivedAt, accountsPerCase), bench.Clock.GetTimestamp());
        await using (var store = await server.OpenAsync(bench.Clock, scaledCalendar: true))
        {
            await Seeder.FillAsync(store, sample, holds, accountsPerCase, withCompanions: true, 4_096);
        }

        await server.SettleAsync();
        Console.WriteLine($"seeded {holds:N0} holds, as many accounts, and their cases in {bench.Clock.GetElapsedTime(began).TotalSeconds:N0} s");
        var origin = bench.Clock.GetUtcNow();
        await using var silo = SiloProcess.StartOn(
            bench.Folder, ("Store__Postgres", server.Connection), ("Cluster__Port", $"{SiloProcess.FreePort()}"),
            ("Clock__Speed", "1"), ("Clock__Origin", $"{origin:O}"), ("Clock__Start", $"{sample.End.AddSeconds(-lead):O}"));
        var (serving, _) = await silo.ServingAsync();
        Console.WriteLine($"serving after {serving.TotalSeconds:N1} s; {holds:N0} holds in cases of {accountsPerCase} end {lead} s after the start");
        using var outcome = new ReleaseAudit(new NpgsqlConnection(server.Superuser), sample.End);
        var settled = await DueBench.SettledAsync(bench, outcome, holds, origin.AddSeconds(lead));
        _ = await silo.StopAsync();
        outcome.Check(holds);

        var lateness = outcome.Lateness();
        var released = lateness.Max / 1000;
        Console.WriteLine($"released {holds:N0} holds in {released:N1} s: {holds / released:N0}/s; aim {Aim} s for 100,000");
        Console.WriteLine($"lateness p50 {lateness.P50:N0} ms, p99 {lateness.P99:N0} ms, max {lateness.Max:N0} ms");
        Console.WriteLine($"last account let go after {outcome.LastDetached.TotalSeconds:N1} s; all messages delivered after {settled.TotalSeconds:N1} s");
        Console.WriteLine("checked: each hold released once, none early; each account let go once and in its grace period; nothing left to deliver");
        BenchContext.Json(new()
        {
            ["bench"] = "pg-due", ["holds"] = holds, ["accounts_per_case"] = accountsPerCase, ["released_s"] = Math.Round(released, 2), ["detached_s"] = Math.Round(outcome.LastDetached.TotalSeconds, 2),
            ["settled_s"] = Math.Round(settled.TotalSeconds, 2), ["lateness_p50_ms"] = Math.Round(lateness.P50), ["lateness_p99_ms"] = Math.Round(lateness.P99), ["per_second"] = Math.Round(holds / released), ["aim_s"] = Aim,
        });
    }
}
