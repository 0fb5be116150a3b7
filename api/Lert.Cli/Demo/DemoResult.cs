using System.Globalization;
using Lert.Cli.Demo.Checks;
using Lert.Cli.Import;
using Lert.Cli.Output;
using Spectre.Console.Rendering;

namespace Lert.Cli.Demo;

/// <summary>The figures of a run, and every breach.</summary>
internal sealed record DemoResult(DemoPlan Plan, DemoCheck Check, Evidence Evidence, DemoRun Run, TimeSpan Took)
{
    public IReadOnlyList<string> Breaches { get; } =
    [
        .. Check.Findings,
        .. Run.StopCode == 0 ? Array.Empty<string>() : [$"the silo ended with {Run.StopCode?.ToString(CultureInfo.InvariantCulture) ?? "a kill, because it did not stop when asked"}, not with 0"],
        .. Run.WatchBreaks > 0 ? Array.Empty<string>() : ["the watch was never cut off, so its going on was not shown"],
    ];

    public IRenderable Table()
    {
        var (running, overdue) = Split();
        return Sheets.Fields(
            ("Requests", $"{Evidence.Results.Count}: {Count(ok: true)} done, {Count(ok: false)} refused as expected, {Evidence.Results.Count(result => !result.AsExpected)} otherwise"),
            ("Refusals", string.Join(", ", Evidence.Results.Where(result => result.AsExpected && result.Line.Expect != ImportLine.Ok)
                .GroupBy(result => result.Code).OrderByDescending(code => code.Count()).Select(code => $"{code.Key} {code.Count()}"))),
            ("Holds", $"{Check.Expected.Count}: {Check.Holds.ByTimer} released by their timers, {Check.Holds.ByApprovers} early by two approvers, {Check.Holds.StillLocked} still locked"),
            ("Never early", Check.Holds.Lateness.Count < Check.Holds.ByTimer ? $"{Check.Holds.ByTimer - Check.Holds.Lateness.Count} OF {Check.Holds.ByTimer} TOO EARLY" : $"{Check.Holds.Lateness.Count} releases by timer, none before the end that the law gives, counted here from the request"),
            ("Lateness", $"{Quantiles(running)} of real time, while the silo ran ({running.Length} releases)"),
            ("Outage", $"killed {Moments.Text(Run.Outage.From)[..10]}, away {Run.Away.TotalSeconds:0.0} s = {(Run.Outage.Until - Run.Outage.From).TotalDays:0} days; {overdue.Length} releases fell due meanwhile"),
            ("Caught up", overdue.Length == 0 ? null : $"{Quantiles(overdue)} after the first commit of the silo that started again"),
            ("Accounts", $"{Check.Expected.Select(hold => hold.AccountId).Distinct().Count()}: free again {Check.Accounts.Freed} times, after the last hold and {Plan.GraceDays} days of grace"),
            ("Deletion", $"{Check.Accounts.Refused} times refused, {Check.Accounts.Allowed} times allowed"),
            ("Journal", $"{Check.Chain.Lines:N0} lines of {Check.Chain.Actors:N0} actors, every hash computed again"),
            ("Watch", $"{Evidence.Watched.Count:N0} changes, each once and in order, though it was cut off {(Run.WatchBreaks == 1 ? "once" : $"{Run.WatchBreaks} times")}"),
            ("Sent again", $"{Evidence.Results.Sum(result => result.Retries)} times, each under the request id that it had"),
            ("Calendar", $"{(Plan.End - Plan.Clock.Start).TotalDays:0} days in {Took.TotalSeconds:0} s"),
            ("Result", Breaches.Count == 0 ? "everything held" : $"{Breaches.Count} BREACHES"));
    }

    public object Json()
    {
        var (running, overdue) = Split();
        return new
        {
            Requests = Evidence.Results.Count,
            Done = Count(ok: true),
            RefusedAsExpected = Count(ok: false),
            Holds = Check.Expected.Count,
            ReleasedByTimer = Check.Holds.ByTimer,
            ReleasedByApprovers = Check.Holds.ByApprovers,
            Check.Holds.StillLocked,
            LatenessMilliseconds = Summary(running),
            CaughtUpMilliseconds = Summary(overdue),
            AwaySeconds = Math.Round(Run.Away.TotalSeconds, 3),
            DeletionsRefused = Check.Accounts.Refused,
            DeletionsAllowed = Check.Accounts.Allowed,
            JournalLines = Check.Chain.Lines,
            WatchedChanges = Evidence.Watched.Count,
            Run.WatchBreaks,
            Seconds = Math.Round(Took.TotalSeconds, 1),
            Breaches,
        };
    }

    private int Count(bool ok) => Evidence.Results.Count(result => result.AsExpected && (result.Line.Expect == ImportLine.Ok) == ok);

    // What fell due while nobody was there is late by the outage; how fast that was made up is another figure.
    private (double[] Running, double[] Overdue) Split()
    {
        var from = Run.Outage.From;
        var until = Evidence.Journal.Select(line => line.At.ToDateTimeOffset()).Where(at => at > from).DefaultIfEmpty(Run.Outage.Until).Min();
        double Real(TimeSpan span) => Plan.Clock.Real(span).TotalMilliseconds;
        var lateness = Check.Holds.Lateness;
        bool Missed((string HoldId, DateTimeOffset Due, TimeSpan Late) release) => release.Due < until && release.Due + release.Late > from;
        return (
            [.. lateness.Where(release => !Missed(release)).Select(release => Real(release.Late)).Order()],
            [.. lateness.Where(Missed).Select(release => Real(release.Due + release.Late - until)).Order()]);
    }

    private static string Quantiles(double[] sorted) => sorted.Length == 0
        ? "—"
        : string.Create(CultureInfo.InvariantCulture, $"p50 {At(sorted, 0.5):N1} ms, p99 {At(sorted, 0.99):N1} ms, max {sorted[^1]:N1} ms");

    private static object? Summary(double[] sorted) => sorted.Length == 0
        ? null
        : new { Count = sorted.Length, P50 = Math.Round(At(sorted, 0.5), 2), P99 = Math.Round(At(sorted, 0.99), 2), Max = Math.Round(sorted[^1], 2) };

    // The nearest rank: a figure that was really measured.
    private static double At(double[] sorted, double quantile) => sorted[Math.Clamp((int)Math.Ceiling(quantile * sorted.Length) - 1, 0, sorted.Length - 1)];
}
