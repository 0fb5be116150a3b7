using Lert.Bench.Due;
using Lert.Bench.Seeding;
using Lert.Bench.Silos;

namespace Lert.Bench;

/// <summary>
/// Very many holds that end in the same second: how long until the last is released and the last account is let go, and how late each was. Their dates are
/// what the law makes of a request of January, so the silo's calendar is moved to shortly before their end; it runs at the speed of time.
/// </summary>
internal static class DueBench
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);
    private static readonly DateTimeOffset ReceivedAt = new(2026, 1, 15, 10, 0, 0, TimeSpan.Zero);

    public static async Task RunAsync(BenchContext bench)
    {
        var (holds, accountsPerCase, lead) = (bench.Number("holds", 100_000), bench.Number("accounts-per-case", 10), bench.Number("lead", 8));
        var (sample, store) = (new SampleHolds(ReceivedAt, accountsPerCase), Path.Combine(bench.Folder, "lert.db"));
        _ = await Seeder.FillAsync(store, sample, holds, accountsPerCase, withCompanions: true, bench.Clock);

        var origin = bench.Clock.GetUtcNow();
        await using var silo = SiloProcess.Start(
            bench.Folder, store, ("Clock__Speed", "1"), ("Clock__Origin", $"{origin:O}"), ("Clock__Start", $"{sample.End.AddSeconds(-lead):O}"));
        var (serving, _) = await silo.ServingAsync();
        Console.WriteLine($"serving after {serving.TotalSeconds:N1} s; {holds:N0} holds in cases of {accountsPerCase} end {lead} s after the start");
        var before = silo.ProcessorTime;
        using var outcome = ReleaseAudit.OfFile(store, sample.End);
        var settled = await SettledAsync(bench, outcome, holds, origin.AddSeconds(lead));
        var cpu = silo.ProcessorTime - before;
        var batch = await silo.StopAsync();
        outcome.Check(holds);

        var lateness = outcome.Lateness();
        var released = lateness.Max / 1000;
        Console.WriteLine($"released {holds:N0} holds in {released:N1} s: {holds / released:N0}/s; aim 30 s for 100,000");
        Console.WriteLine($"lateness p50 {lateness.P50:N0} ms, p99 {lateness.P99:N0} ms, max {lateness.Max:N0} ms");
        Console.WriteLine($"last account let go after {outcome.LastDetached.TotalSeconds:N1} s; all messages delivered after {settled.TotalSeconds:N1} s");
        Console.WriteLine($"processor time {cpu.TotalSeconds:N1} s, {cpu.TotalMicroseconds / holds:N0} µs per hold; {batch:N1} commits per transaction");
        Console.WriteLine("checked: each hold released once, none early; each account let go once and in its grace period; nothing left to deliver");
        BenchContext.Json(new()
        {
            ["bench"] = "due", ["holds"] = holds, ["accounts_per_case"] = accountsPerCase, ["released_s"] = Math.Round(released, 2), ["detached_s"] = Math.Round(outcome.LastDetached.TotalSeconds, 2),
            ["settled_s"] = Math.Round(settled.TotalSeconds, 2), ["lateness_p50_ms"] = Math.Round(lateness.P50), ["lateness_p99_ms"] = Math.Round(lateness.P99),
            ["lateness_max_ms"] = Math.Round(lateness.Max), ["per_second"] = Math.Round(holds / released), ["aim_s"] = 30,
        });
    }

    /// <summary>How long after <paramref name="due"/> nothing was left to do.</summary>
    internal static async Task<TimeSpan> SettledAsync(BenchContext bench, ReleaseAudit outcome, int holds, DateTimeOffset due)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(250), bench.Clock);
        while (await look.WaitForNextTickAsync())
        {
            var after = bench.Clock.GetUtcNow() - due;
            if (outcome.IsSettled(holds))
            {
                return after;
            }

            if (after > Limit)
            {
                throw new TimeoutException($"After {after.TotalSeconds:N0} s {outcome.Progress()}.");
            }
        }

        throw new InvalidOperationException("The timer ended.");
    }
}
