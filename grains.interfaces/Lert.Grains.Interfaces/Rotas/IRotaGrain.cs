using Lert.Grains.Pages;
using Orleans.Concurrency;

namespace Lert.Grains.Rotas;

/// <summary>Who is on call for one desk, and what is done when nobody answers. Its key is <see cref="ActorKey.RotaOf"/>.</summary>
public interface IRotaGrain : IActorGrain
{
    Task<Reply<RotaView>> Execute(CommandStamp stamp, RotaCommand command);

    /// <summary>The rota as last committed, with the gaps of the next 30 days; null when there is none.</summary>
    [ReadOnly]
    Task<RotaView?> Get();

    /// <summary>Who is on call, as last committed; null when there is no such rota.</summary>
    [ReadOnly]
    [AlwaysInterleave]
    Task<OnCall?> WhoIsOnCall(DateTimeOffset at);

    /// <summary>Who is on call and who is next, with the latest hand-off notes. Null when there is no such rota.</summary>
    /// <param name="at">Null for now, by the clock of the cell.</param>
    [ReadOnly]
    [AlwaysInterleave]
    Task<OnCallReport?> ReportOnCall(DateTimeOffset? at);

    /// <summary>The shifts and gaps of a window of at most 400 days, as last committed; at most 10,000 shifts. Null when there is no such rota.</summary>
    [ReadOnly]
    [AlwaysInterleave]
    Task<RotaCalendar?> ListShifts(DateTimeOffset from, DateTimeOffset until);

    /// <summary>How this desk escalates alerts of that kind: its own policy for it, else its default; null when it has neither or is not there.</summary>
    [ReadOnly]
    [AlwaysInterleave]
    Task<EscalationPolicy?> FindPolicy(AlertKind alert);
}
