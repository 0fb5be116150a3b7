namespace Lert.Cli.Demo.Checks;

/// <summary>One change as a watcher was told it.</summary>
internal sealed record WatchedChange(string HoldId, long Sequence, string Type);

/// <summary>A watcher that was cut off in the middle saw exactly what the journal says, once and in its order.</summary>
internal static class WatchCheck
{
    private const int MostFindings = 5;

    public static IEnumerable<string> Findings(IReadOnlyList<WatchedChange> watched, IReadOnlyList<ActorLine> journal)
    {
        WatchedChange[] written =
        [
            .. journal.Where(line => line.Kind == "hold").OrderBy(line => line.Position).Select(line => new WatchedChange(line.Actor, line.Sequence, line.Type)),
        ];
        var (seen, there) = (watched.ToHashSet(), written.ToHashSet());
        IEnumerable<string> findings =
        [
            .. watched.GroupBy(change => change).Where(same => same.Skip(1).Any()).Select(same => $"the watch told {Name(same.Key)} {same.Count()} times"),
            .. written.Where(change => !seen.Contains(change)).Select(change => $"the watch never told {Name(change)}"),
            .. watched.Where(change => !there.Contains(change)).Select(change => $"the watch told {Name(change)}, which is not in the journal"),
        ];
        var some = findings.Take(MostFindings).ToArray();
        if (some.Length > 0)
        {
            return some;
        }

        var wrong = Enumerable.Range(0, written.Length).FirstOrDefault(i => written[i] != watched[i], -1);
        return wrong < 0 ? [] : [$"the watch told {Name(watched[wrong])} before {Name(written[wrong])}"];
    }

    private static string Name(WatchedChange change) => $"{change.Type} (#{change.Sequence} of {change.HoldId})";
}
