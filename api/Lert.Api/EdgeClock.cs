namespace Lert.Api;

/// <summary>
/// The clock of the wire: deadlines, patience, heartbeats. It is the wall clock even where the silo's own is scaled, because callers live in real time.
/// </summary>
internal sealed record EdgeClock(TimeProvider Time)
{
    /// <summary>Left to the caller's deadline for the answer to travel.</summary>
    private static readonly TimeSpan Travel = TimeSpan.FromMilliseconds(200);

    /// <summary>How long to wait at most: until shortly before the caller's deadline, and never longer than <paramref name="most"/>.</summary>
    /// <param name="deadline">The call's deadline in UTC; <see cref="DateTime.MaxValue"/> when there is none.</param>
    public TimeSpan Patience(DateTime deadline, TimeSpan most)
    {
        if (deadline == DateTime.MaxValue)
        {
            return most;
        }

        var left = deadline - Time.GetUtcNow().UtcDateTime - Travel;
        return left < TimeSpan.Zero ? TimeSpan.Zero : left < most ? left : most;
    }
}
