using Lert.Grains;
using NodaTime;
using NodaTime.Text;

namespace Lert.Domain.Rotas;

/// <summary>A date and time as a person typed it: on a wall clock, or with the offset that says which of two readings is meant.</summary>
/// <param name="Local">What the clock on the wall shows.</param>
/// <param name="Offset">Null where nothing was said.</param>
internal sealed record TypedTime(LocalDateTime Local, Offset? Offset)
{
    public const string Form = "is a date and time of day such as 2026-03-08T09:00, or with an offset 2026-11-01T01:30-07:00";

    private static readonly LocalDateTimePattern[] OnTheWall =
    [
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm"), LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss"),
    ];

    private static readonly OffsetDateTimePattern[] Exactly =
    [
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mmo<Z+HH:mm>"), OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'sso<Z+HH:mm>"),
    ];

    /// <summary>Null where the text has none of the forms, or lies outside the years 2000 to 2100.</summary>
    public static TypedTime? Parse(string text)
    {
        var typed = OnTheWall.Select(pattern => pattern.Parse(text)).FirstOrDefault(parsed => parsed.Success) is { } local
            ? new TypedTime(local.Value, null)
            : Exactly.Select(pattern => pattern.Parse(text)).FirstOrDefault(parsed => parsed.Success) is { } exact
                ? new TypedTime(exact.Value.LocalDateTime, exact.Value.Offset)
                : null;
        return typed is { Local.Year: >= 2000 and < 2100 } ? typed : null;
    }

    public EnteredTime In(DateTimeZone zone) => Offset is { } offset ? new EnteredTime.Exact(Local.WithOffset(offset).ToInstant()) : WallClock.Entered(zone, Local);

    /// <summary>The instant; or none, and a violation that shows both candidates.</summary>
    public static Instant? Read(DateTimeZone zone, string field, string text, ICollection<FieldViolation> violations)
    {
        switch (Parse(text)?.In(zone))
        {
            case EnteredTime.Exact(var at):
                return at;
            case EnteredTime.InGap(var earlier, var later):
                violations.Add(new(field, $"does not exist in {zone.Id}, where clocks jump over it: {Show(earlier, zone)} or {Show(later, zone)} may be meant"));
                return null;
            case EnteredTime.InOverlap(var first, var second):
                violations.Add(new(field, $"happens twice in {zone.Id}, where clocks are put back: {Show(first, zone)} or {Show(second, zone)} may be meant"));
                return null;
            default:
                violations.Add(new(field, Form));
                return null;
        }
    }

    private static string Show(Instant at, DateTimeZone zone) => Exactly[0].Format(at.InZone(zone).ToOffsetDateTime());
}
