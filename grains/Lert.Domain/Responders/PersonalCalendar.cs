using Lert.Domain.Legal;
using Lert.Grains.Responders;
using NodaTime;

namespace Lert.Domain.Responders;

/// <summary>Days and weeks as a person lives them: in their zone, from the first instant of a date to the first of the next, so that some have 23 hours and some 25.</summary>
internal readonly struct PersonalCalendar(ResponderProfile? profile)
{
    private readonly DateTimeZone _zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(profile?.Zone ?? "UTC") ?? DateTimeZone.Utc;

    public DateOnly DayOf(DateTimeOffset at) => CivilDay.Of(_zone, Instant.FromDateTimeOffset(at)).ToDateOnly();

    /// <summary>The Monday of that date's week.</summary>
    public static DateOnly WeekOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    /// <summary>The first instant that is not of that date any more.</summary>
    public DateTimeOffset EndOf(DateOnly day) => CivilDay.Start(_zone, LocalDate.FromDateOnly(day).PlusDays(1)).ToDateTimeOffset();

    /// <summary>The wall clock, for a sentence.</summary>
    public string Clock(DateTimeOffset at) =>
        Instant.FromDateTimeOffset(at).InZone(_zone).ToString("ddd HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>How much of a span fell on which date. A span of no length falls on none.</summary>
    public IEnumerable<(DateOnly Day, DateTimeOffset From, DateTimeOffset Until)> Split(DateTimeOffset from, DateTimeOffset until)
    {
        while (from < until)
        {
            var day = DayOf(from);
            var end = EndOf(day);
            var stop = end < until ? end : until;
            yield return (day, from, stop);
            from = stop;
        }
    }
}
