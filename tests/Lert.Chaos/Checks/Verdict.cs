using Lert.Chaos.History;

namespace Lert.Chaos.Checks;

/// <summary>One promise, how much was looked at, and what broke it.</summary>
internal sealed record Finding(string Invariant, string Promise, string Looked, IReadOnlyList<Breach> Breaches);

/// <summary>All ten promises, judged over one run.</summary>
internal sealed record Verdict(IReadOnlyList<Finding> Findings)
{
    public IEnumerable<Breach> Breaches => Findings.SelectMany(finding => finding.Breaches);

    public bool IsGreen => !Breaches.Any();

    public static Verdict Of(Evidence evidence)
    {
        var holds = HoldHistory.All(evidence);
        var releases = holds.Sum(hold => hold.Releases.Count);
        var acknowledged = evidence.Operations.Count(done => done is { Ending: Ending.Done, RequestId: not null });
        var reads = evidence.Operations.Count(done => done is { Ending: Ending.Done, IsRead: true });
        var actors = evidence.ByActor.Count;
        return new(
        [
            new("I1", "no hold released before its time", $"{releases:N0} releases of {holds.Count:N0} holds", [.. Releases.Early(holds, evidence.TellsCommits)]),
            new("I2", "one release per hold", $"{releases:N0} releases", [.. Releases.Repeated(holds)]),
            new("I3", "every acknowledged command in the journal once, versions gapless", $"{acknowledged:N0} acknowledged commands", [.. Acknowledged.Find(evidence)]),
            new("I4", "the chain verifies", $"{evidence.Journal.Count:N0} lines of {actors:N0} actors", [.. Chain.Find(evidence)]),
            new("I5", "same request id, same reply", $"{evidence.Resends.Count:N0} requests sent again", [.. Replies.Find(evidence)]),
            new("I6", "every message had its effect once", $"{Messages.Count(evidence):N0} messages", [.. Messages.Find(evidence, holds)]),
            new("I7", "no account free while a hold keeps it", $"{Protection.Count(evidence):N0} changes of accounts", [.. Protection.Find(evidence, holds)]),
            new("I8", "after healing, all that is due fires and every actor answers within 10 s", Healing.Looked(evidence.Recovery), [.. Healing.Find(evidence.Recovery)]),
            new("I9", "per actor, what clients saw is linearizable", $"{acknowledged:N0} commands and {reads:N0} reads", [.. Linearizability.Find(evidence)]),
            new("I10", "every page that is due reaches the gateway, once by its id, and none after it was answered", Pages.Looked(evidence), [.. Pages.Find(evidence)]),
        ]);
    }
}
