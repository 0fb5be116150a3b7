using Lert.Chaos.History;
using Lert.Domain.Accounts;
using Lert.Grains.Actors;

namespace Lert.Chaos.Checks;

/// <summary>
/// I7: an account is kept before its hold is active, and let go after the release is committed. Lines are compared by their position: a commit that follows
/// from another one begins after that one has ended, so its lines stand later, in whatever order unrelated commits come.
/// </summary>
internal static class Protection
{
    /// <summary>A commit has its instant before anybody can see it; how long before is the disk's affair.</summary>
    private static readonly TimeSpan UntilSeen = TimeSpan.FromSeconds(5);

    public static int Count(Evidence evidence) => evidence.Journal.Count(line => line.Entry.Actor.Kind == ActorKinds.Account);

    public static IEnumerable<Breach> Find(Evidence evidence, IReadOnlyList<HoldHistory> holds) => [.. holds.SelectMany(hold => Find(evidence, hold)), .. Permitted(evidence)];

    /// <summary>Nobody is told that data may go while it is kept, by however old a permission. Kept for the whole time in which the answer was made: what came meanwhile is nobody's fault.</summary>
    private static IEnumerable<Breach> Permitted(Evidence evidence)
    {
        var permissions = evidence.Operations.Where(one => one is { Verb: Verb.Authorize, Ending: Ending.Done }).Select(one => (one.Actor, one.Sent, one.Answered, Record: (object)one))
            .Concat(evidence.Resends.Where(again => again is { First.Verb: Verb.Authorize, Ending: Ending.Done }).Select(again => (again.First.Actor, again.Sent, again.Answered, Record: (object)again)));
        return from told in permissions
               from kept in AccountHistory.Kept(evidence, told.Actor.Key)
               where At(kept.From) + UntilSeen < told.Sent && !(kept.Until is { } until && At(until) <= told.Answered)
               select Told($"{told.Actor} was said to be free while it was kept: {told.Record}", kept.From, kept.From, kept.Until);
    }

    private static DateTimeOffset At(JournalLine line) => line.CommittedAt ?? line.Entry.At;

    private static IEnumerable<Breach> Find(Evidence evidence, HoldHistory hold)
    {
        if (hold.Account is not { } account)
        {
            yield break;
        }

        var changes = AccountHistory.Events(evidence, account).ToArray();
        foreach (var (from, until) in Kept(hold))
        {
            var attached = false;
            foreach (var (line, happened) in changes)
            {
                var inside = line.Entry.Position > from.Entry.Position && !(line.Entry.Position > until?.Entry.Position);
                switch (happened)
                {
                    case AccountEvent.HoldAttached attach when attach.Order.HoldId == hold.Actor.Key && line.Entry.Position < from.Entry.Position:
                        attached = true;
                        break;
                    case AccountEvent.HoldDetached detach when detach.HoldId == hold.Actor.Key && line.Entry.Position < from.Entry.Position:
                        attached = false;
                        break;
                    case AccountEvent.HoldDetached detach when detach.HoldId == hold.Actor.Key && inside:
                        yield return Told($"{account} let go of {hold.Actor.Key} while it was kept", from, line, until);
                        break;
                    case AccountEvent.DeletionAuthorized when inside:
                        yield return Told($"deletion of {account} was authorised while {hold.Actor.Key} kept it", from, line, until);
                        break;
                }
            }

            if (!attached)
            {
                yield return Told($"{hold.Actor.Key} kept {account} before the account knew of it", from, from, until);
            }
        }
    }

    private static Breach Told(string what, JournalLine from, JournalLine line, JournalLine? until) =>
        new("I7", what, until is null ? [from, line] : [from, line, until]);

    /// <summary>From which line to which the data had to be kept; until the end of the journal when it still has.</summary>
    private static IEnumerable<(JournalLine From, JournalLine? Until)> Kept(HoldHistory hold)
    {
        JournalLine? from = null;
        foreach (var step in hold.Steps)
        {
            var (before, after) = (HoldHistory.Keeps(step.Before), HoldHistory.Keeps(step.After));
            if (!before && after)
            {
                from = step.Line;
            }
            else if (before && !after)
            {
                yield return (from!, step.Line);
                from = null;
            }
        }

        if (from is not null)
        {
            yield return (from, null);
        }
    }
}
