using Lert.Domain.Deciding;
using Lert.Store;
using Microsoft.Extensions.Logging;

namespace Lert.Grains.Actors;

/// <summary>What every actor is given: the truth, the calendar clock, and the rules in force.</summary>
public sealed class ActorServices(IActorStore store, TimeProvider clock, Rules rules, ILogger<ActorServices> log)
{
    public IActorStore Store { get; } = store;

    public TimeProvider Clock { get; } = clock;

    public Rules Rules { get; } = rules;

    public ILogger Log { get; } = log;
}
