using Lert.Chaos.History;
using Lert.Domain.Accounts;
using Lert.Grains.Accounts;
using Lert.Grains.Actors;
using Lert.Store;

namespace Lert.Chaos.Checks;

/// <summary>What an account's journal says of one hold.</summary>
internal static class AccountHistory
{
    public static IEnumerable<(JournalLine Line, AccountEvent Event)> Events(Evidence evidence, string account) =>
        evidence.ByActor[new ActorId(ActorKinds.Account, account)].Select(line => (line, ActorJson.Read<AccountEvent>(line.Entry.Data.Span)));

    public static AccountState Last(Evidence evidence, string account) => Events(evidence, account).Aggregate(AccountState.Initial, (state, change) => AccountDecider.Evolve(state, change.Event));

    /// <summary>From which line to which a hold kept the account, whichever; to the end of the journal where one still does.</summary>
    public static IEnumerable<(JournalLine From, JournalLine? Until)> Kept(Evidence evidence, string account)
    {
        var (state, from) = (AccountState.Initial, (JournalLine?)null);
        foreach (var (line, happened) in Events(evidence, account))
        {
            state = AccountDecider.Evolve(state, happened);
            var isKept = state.Status == PreservationStatus.Kept;
            if (!isKept && from is not null)
            {
                yield return (from, line);
            }

            from = isKept ? from ?? line : null;
        }

        if (from is not null)
        {
            yield return (from, null);
        }
    }

    public static IEnumerable<(JournalLine Line, long Revision)> Attachments(Evidence evidence, string account, string hold) =>
        from change in Events(evidence, account)
        let attached = change.Event as AccountEvent.HoldAttached
        where attached?.Order.HoldId == hold
        select (change.Line, attached.Revision);

    public static IEnumerable<JournalLine> Detachments(Evidence evidence, string account, string hold) =>
        from change in Events(evidence, account)
        where (change.Event as AccountEvent.HoldDetached)?.HoldId == hold
        select change.Line;
}
