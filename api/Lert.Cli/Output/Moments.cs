using System.CommandLine.Parsing;
using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Lert.Domain.Legal;
using NodaTime;

namespace Lert.Cli.Output;

/// <summary>Instants in and out: RFC 3339 in, UTC out, with the day of the legal zone where that day decides.</summary>
internal static class Moments
{
    private const string Missing = "—";

    private static readonly string[] Formats =
        ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd' 'HH:mm:ssK", "yyyy-MM-dd' 'HH:mmK"];

    /// <summary>Reads an instant. It must say its offset: a legal instant without one is a guess.</summary>
    public static DateTimeOffset? Parse(ArgumentResult argument)
    {
        var text = argument.Tokens.Count > 0 ? argument.Tokens[0].Value : "";
        if (TryParse(text, out var instant))
        {
            return instant;
        }

        argument.AddError($"'{text}' is no instant; write it with its offset, such as 2026-09-02T10:11:12Z or 2026-09-02T12:11+02:00");
        return null;
    }

    public static bool TryParse(string text, out DateTimeOffset instant) =>
        DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant)
        && (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > "yyyy-MM-dd".Length);

    public static string Text(Timestamp? at) => at is null ? Missing : Text(at.ToDateTimeOffset());

    public static string Text(DateTimeOffset? at) => at is { } known ? known.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) : Missing;

    public static string Minute(Timestamp? at) => at is null ? Missing : at.ToDateTime().ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    /// <summary>The instant, and the day that it is in the zone in which the regime counts.</summary>
    public static string InZone(Timestamp? at, string regime, string zone)
    {
        if (at is null || ZoneOf(regime, zone) is not { } known)
        {
            return Text(at);
        }

        var local = Instant.FromDateTimeOffset(at.ToDateTimeOffset()).InZone(known);
        return $"{Text(at)} ({local.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} in {known.Id})";
    }

    private static DateTimeZone? ZoneOf(string regime, string zone) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone.Length > 0 ? zone : RegimeBook.BuiltIn.TryGet(regime, out var known) ? known.Zone : "UTC");
}
