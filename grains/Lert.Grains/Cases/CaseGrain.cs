using Lert.Domain.Cases;
using Lert.Grains.Actors;

namespace Lert.Grains.Cases;

/// <inheritdoc cref="ICaseGrain"/>
public sealed class CaseGrain(ActorServices services)
    : ActorGrain<CaseDecider, CaseState, CaseCommand, CaseEvent, CaseView>(services, ActorKinds.Case), ICaseGrain
{
    public Task<Reply<CaseView>> Execute(CommandStamp stamp, CaseCommand command) => ExecuteAsync(stamp, command);

    public Task<CaseView?> Get() => ViewAsync();
}
