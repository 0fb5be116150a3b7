using FsCheck.Fluent;
using Lert.Domain.Legal;
using NodaTime;
using Period = Lert.Domain.Legal.Period;

namespace Lert.Domain.Tests.Legal;

/// <summary>
/// A release is never before any reading of its rule. The readings are counted here from the regime's period alone, each in its own naive way. Two things are
/// no readings, because the rule counts civil days of one zone, and the golden rows say so: days of UTC (p002 ends before the UTC day does), and elapsed hours
/// in a span in which the clocks go forward, which is an hour shorter by the sun and the same by the calendar.
/// </summary>
public class ReleaseProperties
{
    [Fact]
    public void A_release_is_not_before_the_last_civil_day_has_ended_in_the_counting_zone() =>
        Some.Holds(SomeKeep.Any, keep => keep.Unless(dates =>
            dates.OwnEnd >= EndOf(keep, NaiveLastDay(keep)) && (dates.OwnEnd - Duration.Epsilon).InZone(Some.ZoneOf(keep.Zone)).Date <= dates.RolledLastDay));

    [Fact]
    public void A_release_is_not_before_the_same_wall_clock_time_on_the_last_day() =>
        Some.Holds(SomeKeep.Any, keep => keep.Unless(dates =>
            dates.OwnEnd >= NaiveLastDay(keep).At(keep.Local.TimeOfDay).InZoneLeniently(Some.ZoneOf(keep.Zone)).ToInstant()));

    [Fact]
    public void A_release_is_not_before_as_many_times_24_hours_but_for_what_the_clocks_went_forward() =>
        Some.Holds(SomeKeep.Any, keep => keep.Unless(dates =>
        {
            var hours = Duration.FromDays(NodaTime.Period.DaysBetween(keep.Local.Date, NaiveLastDay(keep)));
            var forward = dates.OwnEnd.InZone(Some.ZoneOf(keep.Zone)).Offset.ToTimeSpan() - keep.Local.Offset.ToTimeSpan();
            return dates.OwnEnd >= keep.Trigger + hours - Duration.Max(Duration.Zero, Duration.FromTimeSpan(forward));
        }));

    [Fact]
    public void In_utc_a_release_is_not_before_as_many_times_24_hours_nor_before_the_day_has_ended_in_utc() =>
        Some.Holds(SomeKeep.Any, keep => (keep with { Zone = "UTC" }).Unless(dates =>
        {
            var days = NodaTime.Period.DaysBetween(keep.Trigger.InUtc().Date, NaiveLastDay(keep with { Zone = "UTC" }));
            return dates.OwnEnd >= keep.Trigger + Duration.FromDays(days)
                && dates.OwnEnd >= keep.Trigger.InUtc().Date.PlusDays(days + 1).AtMidnight().InUtc().ToInstant();
        }));

    [Fact]
    public void A_release_is_not_before_the_reading_in_which_the_first_day_counts() =>
        Some.Holds(SomeKeep.Any, keep => keep.Unless(dates => dates.OwnEnd > EndOf(keep, NaiveLastDay(keep).PlusDays(-1))));

    [Fact]
    public void A_year_is_never_released_before_365_days_nor_half_a_year_before_180() =>
        Some.Holds(SomeKeep.Any, keep => keep.Unless(dates =>
        {
            var atLeast = keep.Regime.Period switch
            {
                Period.Years(var years) => years * 365,
                Period.Months(var months) => months * 30,
                _ => 0,
            };
            return dates.OwnEnd >= EndOf(keep, keep.Local.Date.PlusDays(atLeast));
        }));

    [Fact]
    public void A_roll_only_ever_adds_days_and_ends_on_a_working_weekday() =>
        Some.Holds(SomeKeep.Any, keep => keep.Unless(dates =>
            dates.RolledLastDay >= dates.NominalLastDay
            && (keep.Regime.Rolls ? !WorkingCalendar.IsWeekend(dates.RolledLastDay) : dates.RolledLastDay == dates.NominalLastDay)));

    [Fact]
    public void Computing_twice_is_the_same() =>
        Some.Holds(SomeKeep.Any, keep => keep.Compute() == keep.Compute());

    [Fact]
    public void A_later_trigger_never_ends_earlier() =>
        Some.Holds(
            from keep in SomeKeep.Any from span in Some.Span select (keep, span),
            pair => pair.keep.Unless(first => (pair.keep with { Trigger = pair.keep.Trigger + pair.span }).Unless(second => second.OwnEnd >= first.OwnEnd)));

    [Fact]
    public void The_start_of_a_date_is_its_first_instant() =>
        Some.Holds(
            from zone in Some.Zone from trigger in Some.Trigger select (Zone: Some.ZoneOf(zone), Date: trigger.InUtc().Date),
            day =>
            {
                var start = CivilDay.Start(day.Zone, day.Date);
                var isThere = start.InZone(day.Zone).Date == day.Date;
                var wasSkipped = day.Zone.MapLocal(day.Date.AtMidnight()).Count == 0 && day.Zone.MapLocal(day.Date.At(new LocalTime(23, 59))).Count == 0;
                return (isThere || wasSkipped) && (start - Duration.Epsilon).InZone(day.Zone).Date < day.Date;
            });

    // Random dates hardly ever meet a clock change, and clock changes are where it matters: so all of them, in every zone.
    [Fact]
    public void The_start_of_a_date_is_its_first_instant_on_every_date_around_a_clock_change()
    {
        var changes =
            from id in DateTimeZoneProviders.Tzdb.Ids
            let zone = Some.ZoneOf(id)
            from interval in zone.GetZoneIntervals(Some.At("2000-01-01T00:00:00Z"), Some.At("2035-01-01T00:00:00Z"))
            where interval.HasStart
            from days in new[] { -1, 0, 1 }
            select (zone, date: interval.Start.InZone(zone).Date.PlusDays(days));

        foreach (var (zone, date) in changes)
        {
            Assert.True((CivilDay.Start(zone, date) - Duration.Epsilon).InZone(zone).Date < date, $"{zone.Id} {date}");
        }
    }

    [Fact]
    public void The_start_of_a_date_that_a_zone_has_left_out_is_the_first_instant_after_it() =>
        Assert.Equal(Some.At("2011-12-31T00:00:00+14:00"), CivilDay.Start(Some.ZoneOf("Pacific/Apia"), new LocalDate(2011, 12, 30)));

    private static Instant EndOf(SomeKeep keep, LocalDate lastDay) => Some.ZoneOf(keep.Zone).AtStartOfDay(SkipNothing(keep, lastDay.PlusDays(1))).ToInstant();

    // The library has no start of a date that the zone left out altogether; the reading ends when the next one begins.
    private static LocalDate SkipNothing(SomeKeep keep, LocalDate date) =>
        Some.ZoneOf(keep.Zone).MapLocal(date.At(new LocalTime(12, 0))).Count == 0 ? date.PlusDays(1) : date;

    // The calendar library's own arithmetic, which stops at the end of a short month where a duty to keep goes on.
    private static LocalDate NaiveLastDay(SomeKeep keep) => keep.Regime.Period switch
    {
        Period.Days(var days) => keep.Local.Date.PlusDays(days),
        Period.DaysOfOrder => keep.Local.Date.PlusDays(keep.Days),
        Period.Months(var months) => keep.Local.Date.PlusMonths(months),
        Period.Years(var years) => keep.Local.Date.PlusYears(years),
        var other => throw new InvalidOperationException($"No reading of {other} yet: write it, or the property holds for nothing."),
    };
}
