using Lert.Domain.Cases;
using Lert.Domain.Deciding;
using Lert.Domain.Tests.Cases;
using Lert.Domain.Tests.Deciding;
using Lert.Domain.Tests.Requesters;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Pages;

namespace Lert.Domain.Tests.Emergencies;

using Scenario = Scenario<CaseDecider, CaseState, CaseCommand, CaseEvent, CaseView>;

/// <summary>D1 to D5, D12 and A5: somebody may be in danger now.</summary>
public class EmergencyTests
{
    // 02:00Z on a Saturday.
    internal static readonly DateTimeOffset Night = Some.Instant("2026-09-05T02:00:00Z");
    internal static readonly DecisionRecord Whole = new("a post names the school and the hour", "the address of the sender", "name and address, nothing more");

    [Fact]
    public void D1_An_emergency_pages_when_it_opens_and_again_when_it_is_undecided_after_30_minutes() => Emergency()
        .Where(@case => Assert.Equal(("us-r-emergency", AlertKind.Emergency, Urgency.Emergency), Paged(@case)))
        // Somebody is looked for at once; once somebody has it, its clock is what comes next.
        .Where(@case => Assert.Equal(Night, @case.WakeAt))
        .Where(@case => Assert.Equal(Night.AddMinutes(15), Mine(@case).WakeAt))
        .When(new CaseCommand.NoteTaken("us-u-ana", 0, "user:lead")).When(new CaseCommand.NoteTaken("us-u-ana", 1, "system:case"))
        .By("system:timer").At(Night.AddMinutes(29)).When(new CaseCommand.Tick(null)).Where(@case => Assert.DoesNotContain(@case.Last.Messages, message => message is Outgoing.ToPage))
        .At(Night.AddMinutes(30)).When(new CaseCommand.Tick(null))
        .Where(@case => Assert.Contains(@case.Last.Events, happened => happened is CaseEvent.ClockBreached { ClockId: "policy-emergency-decision" }))
        .Where(@case => Assert.Equal(("us-r-emergency", AlertKind.Emergency, Urgency.Emergency), Paged(@case)));

    [Fact]
    public void D1_An_emergency_goes_before_everything_until_it_is_decided()
    {
        Assert.Equal(Urgency.Emergency, CaseDecider.UrgencyOf(Emergency().State));
        Assert.Equal(Urgency.Normal, CaseDecider.UrgencyOf(Mine(Decided()).State));
    }

    [Fact]
    public void D1_A_decision_lets_people_sleep() => Decided()
        .Where(@case => Assert.Equal(1, @case.Last.Messages.Count(message => message is Outgoing.ToPage { Command: PageCommand.Resolve })));

    [Fact]
    public void D2_Without_facts_link_and_minimum_scope_it_is_refused() => CalledBack()
        .When(new CaseCommand.Approve("urgent", null, false)).ThenRefused(RefusalCodes.CaseDecisionRecordRequired)
        .When(new CaseCommand.Approve("urgent", Whole with { Link = " " }, false)).ThenRefused(RefusalCodes.CaseDecisionRecordRequired)
        .When(new CaseCommand.Approve("urgent", Whole with { MinimumScope = "" }, false)).ThenRefused(RefusalCodes.CaseDecisionRecordRequired)
        .When(new CaseCommand.Approve("urgent", Whole, false)).Where(@case => Assert.Null(@case.Last.Refusal));

    [Fact]
    public void D3_Two_people_approve() => CalledBack()
        .When(new CaseCommand.Approve("urgent", Whole, false)).Where(CaseStateTests.IsIn(CaseStatus.LegalReview))
        .When(new CaseCommand.Approve("urgent", Whole, false)).ThenRefused(RefusalCodes.CaseSecondApproverRequired)
        .By("user:counsel").When(new CaseCommand.Approve("urgent", null, false)).Where(CaseStateTests.IsIn(CaseStatus.Approved));

    [Fact]
    public void D3_Break_glass_by_one_makes_a_review_due_in_24_hours() => CalledBack()
        .When(new CaseCommand.Approve("nobody else is awake", Whole, true)).Where(CaseStateTests.IsIn(CaseStatus.Approved))
        .Where(@case => Assert.Equal(Night.AddHours(24), Clock(@case, "policy-break-glass-review").DueInternal))
        .When(new CaseCommand.ReviewBreakGlass("rightly so")).ThenRefused(RefusalCodes.CaseOwnReview)
        .When(new CaseCommand.MeetClock("policy-break-glass-review", "x")).ThenRefused(RefusalCodes.CaseReviewOpen)
        .By("user:counsel").When(new CaseCommand.ReviewBreakGlass("rightly so"))
        .Where(@case => Assert.Equal((ClockStatus.Met, "rightly so"), (Clock(@case, "policy-break-glass-review").Status, @case.View!.File.BreakGlassReview)))
        .When(new CaseCommand.ReviewBreakGlass("again")).ThenRefused(RefusalCodes.CaseNothingToReview);

    [Fact]
    public void D3_Outside_an_emergency_nobody_approves_alone() => CaseStateTests.InReview(SomeRequest.Warrant())
        .When(new CaseCommand.Approve("quick", null, true)).ThenRefused(RefusalCodes.CaseNotEmergency);

    [Fact]
    public void D4_The_process_that_was_promised_is_expected_in_14_days() => Decided()
        .Where(@case => Assert.Equal(Night.AddDays(14), Clock(@case, "policy-follow-up").DueInternal))
        .When(new CaseCommand.RecordFollowUp("W-9")).Where(@case => Assert.Equal((ClockStatus.Met, "W-9"), (Clock(@case, "policy-follow-up").Status, @case.View!.File.FollowUp)))
        .When(new CaseCommand.RecordFollowUp("W-9")).ThenRefused(RefusalCodes.CaseNotEmergency);

    [Theory]
    [InlineData("US", "Federal Bureau of Investigation")]
    [InlineData("gb", "National Crime Agency")]
    [InlineData("IE", "an garda síochána")]
    [InlineData("", "An Garda Síochána")]
    [InlineData("", "Europol")]
    [InlineData("FR", "Europol")]
    public void D5_Our_own_report_of_a_threat_to_life_goes_to_the_right_authority(string country, string authority) => Given.Case().At(SomeRequest.Received)
        .When(SomeRequest.Threat(country, authority)).Where(@case => Assert.Equal((null, authority), (@case.Last.Refusal?.Code, @case.View!.Agency)));

    [Theory]
    [InlineData("US", "National Crime Agency", "reported to: Federal Bureau of Investigation (18 U.S.C. § 2702(b)(8), (c)(4); our policy)")]
    [InlineData("", "Federal Bureau of Investigation", "in a country that is unknown or not ours to know is reported to: An Garda Síochána or Europol (Reg. (EU) 2022/2065 Art. 18(2))")]
    [InlineData("FR", "Agency of .example", "An Garda Síochána or Europol")]
    public void D5_Any_other_authority_is_refused_with_the_right_one(string country, string authority, string right) => Given.Case().At(SomeRequest.Received)
        .When(SomeRequest.Threat(country, authority)).ThenInvalid("agency")
        .Where(@case => Assert.Contains(right, @case.Last.Refusal!.Violations[0].Description, StringComparison.Ordinal));

    [Fact]
    public void D5_It_is_as_urgent_as_an_emergency_takes_its_record_and_two_people_and_asks_nobody_back()
    {
        var opened = Given.Case().At(Night).By("user:lead").When(SomeRequest.Threat() with { TriggerAt = Night })
            .Where(@case => Assert.Equal(("us-r-emergency", AlertKind.Emergency, Urgency.Emergency), Paged(@case)))
            .Where(@case => Assert.Equal(Night.AddMinutes(30), Clock(@case, "policy-emergency-decision").DueInternal))
            .Where(@case => Assert.DoesNotContain(@case.Last.Messages, message => message is Outgoing.ToRequester or Outgoing.ToLink));
        var decided = opened.When(new CaseCommand.Triage("")).When(new CaseCommand.Advance(CaseStatus.Validating)).When(new CaseCommand.Advance(CaseStatus.LegalReview))
            .When(new CaseCommand.Approve("urgent", null, false)).ThenRefused(RefusalCodes.CaseDecisionRecordRequired)
            .When(new CaseCommand.Approve("urgent", Whole, false)).Where(CaseStateTests.IsIn(CaseStatus.LegalReview))
            .By("user:counsel").When(new CaseCommand.Approve("urgent", Whole, false)).Where(CaseStateTests.IsIn(CaseStatus.Approved));
        // No process was promised, and nobody tells whoever made the threat.
        Assert.DoesNotContain(decided.View!.File.Clocks, clock => clock.ClockId is "policy-follow-up" or "policy-notice");
        Assert.Equal(Grains.Notices.NoticeDuty.Nobody, decided.View.File.Notice.Duty);
    }

    [Fact]
    public void A5_An_emergency_cannot_be_approved_without_a_recorded_call_back() => InReview()
        .When(new CaseCommand.Approve("urgent", Whole, false)).ThenRefused(RefusalCodes.CaseCallBackRequired)
        .When(new CaseCommand.Approve("urgent", Whole, true)).ThenRefused(RefusalCodes.CaseCallBackRequired)
        // The number in the request proves nothing, whoever answers it.
        .When(new CaseCommand.RecordCallBack("+1 555 0100", NumberSource.Request, "Officer A", true))
        .When(new CaseCommand.Approve("urgent", Whole, false)).ThenRefused(RefusalCodes.CaseCallBackRequired)
        .When(new CaseCommand.RecordCallBack("+1 555 0199", NumberSource.Directory, "", false, IsInDirectory: true))
        .When(new CaseCommand.Approve("urgent", Whole, false)).ThenRefused(RefusalCodes.CaseCallBackRequired);

    [Fact]
    public void A_duty_at_once_is_not_breached_by_being_received() => Emergency()
        .Where(@case => Assert.Equal((ClockStatus.Running, false), (Clock(@case, "us-edr").Status, Clock(@case, "us-edr").RunsOut)));

    [Fact]
    public void D12_The_48_hours_of_a_removal_are_elapsed_hours_and_its_breach_pages() => CaseStateTests.Opened(SomeRequest.Removal())
        .Where(@case => Assert.Equal(SomeRequest.Received.AddHours(48), Clock(@case, "us-takeitdown").DueLegalOuter))
        .At(SomeRequest.Received.AddHours(47)).When(new CaseCommand.Tick(null))
        .Where(@case => Assert.Contains(@case.Last.Messages, message => message is Outgoing.ToPage { Command: PageCommand.Open { Alert: AlertKind.ClockWarning } }))
        .At(SomeRequest.Received.AddHours(48)).When(new CaseCommand.Tick(null))
        .Where(@case => Assert.Equal(("us-r-child-safety", AlertKind.ClockBreach, Urgency.High), Paged(@case)));

    [Fact]
    public void D12_A_removal_that_is_done_in_time_meets_its_clock_and_the_case_closes() => CaseStateTests.Opened(SomeRequest.Removal())
        .When(new CaseCommand.Close("done")).ThenRefused(RefusalCodes.ScopeItemsOpen)
        .When(new CaseCommand.MeetClock("us-takeitdown", "removed at 10:14")).When(new CaseCommand.Close("done")).Where(CaseStateTests.IsIn(CaseStatus.Closed))
        .Where(@case => Assert.Null(@case.WakeAt));

    [Fact]
    public void Pages_about_a_clock_end_with_it_and_a_warning_makes_way_for_the_breach() => CaseStateTests.Opened(SomeRequest.Removal())
        .At(SomeRequest.Received.AddHours(47)).When(new CaseCommand.Tick(null))
        .At(SomeRequest.Received.AddHours(48)).When(new CaseCommand.Tick(null))
        .Where(@case => Assert.Equal([("us-takeitdown", "the clock has run out, and pages by itself")], Resolved(@case)))
        .When(new CaseCommand.MeetClock("us-takeitdown", "removed at last"))
        .Where(@case => Assert.Equal([("us-takeitdown/breach", "the clock does not run out any more")], Resolved(@case)));

    [Fact]
    public void A_warning_is_over_when_its_clock_is_met() => CaseStateTests.Opened(SomeRequest.Removal())
        .At(SomeRequest.Received.AddHours(47)).When(new CaseCommand.Tick(null))
        .When(new CaseCommand.MeetClock("us-takeitdown", "removed at 10:14"))
        .Where(@case => Assert.Equal([("us-takeitdown", "the clock does not run out any more")], Resolved(@case)));

    [Fact]
    public void E7_work_on_the_case_keeps_the_acknowledgement_of_its_page_good() => Emergency()
        .When(new CaseCommand.NoteRequester(SomeRequester.Answer)).Where(@case => Assert.Equal(["emergency"], Progress(@case)))
        // Its own machinery is nobody at work.
        .By("system:timer").At(Night.AddMinutes(30)).When(new CaseCommand.Tick(null)).Where(@case => Assert.Empty(Progress(@case)))
        .By("user:lead").When(new CaseCommand.Triage("")).Where(@case => Assert.Equal(["emergency", "undecided"], Progress(@case)));

    internal static Scenario Emergency() =>
        Given.Case().At(Night).By("user:lead").When(SomeRequest.Emergency() with { TriggerAt = Night }).Where(@case => Assert.Null(@case.Last.Refusal));

    internal static Scenario InReview() => Emergency()
        .When(new CaseCommand.NoteRequester(SomeRequester.Answer))
        .When(new CaseCommand.Triage("")).When(new CaseCommand.Advance(CaseStatus.Validating)).When(new CaseCommand.Advance(CaseStatus.LegalReview));

    internal static Scenario CalledBack() => InReview().When(new CaseCommand.RecordCallBack("+1 555 0199", NumberSource.Directory, "Sgt. C", true, IsInDirectory: true));

    private static Scenario Decided() => CalledBack().When(new CaseCommand.Approve("urgent", Whole, false)).By("user:counsel").When(new CaseCommand.Approve("urgent", Whole, false));

    private static Scenario Mine(Scenario @case) =>
        @case.When(new CaseCommand.NoteTaken("us-u-ana", 0, "user:lead")).When(new CaseCommand.NoteTaken("us-u-ana", @case.State.Attempts + 1, "system:case"));

    private static CaseClock Clock(Scenario @case, string id) => Assert.Single(@case.View!.File.Clocks, clock => clock.ClockId == id);

    private static (string Desk, AlertKind Alert, Urgency Urgency) Paged(Scenario @case) => Assert.Single(
        @case.Last.Messages.OfType<Outgoing.ToPage>().Select(page => page.Command).OfType<PageCommand.Open>().Select(open => (open.Desk, open.Alert, open.Urgency)));

    private static (string About, string Reason)[] Resolved(Scenario @case) =>
        [.. Pages<PageCommand.Resolve>(@case).Select(page => (page.About, page.Command.Reason))];

    private static string[] Progress(Scenario @case) => [.. Pages<PageCommand.NoteProgress>(@case).Select(page => page.About)];

    /// <summary>The key of a page is a digest of the case's and of what it is about.</summary>
    private static IEnumerable<(string About, TCommand Command)> Pages<TCommand>(Scenario @case)
        where TCommand : PageCommand =>
        from page in @case.Last.Messages.OfType<Outgoing.ToPage>()
        where page.Command is TCommand
        select (Abouts.Single(about => ActorKey.PageOf("us", $"{@case.Key}/{about}") == page.Key), (TCommand)page.Command);

    private static readonly string[] Abouts = ["emergency", "undecided", "us-takeitdown", "us-takeitdown/breach"];
}
