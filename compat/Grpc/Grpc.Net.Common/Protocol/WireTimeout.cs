using System.Globalization;

namespace Grpc.Net.Protocol;

/// <summary><c>grpc-timeout</c> on the wire: one to eight digits and a unit (H, M, S, m, u, n).</summary>
internal static class WireTimeout
{
    private const long MostDigits = 99_999_999;
    private const int TicksPerMicrosecond = 10;
    private const int NanosecondsPerTick = 100;

    /// <summary>Null when the value breaks the grammar.</summary>
    internal static TimeSpan? Decode(ReadOnlySpan<char> text)
    {
        if (text.Length is < 2 or > 9 || !long.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var amount))
            return null;
        return text[^1] switch
        {
            'H' => TimeSpan.FromTicks(amount * TimeSpan.TicksPerHour),
            'M' => TimeSpan.FromTicks(amount * TimeSpan.TicksPerMinute),
            'S' => TimeSpan.FromTicks(amount * TimeSpan.TicksPerSecond),
            'm' => TimeSpan.FromTicks(amount * TimeSpan.TicksPerMillisecond),
            'u' => TimeSpan.FromTicks(amount * TicksPerMicrosecond),
            // Rounded up, or one nanosecond would be no time at all.
            'n' => TimeSpan.FromTicks((amount + NanosecondsPerTick - 1) / NanosecondsPerTick),
            _ => null,
        };
    }

    /// <summary>Never longer than asked: the finest unit that fits in eight digits, rounded down but for the last tick.</summary>
    internal static string Encode(TimeSpan timeout)
    {
        if (timeout <= TimeSpan.Zero)
            return "1n";
        if (timeout.Ticks <= MostDigits / NanosecondsPerTick)
            return Text(timeout.Ticks * NanosecondsPerTick, 'n');
        if (timeout.Ticks / TicksPerMicrosecond <= MostDigits)
            return Text(timeout.Ticks / TicksPerMicrosecond, 'u');
        if (timeout.Ticks / TimeSpan.TicksPerMillisecond <= MostDigits)
            return Text(timeout.Ticks / TimeSpan.TicksPerMillisecond, 'm');
        if (timeout.Ticks / TimeSpan.TicksPerSecond <= MostDigits)
            return Text(timeout.Ticks / TimeSpan.TicksPerSecond, 'S');
        if (timeout.Ticks / TimeSpan.TicksPerMinute <= MostDigits)
            return Text(timeout.Ticks / TimeSpan.TicksPerMinute, 'M');
        return Text(Math.Min(timeout.Ticks / TimeSpan.TicksPerHour, MostDigits), 'H');
    }

    private static string Text(long amount, char unit) => string.Create(CultureInfo.InvariantCulture, $"{amount}{unit}");
}
