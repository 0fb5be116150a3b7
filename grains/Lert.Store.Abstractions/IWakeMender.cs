namespace Lert.Store;

/// <summary>
/// A store that keeps its wake-ups beside its actors. If it lost one, a hold would never end and no journal would be wrong; so the two can be held to each other
/// while it is at work, a stretch at a time.
/// </summary>
public interface IWakeMender
{
    /// <summary>
    /// Holds the wake-ups of the next actors to what these say, in the order of their kinds and keys. What is missing or in the wrong place is put back. What no
    /// actor waits for is taken away when it is older than <paramref name="overdue"/>, and kept where the actor itself is not there.
    /// </summary>
    /// <param name="after">The last actor of the stretch before; null for the first.</param>
    /// <param name="most">How many actors to look at, at least 1.</param>
    /// <param name="overdue">What should have been ticked before this is judged.</param>
    ValueTask<WakeStretch> MendWakesAsync(ActorId? after, int most, DateTimeOffset overdue, CancellationToken cancellationToken);
}

/// <param name="Last">The last actor that was looked at; null when there was none behind the stretch before.</param>
/// <param name="Restored">Wake-ups that were missing or in the wrong place and are there now.</param>
/// <param name="Removed">Overdue ones that no actor waited for.</param>
/// <param name="Stray">Overdue ones of actors that are not there.</param>
public readonly record struct WakeStretch(ActorId? Last, int Restored, int Removed, int Stray);
