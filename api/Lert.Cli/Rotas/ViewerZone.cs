using System.CommandLine;
using System.Globalization;
using Lert.Cli.Connection;
using NodaTime;
using NodaTime.TimeZones;

namespace Lert.Cli.Rotas;

/// <summary>Where whoever reads is: times of duty are shown on their own wall clock, and not on that of the rota.</summary>
internal sealed class ViewerZone(DateTimeZone zone)
{
    public string Id => zone.Id;

    public DateTimeZone Zone => zone;

    public static Option<string?> Option() => new("--zone") { Description = "The IANA zone to show times in. Default: that of this machine.", HelpName = "ZONE" };

    /// <exception cref="UsageException">There is no such zone.</exception>
    public static ViewerZone Of(string? named) => new(named is { Length: > 0 }
        ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(named) ?? throw new UsageException($"'{named}' is no zone; one looks like America/Los_Angeles")
        : OfThisMachine());

    public LocalDateTime Local(DateTimeOffset at) => Instant.FromDateTimeOffset(at).InZone(zone).LocalDateTime;

    /// <summary><c>Mon 30 Nov 09:00</c>.</summary>
    public string Text(DateTimeOffset at) => Local(at).ToString("ddd d MMM HH':'mm", CultureInfo.InvariantCulture);

    private static DateTimeZone OfThisMachine()
    {
        try
        {
            return DateTimeZoneProviders.Tzdb.GetSystemDefault();
        }
        catch (DateTimeZoneNotFoundException)
        {
            // A machine that does not say where it is.
            return DateTimeZone.Utc;
        }
    }
}
