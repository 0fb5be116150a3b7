using NodaTime;
using NodaTime.TimeZones;

namespace Lert.Domain.Legal;

/// <summary>Where a civil date begins on the UTC line, in zones that skip or repeat what they like.</summary>
internal static class CivilDay
{
    private static readonly LocalTime CloseOfBusiness = new(17, 0);

    /// <summary>The first instant of a date. Where midnight is skipped, the first that exists; where it occurs twice, the first of the two.</summary>
    public static Instant Start(DateTimeZone zone, LocalDate date) => First(zone.MapLocal(date.AtMidnight()));

    /// <summary>17:00 on a date; where it is skipped or occurs twice, the earliest that can be meant.</summary>
    public static Instant Close(DateTimeZone zone, LocalDate date) => First(zone.MapLocal(date.At(CloseOfBusiness)));

    public static LocalDate Of(DateTimeZone zone, Instant instant) => instant.InZone(zone).Date;

    /// <summary>Whether the time-zone data has this id. The provider alone would also take a bare offset such as UTC+05, which is no zone of any court.</summary>
    public static bool IsZone(IDateTimeZoneProvider zones, string id) =>
        (id == "UTC" || !id.StartsWith("UTC", StringComparison.Ordinal)) && zones.GetZoneOrNull(id) is not null;

    // A whole date can be missing too (Samoa, 2011-12-30); its start is then the first instant after it.
    private static Instant First(ZoneLocalMapping mapping) => mapping.Count == 0 ? mapping.LateInterval.Start : mapping.First().ToInstant();
}
