using System.Collections.Immutable;
using Lert.Grains;
using Lert.Grains.Pages;

namespace Lert.Domain.Deciding;

/// <summary>The rules of one kind of actor: static, total, deterministic. No clock, no I/O, no exceptions for what a caller can do wrong.</summary>
/// <typeparam name="TState">An immutable state. A new actor's is the same whatever its key.</typeparam>
/// <typeparam name="TView">What callers see of it.</typeparam>
public interface IDecider<TState, TCommand, TEvent, TView>
    where TView : class
{
    static abstract TState Initial { get; }

    /// <summary>
    /// How its state and its events are written, at least 1: one more with every property or event that an older release would lose or not know. A silo leaves
    /// alone what is of a newer format than its own.
    /// </summary>
    static virtual int Format => 1;

    /// <summary>The command that the wake pump sends.</summary>
    static abstract TCommand TimerTick { get; }

    /// <summary>Fields that are wrong in any state and that only the rules can judge, by their path in the request. All of them.</summary>
    static abstract IEnumerable<FieldViolation> Validate(string key, TCommand command, Moment moment);

    static abstract Decision<TEvent> Decide(string key, TState state, TCommand command, Moment moment);

    static abstract TState Evolve(TState state, TEvent happened);

    /// <summary>The earliest instant at which a tick has something to do; null when it waits for a command.</summary>
    static abstract DateTimeOffset? WakeAt(TState state);

    /// <summary>In which order this actor's timer and messages go when there are more than can go at once; a message may say otherwise.</summary>
    static virtual Urgency UrgencyOf(TState state) => Urgency.Normal;

    /// <summary>The columns that lists filter by.</summary>
    static abstract Listing List(string key, TState state);

    /// <summary>What callers see; null while the actor does not exist.</summary>
    static abstract TView? View(string key, long version, TState state);

    /// <summary>Whether an answer that was remembered may still be given. Almost always yes; a stale permission to delete is the exception.</summary>
    static virtual Refusal? JudgeReplay(TState state, TCommand command, Moment moment) => null;
}

/// <summary>An actor's search columns, and its lists.</summary>
public sealed record Listing(string Status)
{
    public string? Account { get; init; }
    public string? Case { get; init; }
    public string? Regime { get; init; }
    public string? Assignee { get; init; }
    public DateTimeOffset? DueAt { get; init; }
    public DateTimeOffset? ReleaseNotBefore { get; init; }
    public DateTimeOffset? ReleasedAt { get; init; }
    public bool ReleasedEarly { get; init; }

    /// <summary>In which lists of the store it stands, by names that mean something to its own rules alone. A hold stands in none.</summary>
    public ImmutableArray<string> Lists { get; init; } = [];

    /// <summary>What it is marked with there.</summary>
    public long Marks { get; init; }
}

/// <summary>All that is wrong with a request, gathered from its two judges.</summary>
public static class Violations
{
    /// <summary>What the edge found, then what the rules found in other fields. A field is named once: the edge saw it first.</summary>
    public static ImmutableArray<FieldViolation> Merge(ImmutableArray<FieldViolation> edge, IEnumerable<FieldViolation> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return [.. edge, .. rules.Where(found => !edge.Any(known => known.Field == found.Field))];
    }
}
