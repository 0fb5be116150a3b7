using Lert.Domain.Holds;

namespace Lert.Chaos.Checks;

/// <summary>I1 and I2: nothing fires early, nothing happens twice.</summary>
internal static class Releases
{
    /// <summary>
    /// A timer's release before the hold's end, by the instant that the silo wrote and by the instant at which the database committed it: a silo whose clock is
    /// wrong writes a wrong instant, and the database's clock tells.
    /// </summary>
    public static IEnumerable<Breach> Early(IEnumerable<HoldHistory> holds, bool tellsCommits)
    {
        foreach (var hold in holds)
        {
            foreach (var release in hold.Releases.Where(step => step.Event is HoldEvent.Released { Early: false }))
            {
                var (entry, due) = (release.Line.Entry, release.Before.ReleaseNotBefore);
                if (due is null)
                {
                    yield return new("I1", $"{hold.Actor} was released by its timer while it had no end", release.Line);
                }
                else if (entry.At < due)
                {
                    yield return new("I1", $"{hold.Actor} says that it was released {(due.Value - entry.At).TotalSeconds:0.######} s before its end", release.Line);
                }
                else if (tellsCommits && release.Line.CommittedAt is null)
                {
                    yield return new("I1", $"{hold.Actor} was released, and the database does not say when", release.Line);
                }
                else if (release.Line.CommittedAt < due)
                {
                    yield return new("I1", $"{hold.Actor} was released {(due.Value - release.Line.CommittedAt!.Value).TotalSeconds:0.######} s before its end, by the database's clock", release.Line);
                }
            }

            foreach (var release in hold.Releases.Where(step => step.Event is HoldEvent.Released { Early: true }))
            {
                var approvers = release.Before.Approvals.Select(approval => approval.By).Distinct(StringComparer.Ordinal).Count();
                if (approvers < 2)
                {
                    yield return new("I1", $"{hold.Actor} was released early by {approvers} approvers, not by two", release.Line);
                }
            }
        }
    }

    public static IEnumerable<Breach> Repeated(IEnumerable<HoldHistory> holds) =>
        from hold in holds
        where hold.Releases.Count > 1
        select new Breach("I2", $"{hold.Actor} was released {hold.Releases.Count} times", [.. hold.Releases.Select(step => step.Line)]);
}
