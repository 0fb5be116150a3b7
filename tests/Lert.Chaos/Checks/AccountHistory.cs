using Lert.Chaos.History;
using Lert.Domain.Accounts;
using Lert.Grains.Actors;
using Lert.Store;

namespace Lert.Chaos.Checks;

/// <summary>What an account's journal says of one hold.</summary>
internal static class AccountHistory
{
    public static IEnumerable<(JournalLine Line, AccountEvent Event)> Events(Evidence evidence, string account) =>
        evidence.ByActor[new ActorId(ActorKinds.Account, account)].Select(line => (line, ActorJson.Read<AccountEvent>(line.Entry.Data.Span)));

    public static AccountState Last(Evidence evidence, string account) => Events(evidence, account).Aggregate(AccountState.Initial, (state, change) => AccountDecider.Evolve(state, change.Event));

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
