using System.Collections.Immutable;
using Lert.Domain.Deciding;

namespace Lert.Domain.Tests.Deciding;

/// <summary>States that a few commands lead to from nothing, breadth first: the representatives that the totality tests walk.</summary>
internal static class ReachableStates<TDecider, TState, TCommand, TEvent, TView>
    where TDecider : IDecider<TState, TCommand, TEvent, TView>
    where TCommand : class
    where TEvent : class
    where TView : class
{
    private const int MostStates = 60;

    /// <summary>How many new states one state may lead to before its turn is over, so that the walk goes deep as well as broad.</summary>
    private const int MostPerState = 6;

    public static ImmutableArray<TState> From(string key, ImmutableArray<Moment> moments)
    {
        var commands = ClosedHierarchy.Samples<TCommand>();
        var found = new List<TState> { TDecider.Initial };
        var known = new HashSet<string>(StringComparer.Ordinal) { Comparable.Text(TDecider.Initial) };
        for (var at = 0; at < found.Count && found.Count < MostStates; at++)
        {
            var shapes = new HashSet<string>(StringComparer.Ordinal);
            foreach (var next in commands.SelectMany(command => moments.Where((_, i) => (i + at) % 3 == 0).Select(moment => Step(key, found[at], command, moment))))
            {
                // One successor per kind of change: what happened, by the names of its events.
                if (next is var (state, shape) && shapes.Count < MostPerState && !shapes.Contains(shape) && known.Add(Comparable.Text(state)))
                {
                    shapes.Add(shape);
                    found.Add(state);
                }
            }
        }

        return [.. found.Take(MostStates)];
    }

    private static (TState State, string Shape)? Step(string key, TState state, TCommand command, Moment moment)
    {
        if (TDecider.Validate(key, command, moment).Any())
        {
            return null;
        }

        var events = TDecider.Decide(key, state, command, moment).Events;
        return events.IsEmpty ? null : (events.Aggregate(state, TDecider.Evolve), string.Join('+', events.Select(happened => happened!.GetType().Name)));
    }
}
