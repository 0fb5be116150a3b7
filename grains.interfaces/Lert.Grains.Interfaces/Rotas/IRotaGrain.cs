using Lert.Grains.Pages;
using Orleans.Concurrency;

namespace Lert.Grains.Rotas;

/// <summary>Who is on call for one desk, and what is done when nobody answers. Its key is <see cref="ActorKey.RotaOf"/>.</summary>
public interface IRotaGrain : IActorGrain
{
    /// <summary>Who is on call, as last committed; null when there is no such rota.</summary>
    [ReadOnly]
    [AlwaysInterleave]
    Task<OnCall?> WhoIsOnCall(DateTimeOffset at);

    /// <summary>How this desk escalates alerts of that kind: its own policy for it, else its default; null when it has neither or is not there.</summary>
    [ReadOnly]
    [AlwaysInterleave]
    Task<EscalationPolicy?> FindPolicy(AlertKind alert);
}
