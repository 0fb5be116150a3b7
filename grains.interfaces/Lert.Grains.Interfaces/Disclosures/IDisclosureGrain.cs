using Orleans.Concurrency;

namespace Lert.Grains.Disclosures;

/// <summary>One production of a case: what leaves, who approved exactly that, the package, and its receipt.</summary>
public interface IDisclosureGrain : IActorGrain
{
    Task<Reply<DisclosureView>> Execute(CommandStamp stamp, DisclosureCommand command);

    /// <summary>The disclosure as last committed, or null when there is none.</summary>
    [ReadOnly]
    Task<DisclosureView?> Get();

    /// <summary>What a packer should do now; null when that is nothing. Asked right before it is done.</summary>
    [ReadOnly]
    Task<DisclosureWork?> FindWork();

    /// <summary>Why nothing of it may be handed out to this person at this instant, by its own state and by what its case says now; null when it may. Asked while bytes flow.</summary>
    [ReadOnly]
    Task<Refusal?> JudgeHandOut(string by);
}

/// <summary>What a packer should do.</summary>
/// <param name="Attempt">Which attempt at a package; 0 where there is only something to discard.</param>
/// <param name="Scope">What to pack; null where there is only something to discard.</param>
/// <param name="Custodian">Who asked for the package, and certifies it.</param>
/// <param name="StartedAt">When they did.</param>
/// <param name="Discard">SHA-256 of packages that are of no use any more.</param>
[GenerateSerializer, Immutable, Alias("lert.disclosure-work")]
public sealed record DisclosureWork(
    [property: Id(0)] string DisclosureId,
    [property: Id(1)] long Attempt,
    [property: Id(2)] ProductionScope? Scope,
    [property: Id(3)] string ScopeHash,
    [property: Id(4)] string Custodian,
    [property: Id(5)] DateTimeOffset StartedAt,
    [property: Id(6)] System.Collections.Immutable.ImmutableArray<string> Discard);
