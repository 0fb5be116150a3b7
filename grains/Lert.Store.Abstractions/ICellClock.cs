namespace Lert.Store;

/// <summary>
/// What the store knows of this silo's clock. Its database is the one clock that all silos of a cell can read, so a silo whose own differs from it by more
/// than <see cref="Tolerance"/> must not fire a timer, and decides by the database's.
/// </summary>
public interface ICellClock
{
    /// <summary>How far a silo's clock may be from the database's, either way.</summary>
    static TimeSpan Tolerance { get; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How far this silo's clock is ahead of the database's at this moment; negative when it is behind, zero where both are one clock. Null when nothing recent is known: then
    /// nobody can say that it is right.
    /// </summary>
    TimeSpan? Skew { get; }

    /// <summary>The clock is known to be within <see cref="Tolerance"/>.</summary>
    bool IsTrusted => Skew is { } skew && skew.Duration() <= Tolerance;
}
