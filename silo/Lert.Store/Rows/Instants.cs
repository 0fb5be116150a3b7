namespace Lert.Store.Rows;

/// <summary>Instants as the stores keep them: microseconds since 1970.</summary>
internal static class Instants
{
    /// <summary>The bounds of every calendar.</summary>
    public static readonly long Earliest = ToStored(DateTimeOffset.MinValue), Latest = ToStored(DateTimeOffset.MaxValue);

    public static long ToStored(DateTimeOffset at) => JournalChain.ToMicroseconds(at);

    public static long? ToStored(DateTimeOffset? at) => at is { } given ? ToStored(given) : null;

    /// <summary>Rounded up, so that what waits for this instant never starts before it.</summary>
    public static long ToStoredUp(DateTimeOffset at)
    {
        var down = ToStored(at);
        return (at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) % TimeSpan.TicksPerMicrosecond == 0 ? down : down + 1;
    }

    public static long? ToStoredUp(DateTimeOffset? at) => at is { } given ? ToStoredUp(given) : null;

    public static DateTimeOffset FromStored(long microseconds)
    {
        try
        {
            return DateTimeOffset.UnixEpoch.AddTicks(checked(microseconds * TimeSpan.TicksPerMicrosecond));
        }
        catch (Exception outside) when (outside is OverflowException or ArgumentOutOfRangeException)
        {
            throw new DataLossException($"A stored instant is outside every calendar: {microseconds} µs.", outside);
        }
    }

    public static DateTimeOffset? FromStored(long? microseconds) => microseconds is { } given ? FromStored(given) : null;
}
