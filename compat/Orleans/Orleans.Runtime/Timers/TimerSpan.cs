namespace Orleans.Runtime.Timers;

/// <summary>The spans a timer takes: none (infinite), or 0 to about 49.7 days. Longer waits belong in the store, not in memory.</summary>
internal static class TimerSpan
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(0xfffffffe);

    internal static void ThrowIfInvalid(TimeSpan span, string name)
    {
        if (span != Timeout.InfiniteTimeSpan && (span < TimeSpan.Zero || span > Longest))
        {
            throw new ArgumentOutOfRangeException(name, span, $"A grain timer waits 0 to {Longest}, or infinitely.");
        }
    }
}
