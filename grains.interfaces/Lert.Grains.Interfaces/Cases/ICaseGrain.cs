using Orleans.Concurrency;

namespace Lert.Grains.Cases;

/// <summary>One request, from its receipt to its closing. Its key starts with its home region.</summary>
public interface ICaseGrain : IActorGrain
{
    Task<Reply<CaseView>> Execute(CommandStamp stamp, CaseCommand command);

    /// <summary>The case as last committed, or null when there is none.</summary>
    [ReadOnly]
    Task<CaseView?> Get();

    /// <summary>The case as it was at that instant, folded from its journal; null when it was not there yet.</summary>
    [ReadOnly]
    Task<CaseView?> GetAsOf(DateTimeOffset at);

    /// <summary>What happened after <paramref name="sequence"/>, at most <paramref name="limit"/> entries; null when there is no such case.</summary>
    [ReadOnly]
    Task<CaseTimeline?> GetTimeline(long sequence, int limit);

    /// <summary>
    /// Waits until whoever the case asked with that question has answered, at most <paramref name="patience"/>; then answers as <see cref="Get"/>. The answer comes
    /// by message, and this is how the lead who picked somebody waits for it.
    /// </summary>
    [AlwaysInterleave]
    Task<CaseView?> WhenAnswered(long attempt, TimeSpan patience);

    /// <summary>What may be produced now, as last committed; null when there is no such case.</summary>
    [ReadOnly]
    Task<CaseScope?> GetScope();
}
