using Lert.Chaos.History;
using Lert.Grains.Actors;

namespace Lert.Chaos.Checks;

/// <summary>A state of an actor, and the versions at which it was that: a commit without events makes a version and no state.</summary>
internal sealed record Stretch<TState>(long From, long Until, TState State);

/// <summary>An actor's life as its journal tells it, told again by the product's own evolution of states.</summary>
internal static class Stretches
{
    public static IReadOnlyList<Stretch<TState>> Of<TState, TEvent>(IEnumerable<JournalLine> lines, TState initial, Func<TState, TEvent, TState> evolve)
    {
        var (stretches, from, state) = (new List<Stretch<TState>>(), 0L, initial);
        foreach (var commit in lines.GroupBy(line => line.Entry.Version))
        {
            stretches.Add(new(from, commit.Key - 1, state));
            (from, state) = (commit.Key, commit.Aggregate(state, (before, line) => evolve(before, ActorJson.Read<TEvent>(line.Entry.Data.Span))));
        }

        return [.. stretches, new(from, long.MaxValue, state)];
    }

    public static TState? At<TState>(this IEnumerable<Stretch<TState>> stretches, long version)
        where TState : class => stretches.FirstOrDefault(stretch => stretch.From <= version && version <= stretch.Until)?.State;
}
