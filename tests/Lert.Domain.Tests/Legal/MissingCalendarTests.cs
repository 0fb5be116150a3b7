using Lert.Domain.Legal;
using NodaTime;

namespace Lert.Domain.Tests.Legal;

/// <summary>The holiday tables end with 2030. A hold that runs past them stays, and someone is told 90 days before.</summary>
public class MissingCalendarTests
{
    private const string Regime = "eu-epoc-pr";
    private static readonly Instant Trigger = Some.At("2030-11-15T12:00:00Z");

    [Fact]
    public void A_keep_that_rolls_past_the_tables_has_no_end_yet()
    {
        var error = LegalClock.Keep(Some.Book, Regime, Trigger).Error!;

        Assert.Equal(LegalErrorCode.CalendarUnknown, error.Code);
        Assert.Equal(new LocalDate(2031, 1, 14), error.OpenEnd!.NominalLastDay);
        Assert.Contains("the ie calendar knows 2024 to 2030 only", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Reg. (EU) 2023/1543 Art. 11", error.OpenEnd.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void The_alarm_comes_90_days_before_the_nominal_last_day_and_not_before_the_trigger()
    {
        Assert.Equal(Trigger, LegalClock.Keep(Some.Book, Regime, Trigger).Error!.OpenEnd!.AlarmAt);

        var book = BookText.With("days(60)", "days(120)");
        Assert.Equal(Some.At("2030-12-15T00:00:00Z"), LegalClock.Keep(book, Regime, Trigger).Error!.OpenEnd!.AlarmAt);
    }

    [Fact]
    public void An_extension_past_the_tables_is_accepted_and_has_no_end_yet()
    {
        var trigger = Some.At("2030-10-20T12:00:00Z");
        var dates = LegalClock.Keep(Some.Book, Regime, trigger).Value!;

        var open = LegalClock.Extend(Some.Book, Regime, dates, trigger, trigger + Duration.FromDays(3)).Error!.OpenEnd!;

        Assert.Equal((new LocalDate(2031, 1, 18), 1), (open.NominalLastDay, open.ExtensionsUsed));
        Assert.Equal(LegalErrorCode.ExtensionExhausted, LegalClock.Extend(Some.Book, Regime, open, trigger, trigger + Duration.FromDays(9)).Error?.Code);
    }

    [Fact]
    public void A_hold_without_an_end_can_be_extended_and_is_never_too_late()
    {
        var open = LegalClock.Keep(Some.Book, Regime, Trigger).Error!.OpenEnd!;

        var extended = LegalClock.Extend(Some.Book, Regime, open, Trigger, Trigger + Duration.FromDays(500)).Error!.OpenEnd!;

        Assert.Equal((new LocalDate(2031, 2, 13), 1), (extended.NominalLastDay, extended.ExtensionsUsed));
    }

    [Fact]
    public void With_a_newer_calendar_the_end_is_found()
    {
        var open = LegalClock.Keep(Some.Book, Regime, Trigger).Error!.OpenEnd!;
        var book = RegimeBook.Load(BookText.Regimes, BookText.Holidays + "ie,2031-01-01,New Year's Day\nie,2031-01-14,A day of joy\n").Book!;

        var dates = LegalClock.Resume(book, Regime, Trigger, open.Basis.Zone, open.NominalLastDay, open.ExtensionsUsed).Value!;

        Assert.Equal(new LocalDate(2031, 1, 15), dates.RolledLastDay);
        Assert.NotEqual(open.Basis.HolidayVersion, dates.HolidayVersion);
        Assert.Equal(LegalClock.Keep(book, Regime, Trigger).Value!.OwnEnd, dates.OwnEnd);
    }

    [Theory]
    [InlineData("us-cybertip")]
    [InlineData("ca-487013")]
    [InlineData("eu-tco-6")]
    public void A_keep_that_does_not_roll_needs_no_table(string regime) =>
        Assert.True(LegalClock.Keep(Some.Book, regime, Some.At("2035-06-01T12:00:00Z")).IsComputed);

    [Theory]
    [InlineData("2030-11-01T12:00:00Z", true)]
    [InlineData("2030-11-02T12:00:00Z", false)]
    public void The_last_day_of_the_tables_is_known_and_the_next_is_not(string trigger, bool known) =>
        Assert.Equal(known, LegalClock.Keep(Some.Book, Regime, Some.At(trigger)).IsComputed);

    [Fact]
    public void Before_the_tables_it_is_unknown_too() =>
        Assert.Equal(LegalErrorCode.CalendarUnknown, LegalClock.Keep(Some.Book, "us-2703f", Some.At("2023-06-01T12:00:00Z")).Error?.Code);
}
