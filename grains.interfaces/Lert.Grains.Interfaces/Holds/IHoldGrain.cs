using Orleans.Concurrency;

namespace Lert.Grains.Holds;

/// <summary>One preservation hold: one legal basis on one account. Its key is <see cref="HoldId"/>.</summary>
public interface IHoldGrain : IActorGrain
{
    Task<Reply<HoldView>> Execute(CommandStamp stamp, HoldCommand command);

    /// <summary>The hold as last committed, or null when there is none.</summary>
    [ReadOnly]
    Task<HoldView?> Get();

    /// <summary>
    /// Waits until the hold is there and no lock of it is pending, at most <paramref name="patience"/>; then answers as <see cref="Get"/>.
    /// Placing crosses three actors through their outboxes, and this is how a caller waits for the last of them.
    /// </summary>
    [AlwaysInterleave]
    Task<HoldView?> WhenSettled(TimeSpan patience);
}
