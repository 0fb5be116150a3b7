using Lert.Domain.Cases;
using Lert.Domain.Deciding;
using Lert.Domain.Tests.Cases;
using Lert.Domain.Tests.Deciding;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Disclosures;
using Lert.Grains.Notices;

namespace Lert.Domain.Tests.Notices;

using Scene = Scenario<CaseDecider, CaseState, CaseCommand, CaseEvent, CaseView>;

/// <summary>Who is told, when, who says that they are not, and what may be disclosed meanwhile.</summary>
public class NoticeTests
{
    private static readonly CaseCommand Deliver = new CaseCommand.Deliver("D-1");

    [Fact]
    public void G1_Nothing_is_disclosed_before_the_user_was_told_and_had_their_days()
    {
        var told = SomeNotice.Ready()
            .When(Deliver).ThenRefused(RefusalCodes.NoticeNotGiven)
            .At("2026-09-08T10:00:00Z").By("user:lead").When(SomeNotice.Given("2026-09-08T10:00:00Z"))
            .Where(@case => Assert.Equal(("us-account-1", Some.Instant("2026-09-16T00:00:00Z")), (Assert.Single(@case.State.Notice.Given).AccountId, @case.State.Notice.Given[0].DiscloseFrom)))
            .By("user:producer").When(Deliver).ThenRefused(RefusalCodes.NoticePeriodRunning)
            .Where(@case => Assert.Equal("2026-09-16T00:00:00.0000000+00:00", @case.Last.Refusal!.Details["not_before"]));
        told.At(Some.Instant("2026-09-16T00:00:00Z").AddTicks(-1)).When(Deliver).ThenRefused(RefusalCodes.NoticePeriodRunning);
        told.At("2026-09-16T00:00:00Z").When(Deliver).Where(CaseStateTests.IsIn(CaseStatus.Delivered));
    }

    [Fact]
    public void G1_How_many_days_is_a_setting_and_with_none_the_notice_alone_is_enough()
    {
        var rules = Some.Rules with { NoticeDays = 0 };
        var told = SomeNotice.Ready().Under(rules).By("user:lead").When(SomeNotice.Given("2026-09-07T09:00:00Z"));
        Assert.True(SomeNotice.Gate(told).IsOpen());
        Assert.Equal(RefusalCodes.NoticeNotGiven, SomeNotice.Gate(SomeNotice.Ready().Under(rules)).Code);
    }

    [Fact]
    public void G1_A_notice_is_due_from_the_decision_on_and_its_clock_is_met_by_the_notice() => SomeNotice.Approved()
        .Where(@case => Assert.Equal((ClockStatus.Running, SomeRequest.Received.AddHours(24)), (SomeNotice.Clock(@case, "policy-notice")!.Status, SomeNotice.Clock(@case, "policy-notice")!.DueInternal)))
        .Where(@case => Assert.Contains("a notice that is due is given", SomeNotice.Clock(@case, "policy-notice")!.Explanation, StringComparison.Ordinal))
        .When(new CaseCommand.MeetClock("policy-notice", "told by telephone")).ThenRefused(RefusalCodes.NoticeClock)
        .When(new CaseCommand.PauseClock("policy-notice", "holidays")).ThenRefused(RefusalCodes.NoticeClock)
        .At("2026-09-07T21:00:00Z").When(new CaseCommand.Tick(null)).Where(@case => Assert.Equal(50, SomeNotice.Clock(@case, "policy-notice")!.WarnedPercent))
        .When(SomeNotice.Given("2026-09-07T20:00:00Z")).Where(@case => Assert.Equal(ClockStatus.Met, SomeNotice.Clock(@case, "policy-notice")!.Status))
        .When(SomeNotice.Given("2026-09-07T20:30:00Z")).ThenNothing();

    [Fact]
    public void G1_A_notice_that_is_late_is_a_breach_with_a_page_and_the_case_does_not_close_over_it()
    {
        var silent = SomeNotice.Ready().By("user:lead").When(SomeNotice.Order(SomeNotice.Days(1))).By("user:producer").When(Deliver).Where(CaseStateTests.IsIn(CaseStatus.Delivered));
        var over = silent.By("user:lead").When(new CaseCommand.ConfirmReceipt("R-1")).At("2026-09-09T07:00:00Z").When(new CaseCommand.Tick(null))
            .When(new CaseCommand.Close("done")).ThenRefused(RefusalCodes.NoticeDue);
        var late = over.At("2026-09-10T07:00:00Z").By("system:timer").When(new CaseCommand.Tick(null));
        Assert.Contains(late.Last.Messages, message => message is Outgoing.ToPage { Command: Grains.Pages.PageCommand.Open { Alert: Grains.Pages.AlertKind.ClockBreach } });
        late.By("user:lead").When(SomeNotice.Given("2026-09-10T06:00:00Z"))
            .Where(@case => Assert.Equal(ClockStatus.Breached, SomeNotice.Clock(@case, "policy-notice")!.Status))
            .When(new CaseCommand.Close("done")).ThenRefused(RefusalCodes.CaseBreachUnexplained)
            .When(new CaseCommand.ExplainBreach("policy-notice", "we were late")).When(new CaseCommand.Close("done")).Where(CaseStateTests.IsIn(CaseStatus.Closed));
    }

    [Fact]
    public void G1_Each_user_of_the_scope_is_told()
    {
        var open = SomeRequest.Warrant(SomeRequest.Item(DataCategory.BasicSubscriber), SomeRequest.Item(DataCategory.BasicSubscriber, "us-account-2"));
        SomeNotice.Approved(open).At("2026-09-08T10:00:00Z")
            .When(SomeNotice.Given("2026-09-08T10:00:00Z", "us-account-3")).ThenRefused(RefusalCodes.ScopeOtherAccount)
            .When(SomeNotice.Given("2026-09-08T10:00:00Z", "us-account-1"))
            .At("2026-10-01T00:00:00Z")
            .Where(@case => Assert.Equal(RefusalCodes.NoticeNotGiven, SomeNotice.Gate(@case).Code))
            .Where(@case => Assert.True(SomeNotice.Clock(@case, "policy-notice")!.IsOpen))
            .When(SomeNotice.Given("2026-09-30T10:00:00Z"))
            .Where(@case => Assert.Equal((RefusalCodes.NoticePeriodRunning, Some.Instant("2026-10-08T00:00:00Z")), (SomeNotice.Gate(@case).Code, SomeNotice.Gate(@case).NotBefore)))
            .Where(@case => Assert.Equal(["us-account-1", "us-account-2"], @case.State.Notice.Given.Select(given => given.AccountId)));
    }

    [Fact]
    public void G1_Nobody_is_told_before_anything_is_decided() => CaseStateTests.InReview(SomeRequest.Warrant())
        .When(SomeNotice.Given("2026-09-07T09:00:00Z")).ThenRefused(RefusalCodes.NoticeTooEarly)
        .Where(@case => Assert.Null(SomeNotice.Clock(@case, "policy-notice")));

    [Fact]
    public void G1_A_request_that_is_withdrawn_owes_no_notice_and_one_that_is_challenged_waits() => SomeNotice.Approved()
        .When(new CaseCommand.Challenge(ChallengeGround.Overbroad, "too much")).Where(@case => Assert.Equal(ClockStatus.Cancelled, SomeNotice.Clock(@case, "policy-notice")!.Status))
        .When(new CaseCommand.ResolveChallenge(false, "denied")).When(new CaseCommand.Approve("fine", null, false)).By("user:counsel").When(new CaseCommand.Approve("fine", null, false))
        .Where(@case => Assert.Equal(ClockStatus.Running, SomeNotice.Clock(@case, "policy-notice")!.Status))
        .When(new CaseCommand.Withdraw("settled", false)).Where(@case => Assert.Equal(ClockStatus.Cancelled, SomeNotice.Clock(@case, "policy-notice")!.Status));

    [Fact]
    public void G1_Of_an_emergency_the_user_is_told_once_it_is_disclosed()
    {
        var record = new DecisionRecord("facts", "link", "minimum");
        var approved = CaseStateTests.InReview(SomeRequest.Emergency()).When(new CaseCommand.NoteRequester(Requesters.SomeRequester.Answer))
            .When(new CaseCommand.RecordCallBack("+1 555 0199", NumberSource.Directory, "Sgt. C", true, IsInDirectory: true))
            .When(new CaseCommand.Approve("fine", record, false)).By("user:counsel").When(new CaseCommand.Approve("fine", record, false)).Where(CaseStateTests.IsIn(CaseStatus.Approved));
        Assert.True(SomeNotice.Gate(approved).IsOpen());
        Assert.Null(SomeNotice.Clock(approved, "policy-notice"));
        approved.When(SomeNotice.Given("2026-09-07T09:00:00Z")).ThenRefused(RefusalCodes.NoticeTooEarly);
        var left = approved.By("system:disclosure/us-d-1").When(new CaseCommand.NoteDisclosure("us-d-1", DisclosureProgress.Delivered, true, [], "", SomeRequest.Received, "user:producer"));
        Assert.True(SomeNotice.Clock(left, "policy-notice") is { IsOpen: true });
        left.By("user:lead").When(SomeNotice.Given("2026-09-07T09:00:00Z")).Where(@case => Assert.Equal(ClockStatus.Met, SomeNotice.Clock(@case, "policy-notice")!.Status));
    }

    [Fact]
    public void G4_Where_children_are_exploited_nobody_is_told_and_the_reason_is_said()
    {
        var open = SomeRequest.Warrant();
        var followUp = SomeNotice.Approved(open with { Kind = CaseKind.CyberTipFollowUp, Intake = open.Intake! with { RelatedReport = "CT-9001" } });
        var plan = followUp.View!.File.Notice;
        Assert.Equal(NoticeDuty.Nobody, plan.Duty);
        Assert.Contains("Children are exploited", plan.Because, StringComparison.Ordinal);
        Assert.Contains("2258A", plan.Source, StringComparison.Ordinal);
        Assert.True(SomeNotice.Gate(followUp).IsOpen());
        Assert.Null(SomeNotice.Clock(followUp, "policy-notice"));
        followUp.When(SomeNotice.Given("2026-09-07T09:00:00Z")).ThenRefused(RefusalCodes.NoticeNotOurs)
            .Where(@case => Assert.Contains("Children are exploited", @case.Last.Refusal!.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void G4_Of_any_other_request_two_people_say_so_with_a_reason_and_then_nobody_is_told()
    {
        var ready = SomeNotice.Ready().By("user:lead").When(SomeNotice.Except(NoticeGround.ChildExploitation))
            .Where(@case => Assert.Equal(RefusalCodes.NoticeNotGiven, SomeNotice.Gate(@case).Code))
            .When(SomeNotice.Except(NoticeGround.ChildExploitation)).ThenRefused(RefusalCodes.CaseSecondApproverRequired);
        // Another ground is another exception: nobody has approved what they did not say.
        ready.By("user:counsel").When(SomeNotice.Except(NoticeGround.DangerToLife)).Where(@case => Assert.False(SomeNotice.Gate(@case).IsOpen()));
        var excepted = ready.By("user:counsel").When(SomeNotice.Except(NoticeGround.ChildExploitation));
        Assert.Equal(["user:lead", "user:counsel"], excepted.State.Notice.Exception!.Approvals.Select(given => given.By));
        Assert.Equal(ClockStatus.Cancelled, SomeNotice.Clock(excepted, "policy-notice")!.Status);
        excepted.When(SomeNotice.Given("2026-09-07T09:00:00Z")).ThenRefused(RefusalCodes.NoticeExcepted);
        excepted.By("user:producer").When(Deliver).Where(CaseStateTests.IsIn(CaseStatus.Delivered));
    }

    [Fact]
    public void G4_An_exception_is_revoked_by_one_person_with_a_reason_and_the_notice_is_due_again()
    {
        var ready = SomeNotice.Ready().By("user:lead").When(new CaseCommand.RevokeExemption("a slip")).ThenRefused(RefusalCodes.NoticeNotExcepted)
            .When(SomeNotice.Except()).By("user:counsel").When(SomeNotice.Except()).Where(@case => Assert.True(SomeNotice.Gate(@case).IsOpen()));
        var revoked = ready.At("2026-09-09T10:00:00Z").By("user:second-lead").When(new CaseCommand.RevokeExemption("he was arrested"));
        Assert.Contains(
            revoked.Last.Events, happened => happened is CaseEvent.ExceptionRevoked { Reason: "he was arrested", By: "user:second-lead", Old: { Ground: NoticeGround.DangerToLife, Approvals.Length: 2 } });
        Assert.Contains(revoked.Last.Events, happened => CaseStory.Tell(happened) == "that the user is not told (DangerToLife) no longer holds: he was arrested");
        Assert.Null(revoked.State.Notice.Exception);
        Assert.Equal((ClockStatus.Running, Some.Instant("2026-09-10T10:00:00Z")), (SomeNotice.Clock(revoked, "policy-notice")!.Status, SomeNotice.Clock(revoked, "policy-notice")!.DueInternal));
        Assert.Equal(RefusalCodes.NoticeNotGiven, SomeNotice.Gate(revoked).Code);
        revoked.By("user:producer").When(Deliver).ThenRefused(RefusalCodes.NoticeNotGiven);
        revoked.When(new CaseCommand.RevokeExemption("again")).ThenRefused(RefusalCodes.NoticeNotExcepted);
        revoked.By("user:lead").When(SomeNotice.Given("2026-09-09T09:00:00Z")).Where(@case => Assert.Equal(ClockStatus.Met, SomeNotice.Clock(@case, "policy-notice")!.Status));
        // What both said before is not half of another exception.
        revoked.By("user:lead").When(SomeNotice.Except()).Where(@case => Assert.False(SomeNotice.Gate(@case).IsOpen()));
    }

    [Fact]
    public void G4_One_persons_word_for_an_exception_can_be_taken_back_and_does_not_count_later() => SomeNotice.Ready().By("user:lead").When(SomeNotice.Except())
        .When(new CaseCommand.RevokeExemption("I was wrong")).By("user:counsel").When(SomeNotice.Except())
        .Where(@case => Assert.False(SomeNotice.Gate(@case).IsOpen()))
        .Where(@case => Assert.True(SomeNotice.Clock(@case, "policy-notice")!.IsOpen));

    [Fact]
    public void G4_An_exception_can_be_revoked_once_the_case_is_closed_and_its_notice_becomes_due()
    {
        var closed = SomeNotice.Ready().By("user:lead").When(SomeNotice.Except()).By("user:counsel").When(SomeNotice.Except())
            .By("user:producer").When(Deliver).By("user:lead").When(new CaseCommand.ConfirmReceipt("R-1")).When(new CaseCommand.Close("done")).Where(CaseStateTests.IsIn(CaseStatus.Closed));
        closed.When(new CaseCommand.RevokeExemption("he was arrested"))
            .Where(@case => Assert.True(SomeNotice.Clock(@case, "policy-notice")!.IsOpen))
            .When(SomeNotice.Given("2026-09-07T09:00:00Z")).Where(@case => Assert.Equal(ClockStatus.Met, SomeNotice.Clock(@case, "policy-notice")!.Status));
    }

    [Fact]
    public void G5_Of_a_European_order_the_authority_informs_and_we_do_not()
    {
        var epoc = CaseStateTests.Approved(SomeRequest.Epoc());
        Assert.Equal((NoticeDuty.ByAuthority, "Reg. (EU) 2023/1543 Art. 13"), (epoc.View!.File.Notice.Duty, epoc.View.File.Notice.Source));
        Assert.True(SomeNotice.Gate(epoc).IsOpen());
        Assert.Null(SomeNotice.Clock(epoc, "policy-notice"));
        epoc.When(SomeNotice.Given("2026-09-07T09:00:00Z")).ThenRefused(RefusalCodes.NoticeNotOurs);
        epoc.When(SomeNotice.Except()).ThenRefused(RefusalCodes.NoticeNotOurs);
    }

    [Fact]
    public void G7_A_delay_under_2705_a_delays_the_governments_notice_and_not_ours()
    {
        var delayed = SomeNotice.Ready().By("user:lead").When(SomeNotice.Order(basis: SilenceBasis.GovernmentDelay))
            .ThenRefused(RefusalCodes.NoticeGovernmentsOwn, new CaseEvent.DelayReceived("N.D. Cal.", "26-mj-118", SomeRequest.Received, "user:lead"));
        Assert.Empty(delayed.State.Notice.Orders);
        Assert.Equal(RefusalCodes.NoticeNotGiven, SomeNotice.Gate(delayed).Code);
        Assert.True(SomeNotice.Clock(delayed, "policy-notice") is { IsOpen: true });
        delayed.When(SomeNotice.Given("2026-09-07T09:00:00Z")).Where(@case => Assert.Null(@case.Last.Refusal));
    }

    [Theory]
    [InlineData(RefusalCodes.NoticeNotGiven, null)]
    [InlineData(RefusalCodes.NoticePeriodRunning, "2026-01-15T10:00:01Z")]
    public void G1_A_disclosure_asks_its_case_and_is_neither_packed_nor_delivered_nor_fetched_before(string code, string? notBefore)
    {
        var closed = Disclosures.SomeDisclosure.Facts with
        {
            Case = Disclosures.SomeDisclosure.Case with { Notice = new NoticeGate(code, "not yet", notBefore is null ? null : Some.Instant(notBefore)) },
        };
        Disclosures.FourEyesTests.Approved().By(Disclosures.SomeDisclosure.Producer).When(new DisclosureCommand.StartPackaging { Facts = closed }).ThenRefused(code);
        var packed = Disclosures.FourEyesTests.Packed().By(Disclosures.SomeDisclosure.Producer);
        packed.When(new DisclosureCommand.Deliver { Facts = closed }).ThenRefused(code);
        var delivered = packed.When(new DisclosureCommand.Deliver { Facts = Disclosures.SomeDisclosure.Facts });
        delivered.When(new DisclosureCommand.Fetch { Facts = closed }).ThenRefused(code);
        // A case that says nothing of it may be of a silo that knows nothing of it.
        var unknown = Disclosures.SomeDisclosure.Facts with { Case = Disclosures.SomeDisclosure.Case with { Notice = null! } };
        delivered.When(new DisclosureCommand.Fetch { Facts = unknown }).ThenRefused(RefusalCodes.NoticeNotGiven);
    }

    [Fact]
    public void H5_The_notice_of_a_restricted_case_is_not_there_for_people_who_are_not_on_its_list()
    {
        Scene restricted = CaseStateTests.Opened(SomeRequest.Restricted());
        restricted.By("user:bob").When(SomeNotice.Order()).ThenRefused(RefusalCodes.CaseNotFound);
        restricted.By("user:bob").When(SomeNotice.Given("2026-09-07T09:00:00Z")).ThenRefused(RefusalCodes.CaseNotFound);
    }
}
