using Lert.Domain.Cases;
using Lert.Domain.Playbooks;
using Lert.Domain.Tests.Cases;
using Lert.Domain.Tests.Deciding;
using Lert.Grains;
using Lert.Grains.Cases;

namespace Lert.Domain.Tests.Playbooks;

using Scenario = Scenario<CaseDecider, CaseState, CaseCommand, CaseEvent, CaseView>;

/// <summary>J12: each step ticked and journaled; what waits for a step waits; a case keeps the version that it began with.</summary>
public class ChecklistTests
{
    private static readonly DateTimeOffset At = SomeRequest.Received;

    [Fact]
    public void J12_A_case_begins_with_the_playbook_of_its_kind() => CaseStateTests.Opened(SomeRequest.Warrant())
        .Where(@case => Assert.Equal(
            new CaseEvent.PlaybookAdopted(0, PlaybookBook.BuiltIn.Find(CaseKind.Warrant)!, "", At, "user:intake"), Assert.Single(@case.Last.Events.OfType<CaseEvent.PlaybookAdopted>())))
        .Where(@case => Assert.Equal((1, 6, 0), (@case.View!.File.Checklist!.Playbook.Version, @case.View.File.Checklist.Playbook.Steps.Length, @case.View.File.Checklist.Ticks.Length)));

    [Fact]
    public void J12_A_preservation_and_a_report_of_our_own_have_theirs_too()
    {
        Given.Case().When(Some.Open()).Where(@case => Assert.Equal("requester", @case.View!.File.Checklist!.Playbook.Steps[0].StepId));
        Given.Case().When(Some.Open("us-account-1") with { Kind = CaseKind.CyberTip, Regime = "us-cybertip" }).Where(@case => Assert.Equal("report", @case.View!.File.Checklist!.Playbook.Steps[0].StepId));
    }

    [Fact]
    public void J12_A_step_is_ticked_by_a_person_at_an_instant_with_what_they_found() => CaseStateTests.Opened(SomeRequest.Warrant())
        .When(new CaseCommand.TickStep("face", "signed and dated"))
        .Then(new CaseEvent.StepTicked(new StepTick("face", "user:lead", At, "signed and dated")))
        .Where(@case => Assert.Equal([new StepTick("face", "user:lead", At, "signed and dated")], @case.View!.File.Checklist!.Ticks.AsEnumerable()))
        .By("user:counsel").When(new CaseCommand.TickStep("face", "me too")).ThenNothing()
        .Where(@case => Assert.Equal("step 'face' is done: signed and dated", CaseStory.Tell(new CaseEvent.StepTicked(@case.View!.File.Checklist!.Ticks[0]))));

    [Fact]
    public void J12_A_step_is_opened_again_with_a_reason_and_who_had_done_it_stays_in_the_journal() => CaseStateTests.Opened(SomeRequest.Warrant())
        .When(new CaseCommand.UntickStep("face", "x")).ThenNothing()
        .When(new CaseCommand.TickStep("face", "fine")).By("user:counsel").When(new CaseCommand.UntickStep("face", "the second page is missing"))
        .Then(new CaseEvent.StepUnticked(new StepTick("face", "user:lead", At, "fine"), "the second page is missing", At, "user:counsel"))
        .Where(@case => Assert.Empty(@case.View!.File.Checklist!.Ticks));

    [Fact]
    public void J12_A_step_that_the_playbook_does_not_have_is_refused_with_those_that_it_has() => CaseStateTests.Opened(SomeRequest.Warrant())
        .When(new CaseCommand.TickStep("facts", "")).ThenRefused(RefusalCodes.CaseStepUnknown)
        .Where(@case => Assert.Contains("face, particular, holds", @case.Last.Refusal!.Message, StringComparison.Ordinal))
        .When(new CaseCommand.UntickStep("facts", "x")).ThenRefused(RefusalCodes.CaseStepUnknown);

    [Fact]
    public void J12_A_court_order_is_not_decided_before_its_facts_were_found() => CaseStateTests.InReview(CourtOrder())
        .When(new CaseCommand.Approve("fine", null, false)).ThenRefused(RefusalCodes.CasePlaybookOpen)
        .Where(@case => Assert.Equal("facts", @case.Last.Refusal!.Details["steps"]))
        .Where(@case => Assert.Contains("specific and articulable facts", @case.Last.Refusal!.Message, StringComparison.Ordinal))
        // To say no needs no step.
        .Where(@case => @case.When(new CaseCommand.Reject("no facts")).Where(CaseStateTests.IsIn(CaseStatus.Rejected)))
        .When(new CaseCommand.TickStep("facts", "page 2")).When(new CaseCommand.Approve("fine", null, false)).Where(CaseStateTests.IsIn(CaseStatus.Approved));

    [Fact]
    public void J12_All_open_steps_are_named_at_once_and_a_narrowed_scope_waits_for_them_as_well() => Later(SomeRequest.Subpoena())
        .When(new CaseCommand.Narrow([new NarrowedItem("i1", null, null)], "less"))
        .When(new CaseCommand.Approve("fine", null, false)).ThenRefused(RefusalCodes.CasePlaybookOpen)
        .Where(@case => Assert.Equal("seal, face", @case.Last.Refusal!.Details["steps"]))
        .When(new CaseCommand.TickStep("seal", "")).When(new CaseCommand.Approve("fine", null, false)).ThenRefused(RefusalCodes.CasePlaybookOpen)
        .Where(@case => Assert.Equal("face", @case.Last.Refusal!.Details["steps"]))
        .When(new CaseCommand.TickStep("face", "")).When(new CaseCommand.Approve("fine", null, false)).Where(CaseStateTests.IsIn(CaseStatus.Narrowed));

    [Fact]
    public void J12_What_was_opened_again_between_two_approvals_keeps_the_second_one_back()
    {
        var text = SomePlaybook.Change(SomePlaybook.Text, "ask for a narrowing where it does not.\"", "ask for a narrowing where it does not.\", \"before\": [\"approved\"]");
        CaseStateTests.InReview(SomeRequest.Warrant()).Under(SomePlaybook.With(_ => text))
            .When(new CaseCommand.AdoptPlaybook("x")).ThenRefused(RefusalCodes.CasePlaybookNewest);
        Opened(SomeRequest.Warrant(), SomePlaybook.With(_ => text))
            .When(new CaseCommand.Triage("")).When(new CaseCommand.Advance(CaseStatus.Validating)).When(new CaseCommand.Advance(CaseStatus.LegalReview))
            .When(new CaseCommand.TickStep("particular", "")).When(new CaseCommand.Approve("fine", null, false)).Where(CaseStateTests.IsIn(CaseStatus.LegalReview))
            .When(new CaseCommand.UntickStep("particular", "no time is named"))
            .By("user:counsel").When(new CaseCommand.Approve("fine", null, false)).ThenRefused(RefusalCodes.CasePlaybookOpen);
    }

    [Fact]
    public void J12_A_case_keeps_its_version_until_a_person_moves_it() => CaseStateTests.InReview(SomeRequest.Subpoena())
        .When(new CaseCommand.TickStep("face", "fine")).When(new CaseCommand.TickStep("secrecy", "none"))
        .Under(SomePlaybook.Later)
        // The rules of today know a step that stands before the decision; this case does not.
        .Where(@case => @case.When(new CaseCommand.Approve("fine", null, false)).Where(CaseStateTests.IsIn(CaseStatus.Approved)))
        .When(new CaseCommand.AdoptPlaybook("seals are forged these days"))
        .Where(@case => Assert.Equal((1, 2), (Assert.IsType<CaseEvent.PlaybookAdopted>(@case.Last.Events[0]).OldVersion, @case.View!.File.Checklist!.Playbook.Version)))
        // What both have stays done; what is gone is in the journal.
        .Where(@case => Assert.Equal(["face"], @case.View!.File.Checklist!.Ticks.Select(tick => tick.StepId)))
        .When(new CaseCommand.Approve("fine", null, false)).ThenRefused(RefusalCodes.CasePlaybookOpen)
        .When(new CaseCommand.AdoptPlaybook("again")).ThenRefused(RefusalCodes.CasePlaybookNewest)
        .When(new CaseCommand.TickStep("seal", "whole")).When(new CaseCommand.Approve("fine", null, false)).Where(CaseStateTests.IsIn(CaseStatus.Approved));

    [Fact]
    public void J12_A_case_from_before_there_were_playbooks_waits_for_none_and_can_take_one_on() => Given.Case(Some.Opened)
        .Where(@case => Assert.Null(@case.View!.File.Checklist))
        .When(new CaseCommand.TickStep("receipt", "")).ThenRefused(RefusalCodes.CaseStepUnknown)
        .When(new CaseCommand.AdoptPlaybook("we have them now")).Then(new CaseEvent.PlaybookAdopted(0, PlaybookBook.BuiltIn.Find(CaseKind.Preservation)!, "we have them now", Some.Start, "user:lead"))
        .When(new CaseCommand.TickStep("receipt", "")).Where(@case => Assert.Single(@case.View!.File.Checklist!.Ticks));

    [Fact]
    public void J12_A_reopened_case_goes_through_its_checklist_again_and_a_closed_one_is_left_alone() => CaseStateTests.InReview(CourtOrder())
        .When(new CaseCommand.TickStep("facts", "page 2")).When(new CaseCommand.Reject("no")).When(new CaseCommand.Reopen("yes")).Where(CaseStateTests.IsIn(CaseStatus.Reopened))
        .Where(@case => Assert.Empty(@case.View!.File.Checklist!.Ticks))
        .When(new CaseCommand.Withdraw("settled", false)).When(new CaseCommand.Close("done")).Where(CaseStateTests.IsIn(CaseStatus.Closed))
        .When(new CaseCommand.TickStep("facts", "")).ThenRefused(RefusalCodes.CaseClosed);

    /// <summary>A message says what has happened already, and whoever says no, asks, disputes or withdraws is on the safe side.</summary>
    [Fact]
    public void J12_Nothing_but_a_persons_step_ahead_waits_for_a_checklist() => Assert.Equal(
        [nameof(CaseCommand.Advance), nameof(CaseCommand.Approve), nameof(CaseCommand.Close)],
        CaseMachine.All.Where(step => step.Guards.Contains(CaseGuard.PlaybookFollowed)).Select(step => step.Command).Distinct().Order(StringComparer.Ordinal));

    private static CaseCommand.Open CourtOrder() => SomeRequest.Open(
        CaseKind.CourtOrder, "us-2703d", SomeRequest.Intake(SomeRequest.Item(DataCategory.BasicSubscriber)) with { OrderDate = new DateOnly(2026, 10, 1) });

    private static Scenario Opened(CaseCommand.Open open, Lert.Domain.Deciding.Rules rules) => Given.Case().Under(rules).At(At).By("user:intake").When(open).By("user:lead");

    private static Scenario Later(CaseCommand.Open open) => Opened(open, SomePlaybook.Later)
        .When(new CaseCommand.Triage("")).When(new CaseCommand.Advance(CaseStatus.Validating)).When(new CaseCommand.Advance(CaseStatus.LegalReview));
}
