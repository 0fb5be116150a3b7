using System.Diagnostics;
using System.Globalization;
using Lert.Chaos.Checks;
using Lert.Chaos.History;

namespace Lert.Chaos.Upgrades;

/// <summary>How an upgrade went.</summary>
/// <param name="Problems">What should have been otherwise, beside the promises.</param>
internal sealed record UpgradeResult(
    UpgradeSettings Settings, Verdict Verdict, Evidence Evidence, Meter Meter, IReadOnlyList<string> Found, IReadOnlyList<string> Problems, string Folder)
{
    private const int MostShown = 10, MostRecords = 6;

    /// <summary>Lateness is said, and decides where it is much and the machine was not busy.</summary>
    public bool IsGreen => Problems.Count == 0 && Meter.Total() is { Failed: 0, Calls: > 0 } && Verdict.Breaches.All(breach => breach.Invariant == "I8")
        && Evidence.Recovery.IsExcused;

    public IEnumerable<string> Table()
    {
        yield return "";
        yield return $"{"",-28} {"calls",7} {"failed",7} {"turned away",12} {"late",6} {"refused",8} {"p50 ms",8} {"p99 ms",8} {"max ms",8}";
        foreach (var row in Meter.Rows().Append(Meter.Total()))
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"{row.Name,-28} {row.Calls,7:N0} {row.Failed,7:N0} {row.TurnedAway,12:N0} {row.Late,6:N0} {row.Refused,8:N0} {row.P50,8:N1} {row.P99,8:N1} {row.Most,8:N0}");
        }

        yield return "turned away: an old silo met a case of the newer format and did nothing. late: an old silo did not see that a hold was placed elsewhere. Both say: ask again.";
        yield return "refused: an answer of the rules.";
        yield return "";
        foreach (var finding in Verdict.Findings)
        {
            yield return $"{finding.Invariant,-3} {finding.Promise,-84} {finding.Looked,-52} {(finding.Breaches.Count == 0 ? "none broken" : $"{finding.Breaches.Count} !!!")}";
        }

        foreach (var found in Found)
        {
            yield return $"    {found}";
        }

        yield return $"    of what was turned away {Meter.TurnedAwayAtNew():N0} had been asked of new silos";
        var operations = Evidence.Operations;
        if (operations.Where(done => done is { IsRead: false, Ending: Ending.Done }).MaxBy(done => done.Attempts) is { Attempts: > 1 } slowest)
        {
            yield return $"    no command had to be sent more often than {slowest.Verb} {slowest.RequestId}: {slowest.Attempts} times in {Stopwatch.GetElapsedTime(slowest.Invoked, slowest.Returned).TotalSeconds:0.0} s";
        }

        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"seed {Settings.Seed}: {(IsGreen ? "no call failed, and every promise was kept" : "NOT as promised")}; {operations.Count(done => !done.IsRead && done.Ending == Ending.Done):N0} commands done, {operations.Count(done => done.IsRead):N0} questions answered");
    }

    /// <summary>What a person needs who looks into it.</summary>
    public IEnumerable<string> Breaches()
    {
        foreach (var problem in Problems.Concat(Meter.Failures()))
        {
            yield return $"problem: {problem}";
        }

        foreach (var finding in Verdict.Findings)
        {
            foreach (var breach in finding.Breaches.Take(MostShown))
            {
                yield return $"{breach.Invariant}: {breach.What}";
                foreach (var record in breach.Records.Take(MostRecords))
                {
                    yield return $"      {record}";
                }
            }
        }

        if (!IsGreen)
        {
            yield return $"What the silos and the database said is in {Folder}";
        }
    }
}
