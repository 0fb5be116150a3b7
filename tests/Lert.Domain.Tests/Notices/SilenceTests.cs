using Lert.Domain.Cases;
using Lert.Domain.Deciding;
using Lert.Domain.Notices;
using Lert.Domain.Tests.Cases;
using Lert.Domain.Tests.Deciding;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Notices;

namespace Lert.Domain.Tests.Notices;

/// <summary>G2 and G3: an order of silence has its clock; when it ends, notice is due; without an end it is reviewed after one year.</summary>
public class SilenceTests
{
    [Fact]
    public void G2_An_order_has_its_clock_with_its_reason_and_nobody_is_told_while_it_stands() => SomeNotice.Approved()
        .When(SomeNotice.Order())
        .Where(@case => Assert.Equal(
            (true, "days(order)", Some.Instant(SomeNotice.EndOf180Days), ClockStatus.Running),
            SomeNotice.Clock(@case, "silence-o1") is { } clock ? (clock.IsLegal, clock.Rule, clock.DueLegalOuter, clock.Status) : default))
        .Where(@case => Assert.Contains("day 180 is Saturday 2027-03-06; nobody is told before 2027-03-07T08:00:00Z", SomeNotice.Clock(@case, "silence-o1")!.Explanation, StringComparison.Ordinal))
        .Where(@case => Assert.Contains("18 U.S.C. § 2705(b)", SomeNotice.Clock(@case, "silence-o1")!.Explanation, StringComparison.Ordinal))
        .Where(@case => Assert.Equal(ClockStatus.Cancelled, SomeNotice.Clock(@case, "policy-notice")!.Status))
        .Where(@case => Assert.True(SomeNotice.Gate(@case).IsOpen()))
        .When(SomeNotice.Given("2026-09-07T09:00:00Z")).ThenRefused(RefusalCodes.NoticeSilenced)
        .Where(@case => Assert.StartsWith("2027-03-07T08:00:00", @case.Last.Refusal!.Details["ends_at"], StringComparison.Ordinal))
        .When(new CaseCommand.PauseClock("silence-o1", "x")).ThenRefused(RefusalCodes.NoticeClock)
        .When(new CaseCommand.MeetClock("silence-o1", "x")).ThenRefused(RefusalCodes.NoticeClock);

    [Fact]
    public void G2_When_it_ends_it_is_no_breach_and_notice_is_due()
    {
        var end = Some.Instant(SomeNotice.EndOf180Days);
        var silent = SomeNotice.Approved().When(SomeNotice.Order()).By("system:timer");
        silent.At(end.AddTicks(-1)).When(new CaseCommand.Tick(null))
            .Where(@case => Assert.DoesNotContain(@case.Last.Events, happened => happened is CaseEvent.SilenceEnded))
            .Where(@case => Assert.True(SomeNotice.Gate(@case).IsOpen()));
        var over = silent.At(end).When(new CaseCommand.Tick(null));
        Assert.Contains(new CaseEvent.SilenceEnded("o1", "its time is over", "26-mj-118", end, "system:timer"), over.Last.Events);
        Assert.Equal((ClockStatus.Met, ClockStatus.Running), (SomeNotice.Clock(over, "silence-o1")!.Status, SomeNotice.Clock(over, "policy-notice")!.Status));
        Assert.Equal(RefusalCodes.NoticeNotGiven, SomeNotice.Gate(over).Code);
        over.When(new CaseCommand.Tick(null)).ThenNothing();
        // Also where its timer has not come yet.
        Assert.Equal(RefusalCodes.NoticeNotGiven, SomeNotice.Gate(silent.At(end)).Code);
        silent.At(end).By("user:lead").When(SomeNotice.Given(SomeNotice.EndOf180Days)).Where(@case => Assert.Null(@case.Last.Refusal));
        silent.At(end).By("user:lead").When(SomeNotice.Given("2027-03-07T07:59:59Z")).ThenRefused(RefusalCodes.NoticeSilenced);
    }

    [Fact]
    public void G2_Warnings_come_at_50_75_and_90_percent()
    {
        var (from, end) = (SomeRequest.Received, Some.Instant(SomeNotice.EndOf180Days));
        var at = SomeNotice.Approved().When(SomeNotice.Order()).By("system:timer");
        foreach (var percent in (int[])[50, 75, 90])
        {
            at = at.At(from.AddTicks((end - from).Ticks / 100 * percent)).When(new CaseCommand.Tick(null));
            Assert.Contains(at.Last.Events, happened => happened is CaseEvent.ClockWarned { ClockId: "silence-o1" } warned && warned.Percent == percent);
        }

        at.When(new CaseCommand.Tick(null)).ThenNothing();
    }

    [Fact]
    public void G2_An_order_of_silence_in_an_emergency_wakes_nobody_before_it_is_nearly_over()
    {
        var half = CaseStateTests.Opened(SomeRequest.Emergency()).When(SomeNotice.Order()).At("2026-12-07T08:30:00Z").By("system:timer").When(new CaseCommand.Tick(null));
        Assert.Contains(half.Last.Events, happened => happened is CaseEvent.ClockWarned { ClockId: "silence-o1", Percent: 50 });
        Assert.DoesNotContain(half.Last.Messages, message => message is Outgoing.ToPage { Command: Grains.Pages.PageCommand.Open { Alert: Grains.Pages.AlertKind.ClockWarning } });
    }

    [Fact]
    public void G2_An_order_may_outlive_its_case_and_notice_is_due_all_the_same()
    {
        var closed = SomeNotice.Ready().By("user:lead").When(SomeNotice.Order()).By("user:producer").When(new CaseCommand.Deliver("D-1"))
            .By("user:lead").When(new CaseCommand.ConfirmReceipt("R-1")).When(new CaseCommand.Close("done")).Where(CaseStateTests.IsIn(CaseStatus.Closed));
        Assert.True(SomeNotice.Clock(closed, "silence-o1") is { IsOpen: true });
        Assert.NotNull(closed.WakeAt);
        var over = closed.At(SomeNotice.EndOf180Days).By("system:timer").When(new CaseCommand.Tick(null));
        Assert.True(SomeNotice.Clock(over, "policy-notice") is { IsOpen: true });
        Assert.Equal(Some.Instant(SomeNotice.EndOf180Days).AddHours(24), over.Listing.DueAt);
        over.By("user:lead").When(SomeNotice.Given(SomeNotice.EndOf180Days)).Where(@case => Assert.Equal((CaseStatus.Closed, (DateTimeOffset?)null), (@case.State.Status, @case.WakeAt)));
    }

    [Fact]
    public void G2_An_extension_is_a_new_order_that_says_what_was_before_and_never_shortens()
    {
        var silent = SomeNotice.Approved().When(SomeNotice.Order()).At("2027-01-04T00:00:00Z");
        silent.When(SomeNotice.Extension(SomeNotice.Days(10, "2027-01-04T00:00:00Z"))).ThenRefused(RefusalCodes.NoticeOrderNotLonger);
        silent.When(SomeNotice.Extension(SomeNotice.Days(180, "2027-01-04T00:00:00Z"), "o9")).ThenRefused(RefusalCodes.NoticeOrderUnknown);
        var longer = silent.When(SomeNotice.Extension(SomeNotice.Days(180, "2027-01-04T00:00:00Z")));
        var extended = Assert.IsType<CaseEvent.SilenceExtended>(longer.Last.Events[0]);
        Assert.Equal(
            (Some.Instant(SomeNotice.EndOf180Days), Some.Instant("2027-07-03T07:00:00Z"), "26-mj-118", "27-mj-9"),
            (extended.Old.EndsAt, extended.New.EndsAt, extended.Old.Reference, extended.New.Reference));
        Assert.Equal((Some.Instant("2027-07-03T07:00:00Z"), 0), (SomeNotice.Clock(longer, "silence-o1")!.DueLegalOuter, SomeNotice.Clock(longer, "silence-o1")!.WarnedPercent));
        // It stands since the first of its orders: what was sent then was sent against it.
        longer.At("2027-07-03T07:00:00Z").When(SomeNotice.Given("2026-10-01T00:00:00Z")).ThenRefused(RefusalCodes.NoticeSilenced);
        longer.At(SomeNotice.EndOf180Days).By("system:timer").When(new CaseCommand.Tick(null)).Where(@case => Assert.Null(@case.State.Notice.Orders[0].EndedAt));

        // At the very instant of the end it is too late: the court makes an order of its own.
        var over = silent.At(SomeNotice.EndOf180Days);
        over.When(SomeNotice.Extension(SomeNotice.Days(180, SomeNotice.EndOf180Days))).ThenRefused(RefusalCodes.NoticeOrderOver);
        over.When(new CaseCommand.Tick(null)).When(SomeNotice.Order(SomeNotice.Days(30, SomeNotice.EndOf180Days)))
            .Where(@case => Assert.Equal("o2", @case.State.Notice.Orders[^1].OrderId)).Where(@case => Assert.True(SomeNotice.Gate(@case).IsOpen()));
    }

    [Fact]
    public void G2_Of_two_orders_the_last_that_stands_counts() => SomeNotice.Approved()
        .When(SomeNotice.Order()).When(SomeNotice.Order(SomeNotice.OneYear))
        .At(SomeNotice.EndOf180Days).When(new CaseCommand.Tick(null))
        .When(SomeNotice.Given(SomeNotice.EndOf180Days)).ThenRefused(RefusalCodes.NoticeSilenced)
        .Where(@case => Assert.False(SomeNotice.Clock(@case, "policy-notice")!.IsOpen))
        .When(SomeNotice.Lift("o2")).Where(@case => Assert.True(SomeNotice.Clock(@case, "policy-notice")!.IsOpen))
        .When(SomeNotice.Lift("o2")).ThenRefused(RefusalCodes.NoticeOrderOver)
        .When(SomeNotice.Given(SomeNotice.EndOf180Days)).Where(@case => Assert.Null(@case.Last.Refusal));

    [Theory]
    [InlineData(SilenceLength.OneYear, null, SomeNotice.EndOfOneYear, "years(1)")]
    [InlineData(SilenceLength.UntilDate, "2026-12-24", "2026-12-25T08:00:00Z", "until(order)")]
    public void G2_An_order_of_a_year_or_with_a_date_ends_with_its_last_day(SilenceLength length, string? until, string end, string rule) => SomeNotice.Approved()
        .When(SomeNotice.Order(new SilenceTerm(SomeRequest.Received, length, null, until is null ? null : DateOnly.Parse(until, System.Globalization.CultureInfo.InvariantCulture), null)))
        .Where(@case => Assert.Equal((Some.Instant(end), rule), (@case.State.Notice.Orders[0].EndsAt, SomeNotice.Clock(@case, "silence-o1")!.Rule)));

    [Fact]
    public void G2_An_order_of_another_law_is_counted_where_it_was_made() => SomeNotice.Approved()
        .When(SomeNotice.Order(SomeNotice.Until(new DateOnly(2026, 12, 24)), SilenceBasis.OtherLaw)).ThenInvalid("term.zone")
        .When(SomeNotice.Order(SomeNotice.Until(new DateOnly(2026, 12, 24), "Europe/Dublin"), SilenceBasis.OtherLaw))
        .Where(@case => Assert.Equal(Some.Instant("2026-12-25T00:00:00Z"), @case.State.Notice.Orders[0].EndsAt))
        .Where(@case => Assert.Contains("the order itself", SomeNotice.Clock(@case, "silence-o1")!.Explanation, StringComparison.Ordinal));

    [Fact]
    public void G3_An_order_without_an_end_is_reviewed_after_one_year_and_stands_meanwhile()
    {
        var silent = SomeNotice.Approved().When(SomeNotice.Order(SomeNotice.NoEnd()));
        Assert.Null(silent.State.Notice.Orders[0].EndsAt);
        Assert.Equal(Some.Instant(SomeNotice.EndOfOneYear), SomeNotice.Clock(silent, "silence-review-o1-1")!.DueInternal);
        Assert.Contains("names no end and is reviewed after one year", SomeNotice.Clock(silent, "silence-review-o1-1")!.Explanation, StringComparison.Ordinal);

        var reviewed = silent.At("2027-09-01T00:00:00Z").By("user:counsel").When(new CaseCommand.ReviewSilence("o1", "the court says that it stands"));
        Assert.Equal(Some.Instant(SomeNotice.EndOfOneYear), Assert.IsType<CaseEvent.SilenceReviewed>(reviewed.Last.Events[0]).OldDueAt);
        Assert.Equal(
            (ClockStatus.Met, Some.Instant("2028-09-01T07:00:00Z")), (SomeNotice.Clock(reviewed, "silence-review-o1-1")!.Status, SomeNotice.Clock(reviewed, "silence-review-o1-2")!.DueInternal));
        reviewed.When(SomeNotice.Given("2027-09-01T00:00:00Z")).ThenRefused(RefusalCodes.NoticeSilenced);
        reviewed.When(SomeNotice.Lift()).Where(@case => Assert.True(SomeNotice.Clock(@case, "policy-notice")!.IsOpen)).Where(@case => Assert.False(SomeNotice.Clock(@case, "silence-review-o1-2")!.IsOpen));
    }

    [Fact]
    public void G3_A_review_that_nobody_made_is_a_breach_that_stays_and_the_silence_goes_on()
    {
        var late = SomeNotice.Approved().When(SomeNotice.Order(SomeNotice.NoEnd())).At(SomeNotice.EndOfOneYear).By("system:timer").When(new CaseCommand.Tick(null));
        Assert.Equal(ClockStatus.Breached, SomeNotice.Clock(late, "silence-review-o1-1")!.Status);
        late.By("user:lead").When(SomeNotice.Given(SomeNotice.EndOfOneYear)).ThenRefused(RefusalCodes.NoticeSilenced)
            .When(new CaseCommand.ReviewSilence("o1", "it stands"))
            .Where(@case => Assert.Equal(
                (ClockStatus.Breached, false, ClockStatus.Running),
                (SomeNotice.Clock(@case, "silence-review-o1-1")!.Status, SomeNotice.Clock(@case, "silence-review-o1-1")!.IsOpen, SomeNotice.Clock(@case, "silence-review-o1-2")!.Status)));
    }

    [Fact]
    public void G3_An_order_with_an_end_may_become_one_without_and_never_the_other_way_round() => SomeNotice.Approved()
        .When(SomeNotice.Order()).When(new CaseCommand.ReviewSilence("o1", "x")).ThenRefused(RefusalCodes.NoticeNothingToReview)
        .When(SomeNotice.Extension(SomeNotice.NoEnd()))
        .Where(@case => Assert.Equal((ClockStatus.Cancelled, ClockStatus.Running), (SomeNotice.Clock(@case, "silence-o1")!.Status, SomeNotice.Clock(@case, "silence-review-o1-1")!.Status)))
        .When(SomeNotice.Extension(SomeNotice.Days(36_600))).ThenRefused(RefusalCodes.NoticeOrderNotLonger)
        .When(SomeNotice.Extension(SomeNotice.NoEnd())).ThenRefused(RefusalCodes.NoticeOrderNotLonger);

    [Fact]
    public void Everything_that_is_wrong_with_an_order_is_said_at_once_and_one_that_is_over_starts_no_clock()
    {
        SomeNotice.Approved().When(SomeNotice.Order(new SilenceTerm(SomeRequest.Received.AddDays(1), SilenceLength.OneYear, 10, new DateOnly(2027, 1, 1), "Mars/Olympus")))
            .ThenInvalid("term.from", "term.days", "term.until", "term.zone");
        SomeNotice.Approved().When(SomeNotice.Order(new SilenceTerm(null, SilenceLength.Unspecified, null, null, null))).ThenInvalid("term.from", "term.length");
        SomeNotice.Approved().When(SomeNotice.Order(SomeNotice.Days(36_601))).ThenInvalid("term.days");
        SomeNotice.Approved().When(SomeNotice.Order(SomeNotice.Days(180, "2026-01-01T00:00:00Z"))).ThenRefused(RefusalCodes.NoticeOrderOver);
    }

    [Fact]
    public void The_kinds_of_requests_in_the_book_are_each_there_once_and_say_why()
    {
        Assert.All(Enum.GetValues<CaseKind>(), kind => Assert.NotEmpty(NoticeBook.BuiltIn.Of(kind).Because + NoticeBook.BuiltIn.Of(kind).Source));
        Assert.Equal(
            [CaseKind.Preservation, CaseKind.CyberTip, CaseKind.CyberTipFollowUp, CaseKind.ThreatReport], Enum.GetValues<CaseKind>().Where(kind => NoticeBook.BuiltIn.Of(kind).Duty == NoticeDuty.Nobody));
        Assert.Equal(NoticeDuty.Before, NoticeBook.BuiltIn.Of(CaseKind.Warrant).Duty);
    }
}
