using Lert.Domain.Deciding;
using Lert.Store;
using Microsoft.Extensions.Logging;

namespace Lert.Grains.Actors;

/// <summary>What every actor is given: the truth, the calendar clock, and the rules in force.</summary>
public sealed class ActorServices(IActorStore store, TimeProvider clock, ICellClock cell, IStoreTrust trust, Rules rules, ILogger<ActorServices> log)
{
    public IActorStore Store { get; } = store;

    public TimeProvider Clock { get; } = clock;

    /// <summary>
    /// The instant of a decision, down to the microsecond: what is told and what is stored are the same. Where this silo's clock is wrong, and it is known by how
    /// much, the cell's counts: an order of silence must not end, nor a grace, because one machine believes that it is next month.
    /// </summary>
    public DateTimeOffset Now()
    {
        var now = Clock.GetUtcNow();
        if (cell.Skew is { } skew && skew.Duration() > ICellClock.Tolerance)
        {
            now -= skew;
        }

        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    /// <summary>What cannot be taken back is decided only while it is known what time it is, and that this store is the one that counts.</summary>
    /// <exception cref="StoreUnavailableException">Nobody can say by how much this silo's clock is wrong, or whether holds are missing here.</exception>
    public void RequireCertainty()
    {
        if (trust.Doubt is { } doubt)
        {
            throw new StoreUnavailableException($"This cannot be taken back, and is not decided now. {doubt}");
        }

        if (cell.Skew is null)
        {
            throw new StoreUnavailableException("How far this silo's clock is from the database's is not known, and this must not be decided by a wrong one.");
        }
    }

    public Rules Rules { get; } = rules;

    public ILogger Log { get; } = log;

    /// <summary>How many actors are in the memory of this silo.</summary>
    public int Activations => _activations;

    internal void Activated() => Interlocked.Increment(ref _activations);

    internal void Deactivated() => Interlocked.Decrement(ref _activations);

    private int _activations;
}
