using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Lert.Grains.Journal;

/// <summary>A place in the order of what falls due: the instant, and among those of the same one the key.</summary>
public sealed record DuePlace(DateTimeOffset DueAt, string Key)
{
    /// <summary>Such as <c>1788771600000000/us-c-…</c>: microseconds since 1970.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(DueAt - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond}/{Key}");

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out DuePlace? place)
    {
        ArgumentNullException.ThrowIfNull(text);
        var at = text.IndexOf('/', StringComparison.Ordinal);
        // Within the years that an instant may lie in, far from where a date ends.
        place = at > 0 && long.TryParse(text.AsSpan(0, at), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var micros) && Math.Abs(micros) < 10_000_000_000_000_000
            ? new DuePlace(DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond), text[(at + 1)..])
            : null;
        return place is not null;
    }
}
