using Lert.Domain.Legal;
using NodaTime;

namespace Lert.Domain.Tests.Legal;

public class ExplanationTests
{
    [Fact]
    public void A_production_order_says_how_its_ten_days_were_counted() => Assert.Equal(
        "day 0 2026-09-04 is not counted; day 10 is Monday 2026-09-14; inside by 2026-09-14T16:00:00Z, 17:00 in Europe/Dublin on Monday 2026-09-14; " +
        "in time before 2026-09-14T23:00:00Z, when 2026-09-14 has ended in Europe/Dublin; Reg. (EU) 2023/1543 Art. 10(3); Reg. 1182/71 Art. 3",
        Act("eu-epoc", "2026-09-04T14:20:00+01:00").Explanation);

    [Fact]
    public void An_extended_hold_says_what_it_was_extended_from_and_why_it_rolled()
    {
        var trigger = Some.At("2025-12-01T12:00:00-08:00");
        var dates = LegalClock.Extend(Some.Book, "us-2703f", Keep("us-2703f", "2025-12-01T12:00:00-08:00"), trigger, trigger).Value!;

        Assert.Equal(
            "day 0 2025-12-01 is not counted; day 90 is Sunday 2026-03-01; extension 1 counts from 2026-03-01, whenever it was asked for, and day 90 after it is " +
            "Saturday 2026-05-30; that day is no working day (Saturday), so it rolls to Monday 2026-06-01; released from 2026-06-02T07:00:00Z, when 2026-06-01 " +
            "has ended in America/Los_Angeles; 18 U.S.C. § 2703(f)",
            dates.Explanation);
    }

    [Fact]
    public void A_holiday_is_named() => Assert.Equal(
        "that day is no working day (Christmas Day), so it rolls to Monday 2026-12-28", Keep("us-2703f", "2026-09-26T10:00:00-07:00").Because.Rolled);

    [Fact]
    public void A_day_that_does_not_exist_is_explained() => Assert.Equal(
        "day 0 2026-08-31 is not counted; 6 months on there is no day 31, and a duty to keep goes on to Monday 2027-03-01",
        Keep("eu-tco-6", "2026-08-31T12:00:00+01:00").Because.Nominal);

    [Theory]
    [InlineData("uk-copo", "2026-03-02T10:00:00Z", "2026-03-02 is itself day 1; day 7 is Sunday 2026-03-08")]
    [InlineData("us-2704", "2026-12-24T10:00:00-08:00", "2026-12-24 is not counted; working day 2 after it is Tuesday 2026-12-29")]
    [InlineData("us-takeitdown", "2026-10-31T20:00:00-07:00", "48 elapsed hours after 2026-11-01T03:00:00Z, whatever the clocks do: 2026-11-03T03:00:00Z")]
    [InlineData("us-edr", "2026-11-01T01:30:00-08:00", "due at once: 2026-11-01T09:30:00Z")]
    public void Every_kind_of_period_explains_itself(string regime, string trigger, string because) =>
        Assert.StartsWith(because, Act(regime, trigger).Explanation, StringComparison.Ordinal);

    [Fact]
    public void A_lock_explains_the_missing_end_and_the_later_one()
    {
        var hold = Keep("us-2703f", "2026-01-15T10:00:00Z");

        Assert.Equal("locked, so it has no end; its own end is 2026-04-16T07:00:00Z", LegalClock.ApplyLock(hold, hold.OwnEnd - Duration.Epsilon).Value!.Because.Release);
        Assert.Equal(
            "released from 2026-05-20T18:00:00Z, when it was unlocked; its own end was 2026-04-16T07:00:00Z",
            LegalClock.ApplyLock(hold, hold.OwnEnd - Duration.Epsilon, Some.At("2026-05-20T18:00:00Z")).Value!.Because.Release);
    }

    [Fact]
    public void Every_date_says_what_it_rests_on()
    {
        var basis = LegalClock.Keep(Some.Book, "us-2703f", Some.At("2026-01-15T10:00:00Z"), "America/New_York").Value!.Basis;

        Assert.Equal(("us-2703f", "days(90), rolls; extension days(90) 1 time", "America/New_York"), (basis.RegimeId, basis.Rule, basis.Zone));
        Assert.Equal(("18 U.S.C. § 2703(f)", "high; rolling: medium"), (basis.Source, basis.Confidence));
        Assert.Matches("^us-federal/2024-2030/[0-9a-f]{8}$", basis.HolidayVersion);
        Assert.Matches("^20[0-9]{2}[a-z]$", basis.TzdbVersion);
        Assert.Matches("^first edition/[0-9a-f]{8}$", basis.RegimesVersion);
    }

    private static KeepDates Keep(string regime, string trigger) => LegalClock.Keep(Some.Book, regime, Some.At(trigger)).Value!;

    private static ActDates Act(string regime, string trigger) => LegalClock.Act(Some.Book, regime, Some.At(trigger)).Value!;
}
