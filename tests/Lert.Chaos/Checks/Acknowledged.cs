using Lert.Chaos.History;
using Lert.Grains;
using Lert.Grains.Actors;

namespace Lert.Chaos.Checks;

/// <summary>I3: what was acknowledged is there, once, and so is a no that is to be written down; and no version of an actor is missing.</summary>
internal static class Acknowledged
{
    public static IEnumerable<Breach> Find(Evidence evidence) => [.. Commands(evidence), .. Repeated(evidence), .. Gaps(evidence)];

    private static IEnumerable<Breach> Commands(Evidence evidence)
    {
        foreach (var done in evidence.Operations.Where(done => done is { Ending: Ending.Done, RequestId: not null } or { Code: RefusalCodes.AccountRetained, RequestId: not null }))
        {
            var versions = evidence.ByActor[done.Actor].Where(line => line.Entry.CommandId == done.RequestId).Select(line => line.Entry.Version).Distinct().ToArray();
            if (versions.Length == 0)
            {
                yield return new("I3", $"{done.Verb} {done.RequestId} was acknowledged and is not in the journal of {done.Actor}", done);
            }
            else if (done.Version is { } told && told != versions[0])
            {
                yield return new(
                    "I3",
                    $"{done.Verb} {done.RequestId} was acknowledged as version {told} of {done.Actor} and stands in the journal as version {versions[0]}",
                    [done, .. evidence.ByActor[done.Actor].Where(line => line.Entry.CommandId == done.RequestId)]);
            }
        }
    }

    /// <summary>One command, one commit: whoever asked, and whether it was acknowledged or not.</summary>
    private static IEnumerable<Breach> Repeated(Evidence evidence) =>
        from line in evidence.Journal
        where line.Entry.CommandId is { Length: > 0 }
        group line by (line.Entry.Actor, line.Entry.CommandId) into command
        where command.Select(line => line.Entry.Version).Distinct().Skip(1).Any()
        select new Breach("I3", $"{command.Key.CommandId} was done more than once to {command.Key.Actor}", [.. command]);

    /// <summary>A commit without an event leaves no line; it is then known by the messages that it sent. Versions that nothing tells of are missing.</summary>
    private static IEnumerable<Breach> Gaps(Evidence evidence)
    {
        var senders = evidence.Journal.Select(line => line.Entry.CommandId).Concat(evidence.Undelivered)
            .Select(id => MessageId.Parse(id)?.Commit).Where(commit => commit is not null).ToHashSet();
        // A page that hears twice what became of a delivery remembers the answer and has nothing to write down, and sends nobody anything.
        foreach (var actor in evidence.ByActor.Where(lines => lines.Key.Kind is ActorKinds.Case or ActorKinds.Hold or ActorKinds.Account))
        {
            var (version, before) = (0L, (JournalLine?)null);
            foreach (var line in actor)
            {
                var next = line.Entry.Version;
                var mayBeRelisted = actor.Key.Kind == ActorKinds.Case && before?.CommittedAt <= evidence.RelistedUntil;
                if (next < version)
                {
                    yield return new("I3", $"{actor.Key} goes back from version {version} to {next}", line);
                }

                for (var (missing, isKnown) = (version + 1, true); missing < next; missing++)
                {
                    if (senders.Contains((actor.Key, missing)))
                    {
                        isKnown = true;
                    }
                    else if (mayBeRelisted && isKnown)
                    {
                        isKnown = false;
                    }
                    else
                    {
                        yield return new("I3", $"{actor.Key} has no version {missing} before version {next}", line);
                        break;
                    }
                }

                (version, before) = (Math.Max(version, next), line);
            }
        }
    }
}
