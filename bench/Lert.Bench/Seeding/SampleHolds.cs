using Lert.Domain.Accounts;
using Lert.Domain.Cases;
using Lert.Domain.Deciding;
using Lert.Domain.Holds;
using Lert.Domain.Legal;
using Lert.Grains;
using Lert.Grains.Accounts;
using Lert.Grains.Actors;
using Lert.Grains.Cases;
using Lert.Grains.Holds;
using Lert.Store;

namespace Lert.Bench.Seeding;

using AccountActor = Actor<AccountDecider, AccountState, AccountCommand, AccountEvent, AccountView>;
using CaseActor = Actor<CaseDecider, CaseState, CaseCommand, CaseEvent, CaseView>;
using HoldActor = Actor<HoldDecider, HoldState, HoldCommand, HoldEvent, HoldView>;

/// <summary>
/// Active holds under 18 U.S.C. § 2703(f), with their cases and accounts, as the deciders make them. All are received in the same moment, so by the rule
/// all end in the same second.
/// </summary>
internal sealed class SampleHolds(DateTimeOffset receivedAt, int accountsPerCase)
{
    private const string Region = "us", Regime = "us-2703f", Agency = "Police of .example", Officer = "Officer A. Example", Reference = "agency 26/0042";

    private readonly Rules _rules = new(RegimeBook.BuiltIn);

    public string HoldId(int number) => Grains.Holds.HoldId.Of(CaseId(number), AccountId(number));

    /// <summary>When they end.</summary>
    public DateTimeOffset End => LegalClock.Keep(_rules.Regimes, Regime, NodaTime.Instant.FromDateTimeOffset(receivedAt), null).Value!.OwnEnd.ToDateTimeOffset();

    /// <summary>The hold alone, before and after it is placed.</summary>
    public (HoldActor Actor, Commit Placed) Hold(int number)
    {
        var order = Order(number);
        var hold = new HoldActor(ActorKinds.Hold, order.HoldId);
        return (hold, hold.Take($"account/{order.AccountId}/1/0", By($"account/{order.AccountId}"), new HoldCommand.Place(order, null)));
    }

    public Commit Account(int number)
    {
        var order = Order(number);
        return new AccountActor(ActorKinds.Account, order.AccountId).Take(
            $"case/{order.CaseId}/1/{number % accountsPerCase}", By($"case/{order.CaseId}"), new AccountCommand.Protect(order));
    }

    /// <summary>The case of the holds from <paramref name="first"/> on, once it knows that they are active.</summary>
    public Commit Case(int first, int holds)
    {
        var (id, numbers) = (CaseId(first), Enumerable.Range(first, holds).ToArray());
        var open = new CaseCommand.Open(
            CaseKind.Preservation, Regime, receivedAt, null, Agency, Officer, Reference, []);
        var request = new CaseCommand.RequestHolds([.. numbers.Select(number => new HoldRequest(AccountId(number), null))]);
        return new CaseActor(ActorKinds.Case, id).Take(
            $"bench-{id}", By("bench@lert.example"), [open, request, .. numbers.Select(number => new CaseCommand.NoteHoldActive(HoldId(number)))]);
    }

    public Moment By(string who) => new(receivedAt, who, _rules);

    private HoldOrder Order(int number) => new(HoldId(number), CaseId(number), AccountId(number), Regime, receivedAt, null, Reference, null);

    private string CaseId(int number) => ActorKey.CaseOf(Region, $"bench-{number / accountsPerCase}");

    private static string AccountId(int number) => $"{Region}-{1_700_000_000L + number}";
}
