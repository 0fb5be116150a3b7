using Lert.Domain.Cases;
using Lert.Domain.Deciding;
using Lert.Domain.Playbooks;
using Lert.Domain.Tests.Deciding;
using Lert.Domain.Tests.Requesters;
using Lert.Grains;
using Lert.Grains.Accounts;
using Lert.Grains.Cases;
using Lert.Grains.Holds;
using Lert.Grains.Links;
using Lert.Grains.Requesters;

namespace Lert.Domain.Tests.Cases;

/// <summary>B1, as far as a preservation goes: Received → Triaged → Validating → Preserved → Closed.</summary>
public class PreservationPathTests
{
    private static readonly HoldOrder First = Some.Order();
    private static readonly HoldOrder Second = Some.Order(accountId: "us-account-2");
    private static readonly CaseEvent.Moved Triaged = new(CaseStatus.Received, CaseStatus.Triaged, Some.Start);
    private static readonly CaseEvent.Moved Validating = new(CaseStatus.Triaged, CaseStatus.Validating, Some.Start);
    private static readonly CaseEvent.HoldsRequested Requested = new([First, Second], Some.Start, "user:lead");

    [Fact]
    public void B1_A_request_is_received() => Given.Case()
        .When(Some.Open()).Then(Some.Opened, new CaseEvent.PlaybookAdopted(0, PlaybookBook.BuiltIn.Find(CaseKind.Preservation)!, "", Some.Start, "user:lead"), new CaseEvent.RulesTaken(CaseRules.Of(CaseKind.Preservation, Some.Rules)))
        // Who asks is told to the directory.
        .Sending(
            new Outgoing.ToRequester(
                SomeRequester.Officer, new RequesterCommand.NoteCase(SomeRequester.AgencyName, SomeRequester.OfficerName, Some.CaseId, CaseKind.Preservation, Some.Start, "")),
            new Outgoing.ToLink(
                LinkKey.ReferenceOf("us", SomeRequester.AgencyName, "agency 26/0042"), new LinkCommand.NoteCase(LinkGround.AgencyReference, "agency 26/0042", Some.CaseId, IsRestricted: false)))
        .Where(@case => Assert.Equal(CaseStatus.Received, @case.View!.Status))
        .Where(@case => Assert.Null(@case.WakeAt));

    [Fact]
    public void B1_Asking_for_holds_triages_validates_and_protects_each_account() => Given.Case(Some.Opened)
        .When(new CaseCommand.RequestHolds([.. Some.Requests("us-account-1", "us-account-2")]))
        .Then(Triaged, Validating, Requested)
        .Sending(
            new Outgoing.ToAccount("us-account-1", new AccountCommand.Protect(First)),
            new Outgoing.ToAccount("us-account-2", new AccountCommand.Protect(Second)))
        .Where(@case => Assert.Equal((CaseStatus.Validating, 2), (@case.View!.Status, @case.View.HoldsPending)));

    [Fact]
    public void B1_Once_all_its_holds_are_active_the_case_is_preserved() => Given.Case(Some.Opened, Triaged, Validating, Requested)
        .When(new CaseCommand.NoteHoldActive(First.HoldId)).Then(new CaseEvent.HoldActive(First.HoldId))
        .Where(@case => Assert.Equal(CaseStatus.Validating, @case.View!.Status))
        .When(new CaseCommand.NoteHoldActive(Second.HoldId))
        .Then(new CaseEvent.HoldActive(Second.HoldId), new CaseEvent.Moved(CaseStatus.Validating, CaseStatus.Preserved, Some.Start))
        .When(new CaseCommand.NoteHoldActive(Second.HoldId)).ThenNothing();

    [Fact]
    public void B1_A_case_is_preserved_even_when_the_news_of_the_end_overtakes_that_of_the_beginning()
    {
        var end = Some.Instant(Some.End);
        Given.Case(Some.Opened, Triaged, Validating, Requested)
            .When(new CaseCommand.NoteHoldActive(First.HoldId))
            .At(end).When(new CaseCommand.NoteHoldEnded(Second.HoldId, end, false))
            .Then(new CaseEvent.HoldEnded(Second.HoldId, end, false), new CaseEvent.Moved(CaseStatus.Validating, CaseStatus.Preserved, end))
            .When(new CaseCommand.NoteHoldActive(Second.HoldId)).ThenNothing();
    }

    [Fact]
    public void B1_A_case_closes_after_its_last_hold_has_ended_and_not_before()
    {
        var end = Some.Instant(Some.End);
        Given.Case(Some.Opened, Triaged, Validating, Requested)
            .When(new CaseCommand.NoteHoldActive(First.HoldId)).When(new CaseCommand.NoteHoldActive(Second.HoldId))
            .At(end).When(new CaseCommand.NoteHoldEnded(First.HoldId, end, false)).Then(new CaseEvent.HoldEnded(First.HoldId, end, false))
            .When(new CaseCommand.NoteHoldEnded(First.HoldId, end, false)).ThenNothing()
            .When(new CaseCommand.Close("done")).ThenRefused(RefusalCodes.CaseHoldsActive)
            .When(new CaseCommand.NoteHoldEnded(Second.HoldId, end, true))
            .When(new CaseCommand.Close("done")).Then(new CaseEvent.Closed("done", end, "user:lead"))
            .Where(@case => Assert.Equal(CaseStatus.Closed, @case.View!.Status))
            .When(new CaseCommand.Close("done")).ThenRefused(RefusalCodes.CaseClosed)
            .When(new CaseCommand.RequestHolds([.. Some.Requests("us-account-3")])).ThenRefused(RefusalCodes.CaseClosed);
    }

    [Fact]
    public void B1_A_case_with_a_hold_that_is_not_active_yet_does_not_close() => Given.Case(Some.Opened, Triaged, Validating, Requested)
        .When(new CaseCommand.Close("done")).ThenRefused(RefusalCodes.CaseHoldsActive)
        .Where(@case => Assert.Equal("2", @case.Last.Refusal!.Details["holds"]));

    [Fact]
    public void A_case_that_never_was_is_not_found() => Given.Case()
        .When(new CaseCommand.RequestHolds([.. Some.Requests("us-account-1")])).ThenRefused(RefusalCodes.CaseNotFound)
        .When(new CaseCommand.Close("done")).ThenRefused(RefusalCodes.CaseNotFound)
        .When(new CaseCommand.Tick(null)).ThenNothing()
        .Where(@case => Assert.Null(@case.View));

    [Fact]
    public void C15_A_hold_without_a_case_is_noticed_when_it_says_that_it_is_active() => Given.Case()
        .When(new CaseCommand.NoteHoldActive(First.HoldId)).ThenRefused(RefusalCodes.CaseNotFound);

    [Fact]
    public void A_case_is_opened_once() => Given.Case(Some.Opened).When(Some.Open()).ThenRefused(RefusalCodes.RequestIdReused);

    [Fact]
    public void C12_A_finished_CyberTip_makes_its_hold_at_once()
    {
        var order = First with { Regime = "us-cybertip" };
        Given.Case()
            .When(Some.Open("us-account-1") with { Kind = CaseKind.CyberTip, Regime = "us-cybertip" })
            .Then(
                Some.Opened with { Kind = CaseKind.CyberTip, Regime = "us-cybertip" },
                new CaseEvent.PlaybookAdopted(0, PlaybookBook.BuiltIn.Find(CaseKind.CyberTip)!, "", Some.Start, "user:lead"),
                new CaseEvent.RulesTaken(CaseRules.Of(CaseKind.CyberTip, Some.Rules)),
                Triaged,
                Validating,
                new CaseEvent.HoldsRequested([order], Some.Start, "user:lead"))
            .Sending(new Outgoing.ToAccount("us-account-1", new AccountCommand.Protect(order)));
    }

    [Fact]
    public void C12_A_CyberTip_without_accounts_or_under_a_requesters_regime_is_invalid() => Given.Case()
        .When(Some.Open() with { Kind = CaseKind.CyberTip, Regime = "us-cybertip" }).ThenInvalid("accounts")
        .When(Some.Open("us-account-1") with { Kind = CaseKind.CyberTip }).ThenInvalid("kind")
        .When(Some.Open("us-account-1") with { Regime = "us-cybertip" }).ThenInvalid("kind");
}
