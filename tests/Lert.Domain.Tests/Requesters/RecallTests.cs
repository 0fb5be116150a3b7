using Lert.Domain.Cases;
using Lert.Domain.Deciding;
using Lert.Domain.Requesters;
using Lert.Domain.Tests.Cases;
using Lert.Domain.Tests.Deciding;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Pages;
using Lert.Grains.Requesters;

namespace Lert.Domain.Tests.Requesters;

using Officer = Scenario<RequesterDecider, RequesterState, RequesterCommand, RequesterEvent, RequesterView>;
using Case = Scenario<CaseDecider, CaseState, CaseCommand, CaseEvent, CaseView>;

/// <summary>A8: an identity turned out to be compromised.</summary>
public class RecallTests
{
    private static readonly DateTimeOffset AsOf = Some.Start.AddDays(10);
    private static readonly RequesterCommand.Recall Order = new(AsOf, "the account was taken over", Affected: 2);

    [Fact]
    public void A8_One_command_recalls_from_90_days_before_and_pages_the_leads_once() => Recalled()
        .Where(officer => Assert.Equal(AsOf.AddDays(-90), officer.View!.Recall!.Since))
        .Where(officer => Assert.Equal((RequesterStatus.Compromised, 2, 0), (officer.View!.Status, officer.View.Recall!.Total, officer.View.Recall.Done)))
        .Where(officer => Assert.Equal(
            ("us-r-leads", AlertKind.Recall),
            Assert.IsType<PageCommand.Open>(Assert.IsType<Outgoing.ToPage>(Assert.Single(officer.Last.Messages)).Command) is var page ? (page.Desk, page.Alert) : default))
        .When(Tick(["us-c-1", "us-c-2"], 9, isLast: true))
        .Where(officer => Assert.Equal(["us-c-1", "us-c-2"], officer.Last.Messages.Select(message => message.Key)))
        .Where(officer => Assert.All(officer.Last.Messages, message => Assert.IsType<CaseCommand.NoteRecall>(Assert.IsType<Outgoing.ToCase>(message).Command)));

    [Fact]
    public void A8_It_goes_on_stretch_by_stretch_and_says_how_far_it_has_come() => Recalled()
        .When(Tick(["us-c-1"], 4, isLast: false))
        .Where(officer => Assert.Equal((1, 4L, officer.Now.AddMilliseconds(100)), (officer.View!.Recall!.Told, officer.State.Recall!.ReadTo, officer.WakeAt!.Value)))
        // Too early a tick tells nobody.
        .When(Tick(["us-c-2"], 9, isLast: true)).ThenNothing()
        .At(AsOf.AddDays(1)).When(Tick(["us-c-2"], 9, isLast: true))
        .Where(officer => Assert.Equal((2, null), (officer.View!.Recall!.Told, officer.WakeAt)))
        .When(new RequesterCommand.NoteRecalled("us-c-1", 1, RecallOutcome.Returned)).Where(officer => Assert.Equal((1, null), (officer.View!.Recall!.Done, officer.View.Recall.DoneAt)))
        .When(new RequesterCommand.NoteRecalled("us-c-2", 1, RecallOutcome.Reopened))
        .Where(officer => Assert.Equal((2, 2, 1, 1, officer.Now), officer.View!.Recall is var recall ? (recall!.Done, recall.Total, recall.Returned, recall.Reopened, recall.DoneAt!.Value) : default));

    [Fact]
    public void A8_A_stretch_ends_at_the_recall_itself_and_leaves_out_what_is_older()
    {
        var recall = Recalled().State.Recall!;
        var since = recall.Order.Since;
        var stretch = RecallReading.Stretch(recall,
        [
            (1, SomeRequester.Registered),
            (2, new RequesterEvent.CaseNoted("us-c-old", CaseKind.Warrant, since.AddTicks(-1), AsOf)),
            (3, new RequesterEvent.CaseNoted("us-c-first", CaseKind.Warrant, since, AsOf)),
            (4, recall.Order),
            (5, new RequesterEvent.CaseNoted("us-c-later", CaseKind.Warrant, AsOf, AsOf)),
        ]);
        Assert.Equal(("us-c-first", 4L, true), (Assert.Single(stretch.Cases), stretch.ReadTo, stretch.IsLast));
    }

    [Fact]
    public void A8_A_case_that_comes_after_the_recall_is_told_at_once() => Recalled()
        .When(SomeRequester.Case("us-c-3", AsOf.AddDays(1), CaseKind.Warrant))
        .Where(officer => Assert.Contains(officer.Last.Messages, message => message is Outgoing.ToCase { Key: "us-c-3", Command: CaseCommand.NoteRecall }))
        .Where(officer => Assert.Equal((3, 1), (officer.View!.Recall!.Total, officer.View.Recall.Told)))
        // One that was opened before the 90 days is not.
        .When(SomeRequester.Case("us-c-4", AsOf.AddDays(-91), CaseKind.Warrant))
        .Where(officer => Assert.DoesNotContain(officer.Last.Messages, message => message is Outgoing.ToCase { Command: CaseCommand.NoteRecall }));

    [Fact]
    public void A8_A_recall_is_refused_while_one_runs_and_where_nothing_would_be_new() => Recalled()
        .When(Order).ThenRefused(RefusalCodes.RequesterRecallRunning)
        .When(Tick([], 9, isLast: true)).Where(officer => Assert.NotNull(officer.View!.Recall!.DoneAt))
        .At(AsOf.AddDays(2)).When(Order with { AsOf = AsOf.AddDays(1) }).ThenRefused(RefusalCodes.RequesterRecalled)
        .When(Order with { AsOf = AsOf.AddDays(-30) })
        .Where(officer => Assert.Equal((2, AsOf.AddDays(-120)), (officer.View!.Recall!.Number, officer.View.Recall.Since)));

    [Fact]
    public void A8_An_instant_in_the_future_is_invalid() => Given.Officer(SomeRequester.Registered).At(AsOf).When(Order with { AsOf = AsOf.AddHours(1) }).ThenInvalid("as_of");

    [Fact]
    public void A8_Verified_anew_by_a_call_from_after_the_recall_later_cases_are_theirs_again()
    {
        var call = new OfficerCall("", SomeRequester.Number, "Sgt. C", true, Some.Start, "user:lead");
        Recalled().When(new RequesterCommand.PutOfficer(SomeRequester.AgencyName, SomeRequester.OfficerName, "", $"a@{SomeRequester.Domain}")).When(new RequesterCommand.NoteCallBack(call))
            .When(new RequesterCommand.Verify("x", SomeRequester.Directory)).ThenRefused(RefusalCodes.RequesterRecallRunning)
            .When(Tick([], 9, isLast: true))
            .When(new RequesterCommand.Verify("x", SomeRequester.Directory)).ThenRefused(RefusalCodes.RequesterCallBackRequired)
            .At(AsOf.AddDays(3)).When(new RequesterCommand.NoteCallBack(call with { At = AsOf.AddDays(3) })).When(new RequesterCommand.Verify("x", SomeRequester.Directory))
            .Where(officer => Assert.Equal(RequesterStatus.Verified, officer.View!.Status))
            .When(SomeRequester.Case("us-c-5", AsOf.AddDays(4), CaseKind.Warrant)).Where(officer => Assert.DoesNotContain(officer.Last.Messages, message => message is Outgoing.ToCase { Command: CaseCommand.NoteRecall }))
            // What was opened in between, and is heard of only now, is not.
            .When(SomeRequester.Case("us-c-6", AsOf.AddDays(2), CaseKind.Warrant)).Where(officer => Assert.Contains(officer.Last.Messages, message => message is Outgoing.ToCase { Command: CaseCommand.NoteRecall }));
    }

    [Fact]
    public void A8_A_case_on_its_way_out_returns_to_review_and_is_not_delivered_before_that_is_done() => CaseStateTests.InDisclosure()
        .When(Notice()).Where(CaseStateTests.IsIn(CaseStatus.LegalReview))
        .Where(Answers(RecallOutcome.Returned))
        .Where(@case => Assert.Empty(@case.View!.File.Approvals.Concat(@case.View.File.DisclosureApprovals)))
        .By("user:producer").When(new CaseCommand.Deliver("D-1")).ThenRefused(RefusalCodes.CaseTransitionNotAllowed)
        .By("user:lead").When(new CaseCommand.Approve("fine", null, false)).ThenRefused(RefusalCodes.CaseRecallOpen)
        .When(new CaseCommand.ReviewRecall("the court confirms the warrant")).Where(@case => Assert.Equal("the court confirms the warrant", @case.View!.File.Asking.RecallFinding))
        .When(new CaseCommand.ReviewRecall("again")).ThenRefused(RefusalCodes.CaseNoRecallOpen)
        .When(new CaseCommand.Approve("fine", null, false)).By("user:counsel").When(new CaseCommand.Approve("fine", null, false)).Where(CaseStateTests.IsIn(CaseStatus.Approved));

    [Theory]
    [InlineData(CaseStatus.Received, CaseStatus.Received, RecallOutcome.Held)]
    [InlineData(CaseStatus.LegalReview, CaseStatus.LegalReview, RecallOutcome.Held)]
    [InlineData(CaseStatus.Approved, CaseStatus.LegalReview, RecallOutcome.Returned)]
    [InlineData(CaseStatus.Narrowed, CaseStatus.LegalReview, RecallOutcome.Returned)]
    [InlineData(CaseStatus.Collecting, CaseStatus.LegalReview, RecallOutcome.Returned)]
    [InlineData(CaseStatus.QualityCheck, CaseStatus.LegalReview, RecallOutcome.Returned)]
    [InlineData(CaseStatus.DisclosureApproval, CaseStatus.LegalReview, RecallOutcome.Returned)]
    [InlineData(CaseStatus.Challenged, CaseStatus.Challenged, RecallOutcome.Held)]
    [InlineData(CaseStatus.Delivered, CaseStatus.Reopened, RecallOutcome.Reopened)]
    [InlineData(CaseStatus.Acknowledged, CaseStatus.Reopened, RecallOutcome.Reopened)]
    [InlineData(CaseStatus.Closed, CaseStatus.Reopened, RecallOutcome.Reopened)]
    [InlineData(CaseStatus.Rejected, CaseStatus.Rejected, RecallOutcome.Ended)]
    [InlineData(CaseStatus.Withdrawn, CaseStatus.Withdrawn, RecallOutcome.Ended)]
    public void A8_From_each_state_a_recalled_case_is_where_nothing_leaves(CaseStatus from, CaseStatus to, RecallOutcome outcome)
    {
        var delivered = from is CaseStatus.Delivered or CaseStatus.Acknowledged or CaseStatus.Closed;
        var happened = CaseStateTests.Opened(SomeRequest.Warrant()).Last.Events;
        var @case = Given.Case([.. happened, .. delivered ? [new CaseEvent.DeliveryMade("D-1", "hash", Some.Start, "user:producer")] : (CaseEvent[])[], new CaseEvent.Moved(CaseStatus.Received, from, Some.Start)]);
        @case.When(Notice()).Where(CaseStateTests.IsIn(to)).Where(Answers(outcome)).Where(after => Assert.True(after.State.IsRecallOpen))
            // Told again it only answers again.
            .When(Notice()).Where(after => Assert.Empty(after.Last.Events)).Where(after => Assert.Single(after.Last.Messages));
    }

    [Fact]
    public void A8_A_recalled_case_is_not_closed_before_its_review() => CaseStateTests.InReview(SomeRequest.Warrant())
        .When(Notice()).When(new CaseCommand.Reject("nobody asked")).Where(CaseStateTests.IsIn(CaseStatus.Rejected))
        .When(new CaseCommand.Close("done")).ThenRefused(RefusalCodes.CaseRecallOpen)
        .When(new CaseCommand.ReviewRecall("nothing left the house")).When(new CaseCommand.Close("done")).Where(CaseStateTests.IsIn(CaseStatus.Closed));

    [Theory]
    [InlineData(CaseStatus.Received)]
    [InlineData(CaseStatus.Triaged)]
    [InlineData(CaseStatus.Validating)]
    [InlineData(CaseStatus.Preserved)]
    [InlineData(CaseStatus.Duplicate)]
    public void A8_In_no_state_is_a_recalled_case_closed_before_its_review(CaseStatus from)
    {
        Given.Case(Some.Opened, new CaseEvent.Moved(CaseStatus.Received, from, Some.Start))
            .When(Notice()).When(new CaseCommand.Close("done")).ThenRefused(RefusalCodes.CaseRecallOpen)
            .When(new CaseCommand.ReviewRecall("nothing left the house")).When(new CaseCommand.Close("done")).Where(CaseStateTests.IsIn(CaseStatus.Closed));
        Assert.All(CaseMachine.All.Where(step => step.To == CaseStatus.Closed), step => Assert.Contains(CaseGuard.RecallReviewed, step.Guards));
    }

    [Fact]
    public void A8_A_case_that_is_not_there_takes_no_recall() => Given.Case().When(Notice()).ThenNothing();

    private static Officer Recalled() => Given.Officer(SomeRequester.Registered).At(AsOf).When(Order).Where(officer => Assert.Null(officer.Last.Refusal));

    private static RequesterCommand.Tick Tick(string[] cases, long readTo, bool isLast) => new(new CaseStretch([.. cases], readTo, isLast));

    private static CaseCommand.NoteRecall Notice() => new(SomeRequester.Notice);

    private static Action<Case> Answers(RecallOutcome outcome) => @case => Assert.Contains(
        new Outgoing.ToRequester(SomeRequester.Officer, new RequesterCommand.NoteRecalled(Some.CaseId, 1, outcome)), @case.Last.Messages);
}
