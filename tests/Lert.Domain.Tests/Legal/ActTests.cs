using FsCheck;
using FsCheck.Fluent;
using Lert.Domain.Legal;
using NodaTime;
using Period = Lert.Domain.Legal.Period;

namespace Lert.Domain.Tests.Legal;

public class ActTests
{
    private static readonly Gen<(Regime Regime, Instant Trigger, string Zone, LocalDate? Date)> Any =
        from regime in Gen.Elements<Regime>(Some.ActRegimes)
        from trigger in Some.Trigger
        from zone in Some.Zone
        from days in Gen.Choose(-30, 400)
        select (regime, trigger, zone, regime.Period is Period.UntilOrder ? trigger.InUtc().Date.PlusDays(days) : (LocalDate?)null);

    [Fact]
    public void What_we_work_to_is_never_after_what_can_be_argued_unless_that_had_passed_before() =>
        Some.Holds(Any, given => Unless(given, dates => dates.BreachedAtOnce ? dates.DueInternal == given.Trigger : dates.DueInternal <= dates.DueLegalOuter));

    [Fact]
    public void Nothing_is_due_before_it_arrives() =>
        Some.Holds(Any, given => Unless(given, dates => dates.DueInternal >= given.Trigger && dates.BreachedAtOnce == (dates.DueLegalOuter <= given.Trigger && dates.NominalLastDay is not null)));

    [Fact]
    public void Warnings_come_in_order_between_the_trigger_and_what_we_work_to() =>
        Some.Holds(Any, given => Unless(given, dates =>
            given.Trigger <= dates.Warnings.Half && dates.Warnings.Half <= dates.Warnings.ThreeQuarters
            && dates.Warnings.ThreeQuarters <= dates.Warnings.NineTenths && dates.Warnings.NineTenths <= dates.DueInternal));

    [Fact]
    public void What_we_work_to_by_day_is_the_trigger_or_17_00_on_a_weekday_on_or_before_the_last_day() =>
        Some.Holds(Any, given => Unless(given, dates =>
        {
            var inside = dates.DueInternal.InZone(Some.ZoneOf(given.Zone));
            return dates.NominalLastDay is not { } last || dates.DueInternal == given.Trigger
                || (inside.Hour == 17 && inside.Minute == 0 && inside.Date <= last && !WorkingCalendar.IsWeekend(inside.Date));
        }));

    [Fact]
    public void Warnings_are_at_50_75_and_90_percent_of_the_span()
    {
        var dates = LegalClock.Act(Some.Book, "us-takeitdown", Some.At("2026-06-01T00:00:00Z")).Value!;

        Assert.Equal(new ActWarnings(Some.At("2026-06-02T00:00:00Z"), Some.At("2026-06-02T12:00:00Z"), Some.At("2026-06-02T19:12:00Z")), dates.Warnings);
    }

    [Fact]
    public void An_order_whose_own_date_has_passed_keeps_its_dates_and_is_breached_at_once()
    {
        var trigger = Some.At("2026-08-20T12:00:00-07:00");

        var dates = LegalClock.Act(Some.Book, "us-subpoena", trigger, orderDate: new LocalDate(2026, 8, 14)).Value!;

        Assert.True(dates.BreachedAtOnce);
        Assert.Equal(Some.At("2026-08-15T07:00:00Z"), dates.DueLegalOuter);
        Assert.Equal(trigger, dates.DueInternal);
        Assert.Equal(new ActWarnings(trigger, trigger, trigger), dates.Warnings);
        Assert.Contains("breached at once, as 2026-08-14 had ended at 2026-08-15T07:00:00Z", dates.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Outside_the_holiday_tables_weekends_alone_count_and_the_explanation_says_so()
    {
        var dates = LegalClock.Act(Some.Book, "eu-epoc", Some.At("2030-12-22T12:00:00Z")).Value!;

        Assert.Equal(new LocalDate(2031, 1, 1), dates.NominalLastDay);
        Assert.Equal(new LocalDate(2031, 1, 1), dates.RolledLastDay);
        Assert.Contains("weekends alone were counted, as the ie calendar knows 2024 to 2030 only, and not Wednesday 2031-01-01", dates.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Outside_the_holiday_tables_a_weekend_still_rolls() =>
        Assert.Equal(new LocalDate(2031, 1, 6), LegalClock.Act(Some.Book, "eu-epoc", Some.At("2030-12-25T12:00:00Z")).Value!.RolledLastDay);

    [Fact]
    public void A_duty_to_act_ends_on_the_last_day_of_a_month_that_is_too_short()
    {
        var book = BookText.With("\"period\": \"days(14)\"", "\"period\": \"months(6)\"");

        Assert.Equal(new LocalDate(2027, 2, 28), LegalClock.Act(book, "us-2703h", Some.At("2026-08-31T12:00:00-07:00")).Value!.NominalLastDay);
    }

    [Fact]
    public void A_year_for_a_duty_to_act_ends_on_28_February()
    {
        var book = BookText.With("\"period\": \"days(14)\"", "\"period\": \"years(1)\"");

        Assert.Equal(new LocalDate(2029, 2, 28), LegalClock.Act(book, "us-2703h", Some.At("2028-02-29T12:00:00-08:00")).Value!.NominalLastDay);
    }

    private static bool Unless((Regime Regime, Instant Trigger, string Zone, LocalDate? Date) given, Func<ActDates, bool> property) =>
        LegalClock.Act(Some.Book, given.Regime.Id, given.Trigger, given.Zone, given.Date).Value is not { } dates || property(dates);
}
