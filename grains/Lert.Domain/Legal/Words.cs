using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using NodaTime.Text;

namespace Lert.Domain.Legal;

/// <summary>How dates, numbers and other people's text are written in sentences.</summary>
internal static class Words
{
    private const int MostQuoted = 60;

    /// <summary><c>2026-09-14</c>.</summary>
    public static string Date(LocalDate date) => LocalDatePattern.Iso.Format(date);

    /// <summary><c>Monday 2026-09-14</c>.</summary>
    public static string Day(LocalDate date) => $"{date.DayOfWeek} {Date(date)}";

    /// <summary><c>2026-09-14T16:00:00Z</c>, with a fraction only where there is one.</summary>
    public static string At(Instant instant) => InstantPattern.ExtendedIso.Format(instant);

    /// <summary><c>1 month</c>, <c>6 months</c>.</summary>
    public static string Count(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");

    /// <summary>Text from outside in single quotes: cut, and without anything that a terminal would obey.</summary>
    public static string Quote(string text)
    {
        var shown = text.Length <= MostQuoted ? text : text[..MostQuoted] + "…";
        return $"'{string.Concat(shown.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '\uFFFD' : c))}'";
    }

    /// <summary>The first eight hex digits of the SHA-256: enough to tell two editions apart, short enough to read aloud.</summary>
    public static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..8];
}
