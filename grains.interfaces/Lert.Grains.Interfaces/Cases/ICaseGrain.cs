using Orleans.Concurrency;

namespace Lert.Grains.Cases;

/// <summary>One request, from its receipt to its closing. Its key starts with its home region.</summary>
public interface ICaseGrain : IActorGrain
{
    Task<Reply<CaseView>> Execute(CommandStamp stamp, CaseCommand command);

    /// <summary>The case as last committed, or null when there is none.</summary>
    [ReadOnly]
    Task<CaseView?> Get();
}
