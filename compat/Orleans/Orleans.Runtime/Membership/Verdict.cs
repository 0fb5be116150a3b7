using Orleans.Configuration;

namespace Orleans.Runtime.Membership;

/// <summary>What a silo knows of another that does not answer.</summary>
/// <param name="IsCertain">Nobody listens there any more, or a later life does: no waiting will change that.</param>
/// <param name="For">How long it has been suspect.</param>
/// <param name="GivesSigns">Whether it still writes its sign of life into the table.</param>
internal readonly record struct Evidence(bool IsCertain, TimeSpan For, bool GivesSigns);

/// <summary>
/// Whether a suspect is to be declared dead. A pure rule over the table: it takes as many votes as are configured, or as many as there are silos left to vote.
/// </summary>
internal static class Verdict
{
    /// <summary>A silo that suspects others too, and so would decide with fewer votes, waits so much longer than it took to suspect: those may be together, and the one cut off is itself.</summary>
    internal const int LonePatience = 3;

    /// <param name="suspects">All that this silo suspects now.</param>
    /// <param name="counts">Whether a vote in the table is young enough.</param>
    /// <returns>The row to write: with this silo's vote, or dead; null if there is nothing to write.</returns>
    internal static MembershipEntry? Decide(
        MembershipTableData table,
        SiloAddress self,
        SiloAddress suspect,
        Evidence evidence,
        IReadOnlySet<SiloAddress> suspects,
        Func<Tuple<SiloAddress, DateTime>, bool> counts,
        ClusterMembershipOptions options,
        DateTime now)
    {
        if (table.TryGet(suspect)?.Item1 is not { Status: not SiloStatus.Dead } row || table.TryGet(self)?.Item1 is not { Status: not SiloStatus.Dead })
        {
            return null;
        }

        HashSet<SiloAddress> jury = [.. table.Members.Where(member => member.Item1.Status is SiloStatus.Active).Select(member => member.Item1.SiloAddress).Where(silo => !silo.Equals(suspect)), self];
        int wanted = Math.Min(options.NumVotesForDeathDeclaration, jury.Count);
        int possible = jury.Count(silo => silo.Equals(self) || !suspects.Contains(silo));
        int needed = Math.Max(1, Math.Min(wanted, possible));
        HashSet<SiloAddress> votes = [.. (row.SuspectTimes ?? []).Where(vote => jury.Contains(vote.Item1) && counts(vote)).Select(vote => vote.Item1), self];
        MembershipEntry changed = MembershipStore.Copy(row);
        bool hasVoted = row.SuspectTimes?.Any(vote => vote.Item1.Equals(self) && counts(vote)) == true;
        if (votes.Count >= needed && (needed == wanted || MayDecideAlone(evidence, options)))
        {
            changed.Status = SiloStatus.Dead;
        }
        else if (hasVoted)
        {
            return null;
        }

        if (!hasVoted)
        {
            changed.SuspectTimes = [.. (changed.SuspectTimes ?? []).Where(counts).Where(vote => !vote.Item1.Equals(self)), Tuple.Create(self, now)];
        }

        return changed;
    }

    /// <returns>The row without this silo's vote; null if it has none there.</returns>
    internal static MembershipEntry? Withdraw(MembershipTableData table, SiloAddress self, SiloAddress cleared)
    {
        if (table.TryGet(cleared)?.Item1 is not { Status: not SiloStatus.Dead } row || row.SuspectTimes?.Any(vote => vote.Item1.Equals(self)) != true)
        {
            return null;
        }

        MembershipEntry changed = MembershipStore.Copy(row);
        changed.SuspectTimes = [.. changed.SuspectTimes!.Where(vote => !vote.Item1.Equals(self))];
        return changed;
    }

    private static bool MayDecideAlone(Evidence evidence, ClusterMembershipOptions options) =>
        evidence.IsCertain || !evidence.GivesSigns || evidence.For >= options.ProbeTimeout * options.NumMissedProbesLimit * LonePatience;
}
