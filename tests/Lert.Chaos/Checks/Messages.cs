using Lert.Chaos.History;
using Lert.Domain.Cases;
using Lert.Grains.Actors;
using Lert.Store;

namespace Lert.Chaos.Checks;

/// <summary>I6: what one actor told another had its effect, and had it once.</summary>
internal static class Messages
{
    public static int Count(Evidence evidence) => evidence.Journal.Select(line => line.Entry.CommandId).Where(id => MessageId.Parse(id) is not null).Distinct().Count();

    public static IEnumerable<Breach> Find(Evidence evidence, IReadOnlyList<HoldHistory> holds) =>
        [.. Undelivered(evidence), .. Astray(evidence), .. Requested(evidence, holds), .. holds.SelectMany(hold => Followed(evidence, hold)), .. Unsettled(evidence, holds)];

    private static IEnumerable<Breach> Undelivered(Evidence evidence) => evidence.Undelivered.Select(id => new Breach("I6", $"the message {id} was never delivered", id));

    /// <summary>A message has one receiver, and one commit there; and its sender must have made the commit that it left with.</summary>
    private static IEnumerable<Breach> Astray(Evidence evidence)
    {
        var last = evidence.ByActor.ToDictionary(lines => lines.Key, lines => lines.Max(line => line.Entry.Version));
        foreach (var message in evidence.Journal.Where(line => MessageId.Parse(line.Entry.CommandId) is not null).GroupBy(line => line.Entry.CommandId!))
        {
            if (message.Select(line => (line.Entry.Actor, line.Entry.Version)).Distinct().Skip(1).Any())
            {
                yield return new("I6", $"the message {message.Key} had its effect more than once", [.. message]);
            }

            var id = MessageId.Parse(message.Key)!.Value;
            if (!last.ContainsKey(id.Sender))
            {
                yield return new("I6", $"the message {message.Key} came from an actor that never was", [.. message]);
            }
        }
    }

    /// <summary>Every hold that a case asked for was attached to its account once, and placed once.</summary>
    private static IEnumerable<Breach> Requested(Evidence evidence, IReadOnlyList<HoldHistory> holds)
    {
        var placed = holds.ToDictionary(hold => hold.Actor.Key, hold => hold.Steps.Count(step => step.Event is Domain.Holds.HoldEvent.Placed));
        foreach (var line in evidence.Journal.Where(line => line.Entry.Actor.Kind == ActorKinds.Case && line.Entry.Type == "case.holds-requested.v1"))
        {
            var requested = (CaseEvent.HoldsRequested)ActorJson.Read<CaseEvent>(line.Entry.Data.Span);
            foreach (var order in requested.Orders)
            {
                var attached = AccountHistory.Attachments(evidence, order.AccountId, order.HoldId).Count(attach => attach.Revision == 0);
                if (attached != 1)
                {
                    yield return new("I6", $"{order.HoldId} was attached to its account {attached} times, not once", line);
                }

                if (placed.GetValueOrDefault(order.HoldId) != 1)
                {
                    yield return new("I6", $"{order.HoldId} was placed {placed.GetValueOrDefault(order.HoldId)} times, not once", line);
                }
            }
        }
    }

    /// <summary>A release was told to the case and to the account, once each.</summary>
    private static IEnumerable<Breach> Followed(Evidence evidence, HoldHistory hold)
    {
        if (hold.Last.Order is not { } order || hold.Releases.Count == 0)
        {
            yield break;
        }

        var release = hold.Releases[0].Line;
        var ended = evidence.ByActor[new(ActorKinds.Case, order.CaseId)].Where(line => line.Entry.Type == "case.hold-ended.v1")
            .Count(line => ((CaseEvent.HoldEnded)ActorJson.Read<CaseEvent>(line.Entry.Data.Span)).HoldId == order.HoldId);
        if (ended != 1)
        {
            yield return new("I6", $"{order.CaseId} noted the end of {order.HoldId} {ended} times, not once", release);
        }

        // Process served after the release attaches it again, and may overtake the word of the release.
        var detached = AccountHistory.Detachments(evidence, order.AccountId, order.HoldId).Count();
        var lockedLate = hold.Steps.Any(step => step.Event is Domain.Holds.HoldEvent.LockAsked);
        if (detached != 1 && !lockedLate)
        {
            yield return new("I6", $"{order.AccountId} let go of {order.HoldId} {detached} times, not once", release);
        }
    }

    /// <summary>Whatever overtook what: at rest an account keeps its data for a hold exactly as long as that has not ended, and no lock waits for the account's word.</summary>
    private static IEnumerable<Breach> Unsettled(Evidence evidence, IReadOnlyList<HoldHistory> holds)
    {
        foreach (var hold in holds.Where(hold => hold.Last.Exists))
        {
            var (last, account) = (hold.Steps[^1].Line, hold.Account!);
            var isKept = AccountHistory.Last(evidence, account).Attached.ContainsKey(hold.Actor.Key);
            if (isKept != hold.Last.EndedAt is null)
            {
                yield return new("I6", isKept ? $"{account} was never told that {hold.Actor.Key} has ended, and keeps it" : $"{account} does not keep {hold.Actor.Key}, which has not ended", last);
            }

            foreach (var pending in hold.Last.PendingLocks)
            {
                yield return new("I6", $"{hold.Actor} was never told what became of the lock {pending.Reference}", last);
            }
        }
    }
}
