using System.Collections.Immutable;
using Lert.Domain.Cases;
using Lert.Domain.Deciding;
using Lert.Domain.Tests.Deciding;
using Lert.Domain.Tests.Notices;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Holds;
using Lert.Grains.Responders;

namespace Lert.Domain.Tests.Cases;

using Scenario = Scenario<CaseDecider, CaseState, CaseCommand, CaseEvent, CaseView>;

/// <summary>B1, B10, B13 and A15: the states of a request for data, and what each step asks for.</summary>
public class CaseStateTests
{
    [Fact]
    public void B1_A_warrant_goes_from_receipt_to_closing() => ADelivered()
        .When(new CaseCommand.ConfirmReceipt("R-1")).Where(IsIn(CaseStatus.Acknowledged))
        .When(new CaseCommand.Close("done")).Where(IsIn(CaseStatus.Closed))
        .When(new CaseCommand.Triage("late")).ThenRefused(RefusalCodes.CaseClosed);

    [Fact]
    public void B1_From_Received_to_Delivered_there_is_no_step() => Opened(SomeRequest.Warrant())
        .When(new CaseCommand.Advance(CaseStatus.Delivered)).ThenRefused(RefusalCodes.CaseTransitionNotAllowed)
        .Where(@case => Assert.Equal(("Received", "Delivered"), (@case.Last.Refusal!.Details["from"], @case.Last.Refusal.Details["to"])))
        .When(new CaseCommand.Deliver("D-1")).ThenRefused(RefusalCodes.CaseTransitionNotAllowed);

    [Fact]
    public void B1_Every_pair_of_states_that_the_table_does_not_name_is_refused()
    {
        foreach (var to in Enum.GetValues<CaseStatus>())
        {
            var step = CaseMachine.Find(CaseStatus.Triaged, to, nameof(CaseCommand.Advance));
            var decided = Opened(SomeRequest.Warrant()).When(new CaseCommand.Triage("")).When(new CaseCommand.Advance(to));
            Assert.Equal(step is null ? RefusalCodes.CaseTransitionNotAllowed : null, decided.Last.Refusal?.Code);
        }
    }

    [Fact]
    public void Every_state_is_reached_and_every_guard_is_asked_and_has_its_words()
    {
        Assert.Equal(
            Enum.GetValues<CaseStatus>().Where(status => status is not (CaseStatus.Unspecified or CaseStatus.Received)).Order(),
            CaseMachine.All.Select(step => step.To).Distinct().Order());
        Assert.Equal(Enum.GetValues<CaseGuard>().Where(guard => guard != default).Order(), GuardRule.All.Select(rule => rule.Guard).Order());
        Assert.Equal(GuardRule.All.Select(rule => rule.Guard).Order(), CaseMachine.All.SelectMany(step => step.Guards).Distinct().Order());
        Assert.All(GuardRule.All, rule => Assert.Contains(rule.Code, RefusalCodes.All));
        Assert.Equal(CaseMachine.All.Length, CaseMachine.All.Select(step => (step.From, step.To, step.Command)).Distinct().Count());
    }

    [Fact]
    public void B9_One_approval_is_kept_and_the_second_of_another_person_decides() => InReview(SomeRequest.Warrant())
        .When(new CaseCommand.Approve("fine", null, false)).Where(IsIn(CaseStatus.LegalReview))
        .Where(@case => Assert.Equal("user:lead", Assert.Single(@case.View!.File.Approvals).By))
        .When(new CaseCommand.Approve("fine", null, false)).ThenRefused(RefusalCodes.CaseSecondApproverRequired)
        .By("user:counsel").When(new CaseCommand.Approve("fine", null, false)).Where(IsIn(CaseStatus.Approved));

    [Fact]
    public void A10_A_narrowing_stands_beside_the_original_and_voids_what_was_approved() => InReview(SomeRequest.Warrant())
        .When(new CaseCommand.Approve("fine", null, false))
        .When(new CaseCommand.Narrow([new NarrowedItem("i1", null, null)], "the contents of a year are too much"))
        .Where(@case => Assert.IsType<CaseEvent.ApprovalsVoided>(@case.Last.Events[^1]))
        .Where(@case => Assert.Equal(2, @case.View!.File.Intake!.Items.Length))
        .Where(@case => Assert.Equal(("i1", "the contents of a year are too much"), (Assert.Single(@case.View!.File.Narrowing).ItemId, @case.View.File.NarrowingReason)))
        .When(new CaseCommand.Approve("fine", null, false)).Where(IsIn(CaseStatus.LegalReview))
        .By("user:counsel").When(new CaseCommand.Approve("fine", null, false)).Where(IsIn(CaseStatus.Narrowed));

    [Fact]
    public void A10_A_narrowing_never_widens() => InReview(SomeRequest.Handle())
        .When(new CaseCommand.Narrow([new NarrowedItem("i9", null, null)], "x")).ThenRefused(RefusalCodes.ScopeItemUnknown)
        .When(new CaseCommand.Narrow([new NarrowedItem("i1", new DateOnly(2025, 1, 1), new DateOnly(2026, 2, 1))], "x")).ThenRefused(RefusalCodes.ScopeNotNarrower)
        .When(new CaseCommand.Narrow([new NarrowedItem("i1", null, null)], "x")).ThenRefused(RefusalCodes.ScopeNotNarrower);

    [Fact]
    public void B10_A_corrected_field_says_what_it_was() => Opened(SomeRequest.Warrant())
        .When(new CaseCommand.Amend(CaseField.Officer, "Officer B", "misread"))
        .Then(new CaseEvent.FieldAmended(CaseField.Officer, "Officer A", "Officer B", "misread", SomeRequest.Received, "user:lead"))
        .Where(@case => Assert.Equal("Officer B", @case.View!.Officer))
        .When(new CaseCommand.Amend(CaseField.Officer, "Officer B", "misread")).ThenNothing();

    [Fact]
    public void B10_Who_works_on_it_and_who_did_before_is_journaled() => Opened(SomeRequest.Warrant())
        .When(new CaseCommand.NoteTaken("us-u-ben", 0, "user:lead")).When(new CaseCommand.NoteTaken("us-u-ben", 1, "system:case"))
        .When(new CaseCommand.NoteTaken("us-u-ana", 0, "user:lead")).When(new CaseCommand.NoteTaken("us-u-ana", 2, "system:case"))
        .Then(new CaseEvent.AssigneeChanged("us-u-ben", "us-u-ana", "assigned by hand", SomeRequest.Received, "user:lead"))
        .Where(@case => Assert.Equal(("us-u-ana", "us-u-ana"), (@case.View!.File.Assignee, @case.Listing.Assignee)))
        .When(new CaseCommand.NoteTaken("us-u-ana", 0, "user:lead")).ThenNothing()
        // It asked nobody, so nobody's answer counts.
        .When(new CaseCommand.NoteTaken("us-u-eve", 7, "system:case")).Then().Sending(new Outgoing.ToResponder("us-u-eve", new ResponderCommand.ReleaseCase(Some.CaseId, 7)));

    [Fact]
    public void B10_Every_step_says_from_where_it_came() => Opened(SomeRequest.Warrant())
        .When(new CaseCommand.Triage("ours"))
        .Then(
            new CaseEvent.Remarked("ours", SomeRequest.Received, "user:lead"), new CaseEvent.Moved(CaseStatus.Received, CaseStatus.Triaged, SomeRequest.Received),
            new CaseEvent.AssigneeWanted([], SomeRequest.Received));

    [Fact]
    public void B13_A_challenge_blocks_production_and_locks_the_holds()
    {
        var hold = HoldId.Of("us-c-9", "us-account-1");
        var open = SomeRequest.Warrant();
        Approved(open with { Intake = open.Intake! with { ServedOnHolds = [hold] } })
            .When(new CaseCommand.Challenge(ChallengeGround.Comity, "it conflicts with the law of Ireland")).Where(IsIn(CaseStatus.Challenged))
            .When(new CaseCommand.Advance(CaseStatus.Collecting)).ThenRefused(RefusalCodes.CaseTransitionNotAllowed)
            .When(new CaseCommand.ResolveChallenge(false, "denied")).Where(IsIn(CaseStatus.LegalReview))
            // What was approved before is not approved any more.
            .Where(@case => Assert.Empty(@case.View!.File.Approvals));
        Assert.Contains(
            new Outgoing.ToHold(hold, new HoldCommand.LockForProduction(Some.CaseId)),
            Given.Case().By("user:intake").At(SomeRequest.Received).When(open with { Intake = open.Intake! with { ServedOnHolds = [hold] } }).Last.Messages);
    }

    [Fact]
    public void B13_A_challenge_locks_the_cases_own_holds_until_it_is_resolved()
    {
        var hold = Some.Order().HoldId;
        var preserved = ImmutableSortedDictionary<string, HoldProgress>.Empty.Add(hold, HoldProgress.Active);
        var before = new CaseState { Status = CaseStatus.Collecting, Holds = preserved };
        var during = before with { Status = CaseStatus.Challenged };
        Assert.Equal([new Outgoing.ToHold(hold, new HoldCommand.LockForProduction(Some.CaseId))], CaseMoves.Locks(Some.CaseId, before, during).ToArray());
        Assert.Equal([new Outgoing.ToHold(hold, new HoldCommand.Unlock(Some.CaseId))], CaseMoves.Locks(Some.CaseId, during, before).ToArray());
    }

    [Fact]
    public void B13_A_hold_that_ended_while_its_lock_was_on_the_way_is_not_unlocked_before_the_challenge_is_resolved()
    {
        var hold = Some.Order().HoldId;
        var challenged = new CaseState { Status = CaseStatus.Challenged, Holds = ImmutableSortedDictionary<string, HoldProgress>.Empty.Add(hold, HoldProgress.Active) };
        var ended = challenged with { Holds = challenged.Holds.SetItem(hold, HoldProgress.Ended) };
        Assert.Empty(CaseMoves.Locks(Some.CaseId, challenged, ended));
        Assert.True(CaseDecider.IsServedOn(ended, hold));
        var resolved = ended with { Status = CaseStatus.LegalReview };
        Assert.Equal([new Outgoing.ToHold(hold, new HoldCommand.Unlock(Some.CaseId))], CaseMoves.Locks(Some.CaseId, ended, resolved).ToArray());
        Assert.False(CaseDecider.IsServedOn(resolved, hold));
        // One that had ended before is none of it.
        Assert.Empty(CaseMoves.Locks(Some.CaseId, resolved, ended));
    }

    [Fact]
    public void A15_A_withdrawal_cancels_the_delivery_and_keeps_the_hold_unless_said()
    {
        InDisclosure()
            .When(new CaseCommand.Withdraw("settled", false)).Where(IsIn(CaseStatus.Withdrawn))
            .Where(@case => Assert.False(@case.View!.File.MayReleaseHolds))
            .Where(@case => Assert.DoesNotContain(@case.Last.Messages, message => message is Outgoing.ToHold { Command: HoldCommand.Release }))
            .By("user:producer").When(new CaseCommand.Deliver("D-1")).ThenRefused(RefusalCodes.CaseTransitionNotAllowed);
        InDisclosure().When(new CaseCommand.Withdraw("settled", true)).Where(@case => Assert.True(@case.View!.File.MayReleaseHolds));
    }

    [Fact]
    public void A_duplicate_names_its_original_and_can_be_reopened() => Opened(SomeRequest.Warrant())
        .When(new CaseCommand.MarkDuplicate("us-c-2", "the same order")).Where(IsIn(CaseStatus.Duplicate))
        .Where(@case => Assert.Equal("us-c-2", @case.View!.File.DuplicateOf))
        .When(new CaseCommand.Reopen("it is another")).Where(IsIn(CaseStatus.Reopened))
        .When(new CaseCommand.Advance(CaseStatus.Validating)).Where(IsIn(CaseStatus.Validating));

    [Fact]
    public void F1_A_disclosure_takes_two_people_who_saw_this_very_scope() => InDisclosure()
        .By("user:producer").When(new CaseCommand.Deliver("D-1")).ThenRefused(RefusalCodes.CaseSecondApproverRequired)
        .By("user:lead").When(new CaseCommand.ApproveDisclosure("another scope", "x")).ThenRefused(RefusalCodes.ScopeChanged)
        .Where(@case => Assert.Equal(@case.View!.File.ScopeHash, @case.Last.Refusal!.Details["scope_hash"]));

    [Fact]
    public void H6_Whoever_approved_does_not_deliver() => DisclosureApproved()
        .By("user:counsel").When(new CaseCommand.Deliver("D-1")).ThenRefused(RefusalCodes.CaseApproverDelivers)
        .By("user:producer").When(new CaseCommand.Deliver("D-1")).Where(IsIn(CaseStatus.Delivered));

    internal static Scenario Opened(CaseCommand.Open open) => Given.Case().At(SomeRequest.Received).By("user:intake").When(open)
        .Where(@case => Assert.Null(@case.Last.Refusal)).By("user:lead");

    internal static Scenario InReview(CaseCommand.Open open) => Opened(open)
        .When(new CaseCommand.Triage("")).When(new CaseCommand.Advance(CaseStatus.Validating)).When(new CaseCommand.Advance(CaseStatus.LegalReview)).Where(IsIn(CaseStatus.LegalReview));

    internal static Scenario Approved(CaseCommand.Open open) => InReview(open)
        .When(new CaseCommand.Approve("fine", null, false)).By("user:counsel").When(new CaseCommand.Approve("fine", null, false)).Where(IsIn(CaseStatus.Approved));

    /// <summary>Under an order of silence, so that no notice stands in the way.</summary>
    internal static Scenario InDisclosure() => Approved(SomeRequest.Warrant())
        .When(SomeNotice.Order())
        .When(new CaseCommand.Advance(CaseStatus.Collecting))
        .When(new CaseCommand.Advance(CaseStatus.QualityCheck)).ThenRefused(RefusalCodes.ScopeItemsOpen)
        .When(new CaseCommand.RecordItem("i1", "us-account-1", ItemOutcome.Collected, ""))
        .When(new CaseCommand.RecordItem("i2", "us-account-1", ItemOutcome.NotFound, "never wrote"))
        .When(new CaseCommand.Advance(CaseStatus.QualityCheck)).When(new CaseCommand.Advance(CaseStatus.DisclosureApproval)).Where(IsIn(CaseStatus.DisclosureApproval));

    internal static Action<Scenario> IsIn(CaseStatus status) => @case => Assert.Equal((null, status), (@case.Last.Refusal?.Code, @case.View!.Status));

    private static Scenario DisclosureApproved() => InDisclosure() is var ready
        ? ready.By("user:lead").When(new CaseCommand.ApproveDisclosure(ready.View!.File.ScopeHash, "fine"))
            .By("user:counsel").When(new CaseCommand.ApproveDisclosure(ready.View!.File.ScopeHash, "fine"))
        : ready;

    private static Scenario ADelivered() => DisclosureApproved().By("user:producer").When(new CaseCommand.Deliver("D-1")).Where(IsIn(CaseStatus.Delivered)).By("user:lead");
}
