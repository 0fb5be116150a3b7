using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Lert.Domain.Legal.Vectors;

/// <summary>A row with several holds on one account, and how long they keep it.</summary>
internal static class UnionVector
{
    public static readonly ImmutableArray<string> Columns = ["id", "holds", "account_kept_until", "grace_until", "note"];

    // The files are written for this one; a deployment's own is no part of a worked example.
    private const int GraceDays = 30;

    public static IEnumerable<VectorDifference> Check(RegimeBook book, FrozenDictionary<string, string> row)
    {
        var unreadable = new List<VectorDifference>();
        var holds = row["holds"].Split(';').Select(text => ReadHold(book, text, unreadable)).OfType<KeepDates>().ToImmutableArray();
        if (unreadable.Count > 0)
        {
            return unreadable;
        }

        return LegalClock.Union(holds) is AccountKept.Until(var end)
            ? VectorFile.Differences(row, ("account_kept_until", Words.At(end)), ("grace_until", Words.At(LegalClock.Grace(end, GraceDays))))
            : VectorFile.Differences(row, ("account_kept_until", null), ("grace_until", null));
    }

    private static KeepDates? ReadHold(RegimeBook book, string text, List<VectorDifference> unreadable)
    {
        string? problem;
        if (text.Split('@') is not [var regime, var written] || InstantText.Parse(written) is not { } trigger)
        {
            problem = "no hold such as us-2703f@2026-01-15T10:00:00Z";
        }
        else if (LegalClock.Keep(book, regime, trigger).TryGet(out var dates, out var error))
        {
            return dates;
        }
        else
        {
            problem = error.Message;
        }

        unreadable.Add(new VectorDifference("holds", text, problem));
        return null;
    }
}
