using Lert.Domain.Deciding;
using Lert.Store;
using Microsoft.Extensions.Logging;

namespace Lert.Grains.Actors;

/// <summary>What every actor is given: the truth, the calendar clock, and the rules in force.</summary>
public sealed class ActorServices(IActorStore store, TimeProvider clock, Rules rules, ILogger<ActorServices> log)
{
    public IActorStore Store { get; } = store;

    public TimeProvider Clock { get; } = clock;

    /// <summary>The instant of a decision, down to the microsecond: what is told and what is stored are the same.</summary>
    public DateTimeOffset Now()
    {
        var now = Clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    public Rules Rules { get; } = rules;

    public ILogger Log { get; } = log;

    /// <summary>How many actors are in the memory of this silo.</summary>
    public int Activations => _activations;

    internal void Activated() => Interlocked.Increment(ref _activations);

    internal void Deactivated() => Interlocked.Decrement(ref _activations);

    private int _activations;
}
