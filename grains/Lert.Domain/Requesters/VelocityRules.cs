using System.Collections.Immutable;

namespace Lert.Domain.Requesters;

/// <summary>
/// How many emergencies one officer sends in a sliding window. Counted by the instants at which their cases were opened, so that it makes no difference when or in
/// which order the requester hears of them: the same cases are always the same ones too many.
/// </summary>
internal static class VelocityRules
{
    /// <summary>How long one is remembered; more than the longest window and the longest that a message is likely to be on its way. What comes later still counts as too many.</summary>
    public static TimeSpan KeptFor { get; } = TimeSpan.FromDays(4);

    /// <summary>Those that are still remembered, with this one, each case once, in the order of their opening.</summary>
    public static ImmutableArray<RecentEmergency> With(ImmutableArray<RecentEmergency> known, RecentEmergency next)
    {
        if (known.Any(one => one.CaseId == next.CaseId))
        {
            return known;
        }

        ImmutableArray<RecentEmergency> all = [.. known.Append(next).OrderBy(one => one.OpenedAt).ThenBy(one => one.CaseId, StringComparer.Ordinal)];
        var newest = all[^1].OpenedAt;
        return all.RemoveAll(one => newest - one.OpenedAt > KeptFor);
    }

    /// <summary>How many there were in the window that ends with this one, it included. Too many where it is older than what is remembered: then nobody can say.</summary>
    public static int Count(ImmutableArray<RecentEmergency> known, RecentEmergency one, RequesterPolicy policy) =>
        known.All(kept => kept.CaseId != one.CaseId)
            ? policy.Emergencies + 1
            : known.Count(kept => one.OpenedAt - kept.OpenedAt < policy.Window && (kept.OpenedAt < one.OpenedAt || (kept.OpenedAt == one.OpenedAt && string.CompareOrdinal(kept.CaseId, one.CaseId) <= 0)));

    /// <summary>Those that are too many, and were not known to be.</summary>
    public static IEnumerable<(RecentEmergency One, int Count)> Exceeding(ImmutableArray<RecentEmergency> known, RequesterPolicy policy) =>
        from one in known
        where !one.IsFlagged
        let count = Count(known, one, policy)
        where count > policy.Emergencies
        select (one, count);
}

/// <summary>An emergency that may still count.</summary>
/// <param name="IsFlagged">Its case knows that it was one too many.</param>
public sealed record RecentEmergency(string CaseId, DateTimeOffset OpenedAt, bool IsFlagged);
