using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using Lert.Domain.Legal;
using Lert.Domain.Legal.Vectors;
using NodaTime;

namespace Lert.Domain.Rotas;

/// <summary>Checks worked examples of shifts, hand-offs and typed times, one rule a row.</summary>
public static class RotaVectorFile
{
    private static readonly ImmutableArray<string> Columns = ["id", "zone", "rule", "from", "expect_start", "expect_end", "expect_hours", "expect_error", "note"];

    /// <summary>Checks a whole file; its columns may stand in any order.</summary>
    public static VectorReport Check(string csv) =>
        VectorFile.Check(csv, $"the header is not that of a rota ({string.Join(',', Columns)})", new VectorKind(Columns, CheckRow));

    private static IEnumerable<VectorDifference> CheckRow(FrozenDictionary<string, string> row)
    {
        var unreadable = new List<VectorDifference>();
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(row["zone"]);
        if (zone is null)
        {
            unreadable.Add(new("zone", row["zone"], $"{Words.Quote(row["zone"])} is no time zone such as Europe/Dublin"));
        }

        var rule = RotaRule.Parse(row["rule"]);
        if (rule is null)
        {
            unreadable.Add(new("rule", row["rule"], $"{Words.Quote(row["rule"])} is no rule such as 'weekly Fri 18:00-Mon 09:00'"));
        }

        var from = row["from"].Length == 0 ? null : RotaRule.From(row["from"]);
        if (rule is not (null or RotaRule.Entered) && from is null)
        {
            unreadable.Add(new("from", row["from"], $"{Words.Quote(row["from"])} is no local date or time such as 2026-03-02 or 2026-03-02T18:00"));
        }

        return unreadable.Count > 0 ? unreadable : Compare(row, zone!, rule!, from ?? default);
    }

    private static IEnumerable<VectorDifference> Compare(FrozenDictionary<string, string> row, DateTimeZone zone, RotaRule rule, LocalDateTime from)
    {
        switch (rule)
        {
            case RotaRule.Window(var cover):
                var start = cover.StartFrom(from);
                return Compare(row, WallClock.Boundary(zone, start), WallClock.Boundary(zone, cover.EndOf(start)));
            case RotaRule.HandOff(var rotation):
                // The first one may be earlier on the same day than what is asked for.
                var turn = rotation.HandOff(from.Date, 0) < from ? 1 : 0;
                return Compare(row, WallClock.Boundary(zone, rotation.HandOff(from.Date, turn)), WallClock.Boundary(zone, rotation.HandOff(from.Date, turn + 1)));
            case RotaRule.Entered(var at):
                return WallClock.Entered(zone, at) switch
                {
                    EnteredTime.Exact(var instant) => Compare(row, instant, null),
                    EnteredTime.InGap(var earlier, var later) => Compare(row, null, null, $"gap {Words.At(earlier)}|{Words.At(later)}"),
                    EnteredTime.InOverlap(var first, var second) => Compare(row, null, null, $"overlap {Words.At(first)}|{Words.At(second)}"),
                    var other => throw new InvalidOperationException($"A typed time is no {other.GetType().Name}."),
                };
            default:
                throw new InvalidOperationException($"There is no rule {rule.GetType().Name}.");
        }
    }

    private static IEnumerable<VectorDifference> Compare(FrozenDictionary<string, string> row, Instant? start, Instant? end, string? error = null) =>
        VectorFile.Differences(
            row,
            ("expect_start", start is { } first ? Words.At(first) : null),
            ("expect_end", end is { } last ? Words.At(last) : null),
            ("expect_hours", start is { } since && end is { } until ? (until - since).TotalHours.ToString(CultureInfo.InvariantCulture) : null),
            ("expect_error", error));
}
