namespace Lert.Store.Contract;

/// <summary>A clock that always says <see cref="Some.Instant"/>.</summary>
public sealed class StoppedClock : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => Some.Instant;
}
