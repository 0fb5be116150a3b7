using NodaTime;
using NodaTime.Text;

namespace Lert.Domain.Legal;

/// <summary>How instants come in and go out as text.</summary>
public static class InstantText
{
    /// <summary>Reads RFC 3339 with an offset (<c>2026-01-15T18:00:00-08:00</c>). The offset is only how it was written.</summary>
    /// <returns>Null where the text is no such instant. In the years 1 and 9999, where an offset may lead out of all calendars, the least and the greatest.</returns>
    public static Instant? Parse(string text) => OffsetDateTimePattern.Rfc3339.Parse(text) switch
    {
        { Success: false } => null,
        { Value.Year: <= 1 } => Instant.MinValue,
        { Value.Year: >= 9999 } => Instant.MaxValue,
        var written => written.Value.ToInstant(),
    };

    /// <summary>What is wrong with a text that <see cref="Parse"/> does not read: a sentence without its subject's end, to stand after the name of the field.</summary>
    public static string WhyUnreadable(string text) => $"{Words.Quote(text)} is no instant with an offset, such as 2026-01-15T18:00:00-08:00";

    /// <summary>Writes an instant in UTC, with a fraction only where there is one.</summary>
    public static string Write(Instant instant) => Words.At(instant);
}
