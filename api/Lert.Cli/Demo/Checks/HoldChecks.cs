using Lert.Cli.Output;

namespace Lert.Cli.Demo.Checks;

/// <summary>Every hold ended exactly once, and none before its time.</summary>
internal sealed class HoldChecks
{
    private const string Placed = "hold.placed.v1";
    private const string Released = "hold.released.v1";

    private readonly IReadOnlyList<ExpectedHold> _expected;
    private readonly Dictionary<string, ActorLine[]> _journal;

    public HoldChecks(IReadOnlyList<ExpectedHold> expected, IReadOnlyList<ActorLine> journal)
    {
        _expected = expected;
        _journal = journal.Where(line => line.Kind == "hold").GroupBy(line => line.Actor, StringComparer.Ordinal)
            .ToDictionary(lines => lines.Key, lines => lines.OrderBy(line => line.Sequence).ToArray(), StringComparer.Ordinal);
    }

    /// <summary>How long after it was due each timer released its hold, in virtual time, with the instant at which it was due.</summary>
    public List<(string HoldId, DateTimeOffset Due, TimeSpan Late)> Lateness { get; } = [];

    public int ByTimer { get; private set; }

    public int ByApprovers { get; private set; }

    public int StillLocked { get; private set; }

    public IEnumerable<string> Findings()
    {
        var known = _expected.Select(hold => hold.HoldId).ToHashSet(StringComparer.Ordinal);
        foreach (var stranger in _journal.Keys.Where(hold => !known.Contains(hold)))
        {
            yield return $"hold {stranger} is in the journal, but no line asks for it";
        }

        foreach (var finding in _expected.SelectMany(Check))
        {
            yield return finding;
        }
    }

    private IEnumerable<string> Check(ExpectedHold hold)
    {
        if (!_journal.TryGetValue(hold.HoldId, out var lines) || lines.Count(line => line.Type == Placed) != 1)
        {
            yield return $"hold {hold.HoldId} was placed {lines?.Count(line => line.Type == Placed) ?? 0} times, not once";
            yield break;
        }

        var releases = lines.Where(line => line.Type == Released).ToArray();
        if (hold.StaysLocked)
        {
            StillLocked++;
            if (releases.Length > 0)
            {
                yield return $"hold {hold.HoldId} was released at {Moments.Text(releases[0].At)}, though process served on it is still open";
            }

            yield break;
        }

        if (releases.Length != 1)
        {
            yield return releases.Length == 0
                ? $"hold {hold.HoldId} was never released; it was due at {Moments.Text(hold.NotBefore)}"
                : $"hold {hold.HoldId} was released {releases.Length} times: {string.Join(", ", releases.Select(release => Moments.Text(release.At)))}";
            yield break;
        }

        foreach (var finding in hold.Early ? CheckEarly(hold, lines, releases[0]) : CheckTimer(hold, lines, releases[0]))
        {
            yield return finding;
        }
    }

    private IEnumerable<string> CheckTimer(ExpectedHold hold, ActorLine[] lines, ActorLine release)
    {
        ByTimer++;
        var before = lines.Where(line => line.Sequence < release.Sequence).ToArray();
        var unlocked = before.LastOrDefault(line => line.Type == "hold.unlocked.v1")?.At;
        var due = unlocked > hold.NotBefore ? unlocked.Value : hold.NotBefore;
        if (!release.ByTimer)
        {
            yield return $"hold {hold.HoldId} was released by {release.By}, not by its timer";
        }

        if (before.Count(line => line.Type == "hold.locked.v1") > before.Count(line => line.Type == "hold.unlocked.v1"))
        {
            yield return $"hold {hold.HoldId} was released while it was locked";
        }

        if (release.At < due)
        {
            yield return $"hold {hold.HoldId} was released {(due - release.At).TotalSeconds:0.######} s too early: at {release.At.UtcDateTime:O}, not before {due.UtcDateTime:O}";
        }
        else
        {
            Lateness.Add((hold.HoldId, due, release.At - due));
        }
    }

    private IEnumerable<string> CheckEarly(ExpectedHold hold, ActorLine[] lines, ActorLine release)
    {
        ByApprovers++;
        var approvers = lines.Where(line => line.Type == "hold.release-approved.v1" && line.Sequence < release.Sequence).Select(line => line.By).ToHashSet(StringComparer.Ordinal);
        if (approvers.Count < 2)
        {
            yield return $"hold {hold.HoldId} was released early with {approvers.Count} approvers, not with two";
        }

        if (release.At >= hold.NotBefore)
        {
            yield return $"hold {hold.HoldId} was to be released early and was released at {Moments.Text(release.At)}, after its time";
        }
    }
}
