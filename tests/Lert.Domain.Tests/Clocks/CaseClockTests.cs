using Lert.Domain.Cases;
using Lert.Domain.Tests.Cases;
using Lert.Domain.Tests.Deciding;
using Lert.Grains;
using Lert.Grains.Cases;

namespace Lert.Domain.Tests.Clocks;

/// <summary>B2 to B8 and B12: many clocks at once, each with its dates and its reasons.</summary>
public class CaseClockTests
{
    // Friday 2026-09-04 in Dublin: day 10 is Monday 2026-09-14.
    private static readonly DateTimeOffset Friday = Some.Instant("2026-09-04T09:00:00Z");

    [Fact]
    public void B2_A_case_has_its_legal_clock_and_our_own_promise_at_once() => Epoc()
        .Where(@case => Assert.Equal([("eu-epoc", true), ("policy-answer", false)], @case.View!.File.Clocks.Select(clock => (clock.ClockId, clock.IsLegal))))
        .Where(@case => Assert.All(@case.View!.File.Clocks, clock => Assert.NotEmpty(clock.Rule + clock.Explanation)));

    [Fact]
    public void B3_Every_date_explains_itself() => Epoc().Where(@case =>
    {
        var text = @case.View!.File.Clocks[0].Explanation;
        Assert.Contains("day 0 2026-09-04 is not counted; day 10 is Monday 2026-09-14", text, StringComparison.Ordinal);
        Assert.Contains("Reg. (EU) 2023/1543 Art. 10(3); Reg. 1182/71 Art. 3", text, StringComparison.Ordinal);
    });

    [Fact]
    public void B4_The_inner_and_the_outer_date_differ() => Epoc()
        .Where(@case => Assert.Equal(
            (Some.Instant("2026-09-14T16:00:00Z"), Some.Instant("2026-09-14T23:00:00Z")), (@case.View!.File.Clocks[0].DueInternal, @case.View.File.Clocks[0].DueLegalOuter)))
        .Where(@case => Assert.Equal(Some.Instant("2026-09-07T09:00:00Z"), @case.Listing.DueAt));

    [Fact]
    public void B5_A_new_holiday_recomputes_an_open_clock_and_journals_the_difference()
    {
        var rules = Some.RulesWith(holidays: text => text + "ie,2026-09-14,Day of mourning\n");
        Epoc().Under(rules).At("2026-09-05T00:00:00Z").When(new CaseCommand.Tick(null))
            .Where(@case =>
            {
                var recounted = Assert.IsType<CaseEvent.ClockRecounted>(Assert.Single(@case.Last.Events));
                Assert.Equal((Some.Instant("2026-09-14T16:00:00Z"), Some.Instant("2026-09-11T16:00:00Z")), (recounted.Old.DueInternal, recounted.New.DueInternal));
                Assert.Equal(Some.Instant("2026-09-15T23:00:00Z"), recounted.New.DueLegalOuter);
            })
            .When(new CaseCommand.Tick(null)).ThenNothing();
    }

    [Fact]
    public void B6_Warnings_come_at_50_75_and_90_percent_and_at_the_inner_date() => Epoc()
        .When(new CaseCommand.MeetClock("policy-answer", "answered"))
        .Where(@case => Assert.Equal(Friday + (Inner - Friday) / 100 * 50, @case.WakeAt))
        .At(Friday + (Inner - Friday) / 100 * 50).When(new CaseCommand.Tick(null)).Where(Warned(50))
        .At(Friday + (Inner - Friday) / 100 * 75).When(new CaseCommand.Tick(null)).Where(Warned(75))
        .At(Friday + (Inner - Friday) / 100 * 90).When(new CaseCommand.Tick(null)).Where(Warned(90))
        .At(Inner.AddTicks(-1)).When(new CaseCommand.Tick(null)).ThenNothing()
        .At(Inner).When(new CaseCommand.Tick(null)).Where(Warned(100));

    [Fact]
    public void B6_After_a_long_night_only_the_last_warning_is_given() => Epoc()
        .When(new CaseCommand.MeetClock("policy-answer", "answered"))
        .At("2026-09-14T15:00:00Z").When(new CaseCommand.Tick(null)).Where(Warned(90));

    [Fact]
    public void B7_A_breach_is_a_permanent_fact_with_a_reason() => Epoc()
        .At("2026-09-14T23:00:00Z").When(new CaseCommand.Tick(null))
        .Where(@case => Assert.Contains(new CaseEvent.ClockBreached("eu-epoc", Some.Instant("2026-09-14T23:00:00Z"), Some.Instant("2026-09-14T23:00:00Z")), @case.Last.Events))
        .When(new CaseCommand.ExplainBreach("eu-epoc", "the translation came late"))
        .When(new CaseCommand.ExplainBreach("eu-epoc", "another reason")).ThenRefused(RefusalCodes.ClockBreachExplained)
        .When(new CaseCommand.MeetClock("eu-epoc", "sent all the same"))
        .Where(@case => Assert.Equal((ClockStatus.Breached, "the translation came late"), (@case.View!.File.Clocks[0].Status, @case.View.File.Clocks[0].BreachReason)));

    [Fact]
    public void B7_A_case_with_an_unexplained_breach_does_not_close() => Epoc()
        .When(new CaseCommand.Triage("")).When(new CaseCommand.Advance(CaseStatus.Validating))
        .At("2026-09-20T00:00:00Z").When(new CaseCommand.Tick(null)).When(new CaseCommand.Reject("no"))
        .When(new CaseCommand.Close("done")).ThenRefused(RefusalCodes.CaseBreachUnexplained)
        .When(new CaseCommand.ExplainBreach("eu-epoc", "we were late")).When(new CaseCommand.ExplainBreach("policy-answer", "we were late"))
        .When(new CaseCommand.Close("done")).Where(CaseStateTests.IsIn(CaseStatus.Closed));

    [Fact]
    public void B8_A_legal_clock_cannot_be_paused() => Epoc()
        .When(new CaseCommand.PauseClock("eu-epoc", "holidays")).ThenRefused(RefusalCodes.ClockLegalCannotPause)
        .When(new CaseCommand.PauseClock("policy-answer", "holidays")).Then(new CaseEvent.ClockPaused("policy-answer", "holidays", Friday))
        .At(Friday.AddHours(1)).When(new CaseCommand.ResumeClock("policy-answer"))
        .Then(new CaseEvent.ClockResumed("policy-answer", Friday.AddHours(72), Friday.AddHours(73), Friday.AddHours(1)))
        .When(new CaseCommand.ResumeClock("policy-answer")).ThenRefused(RefusalCodes.ClockNotPaused)
        .When(new CaseCommand.PauseClock("us-warrant", "x")).ThenRefused(RefusalCodes.ClockUnknown);

    [Theory]
    [InlineData("2026-09-10", "2026-09-10T16:00:00Z")]
    [InlineData("2026-12-24", "2026-09-14T16:00:00Z")]
    public void B12_An_orders_own_date_wins_when_it_is_earlier(string ordered, string due)
    {
        var open = SomeRequest.Epoc() with { TriggerAt = Friday };
        Given.Case().At(Friday).When(open with { Intake = open.Intake! with { OrderDate = DateOnly.Parse(ordered) } })
            .Where(@case => Assert.Equal(Some.Instant(due), @case.View!.File.Clocks[0].DueInternal));
    }

    [Fact]
    public void B12_An_orders_date_that_has_passed_is_breached_at_once()
    {
        var open = SomeRequest.Subpoena();
        Given.Case().At(SomeRequest.Received).When(open with { Intake = open.Intake! with { OrderDate = new DateOnly(2026, 9, 1) } })
            .Where(@case => Assert.Single(@case.Last.Events.OfType<CaseEvent.ClockBreached>()))
            .Where(@case => Assert.Equal(ClockStatus.Breached, @case.View!.File.Clocks[0].Status));
    }

    [Fact]
    public void B13_A_motion_on_comity_has_its_own_clock_from_the_service() => CaseStateTests.InReview(SomeRequest.Warrant())
        .When(new CaseCommand.Challenge(ChallengeGround.Comity, "conflict of laws"))
        .Where(@case => Assert.Equal(("us-2703h", ClockStatus.Met), (@case.View!.File.Clocks[^1].ClockId, @case.View.File.Clocks[^1].Status)));

    [Fact]
    public void Closing_and_reopening_gives_the_law_no_more_time() => CaseStateTests.Opened(SomeRequest.Warrant())
        .Where(@case => Assert.Equal(Some.Instant("2026-09-22T00:00:00Z"), @case.View!.File.Clocks[0].DueInternal))
        .When(new CaseCommand.Withdraw("settled", false)).Where(@case => Assert.Null(@case.WakeAt))
        .At("2026-09-10T00:00:00Z").When(new CaseCommand.Reopen("not settled"))
        .Where(@case => Assert.Equal(
            (ClockStatus.Running, Some.Instant("2026-09-22T00:00:00Z")), (@case.View!.File.Clocks[0].Status, @case.View.File.Clocks[0].DueInternal)));

    private static DateTimeOffset Inner { get; } = Some.Instant("2026-09-14T16:00:00Z");

    private static Scenario<CaseDecider, CaseState, CaseCommand, CaseEvent, CaseView> Epoc() =>
        Given.Case().At(Friday).When(SomeRequest.Epoc() with { TriggerAt = Friday }).Where(@case => Assert.Null(@case.Last.Refusal));

    private static Action<Scenario<CaseDecider, CaseState, CaseCommand, CaseEvent, CaseView>> Warned(int percent) => @case =>
        Assert.Equal(("eu-epoc", percent), Assert.Single(@case.Last.Events) is CaseEvent.ClockWarned warned ? (warned.ClockId, warned.Percent) : default);
}
