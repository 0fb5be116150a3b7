using NodaTime;
using NodaTime.Text;

namespace Lert.Domain.Legal;

/// <summary>How instants come in and go out as text.</summary>
public static class InstantText
{
    /// <summary>Reads RFC 3339 with an offset (<c>2026-01-15T18:00:00-08:00</c>). The offset is only how it was written.</summary>
    /// <returns>Null where the text is no such instant, or is one that no case can have (years 1 and 9999).</returns>
    public static Instant? Parse(string text) =>
        OffsetDateTimePattern.Rfc3339.Parse(text) is { Success: true, Value: var written } && written.Year is > 1 and < 9999 ? written.ToInstant() : null;

    /// <summary>Writes an instant in UTC, with a fraction only where there is one.</summary>
    public static string Write(Instant instant) => Words.At(instant);
}
