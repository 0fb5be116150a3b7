using Lert.Chaos.History;
using Lert.Domain.Holds;
using Lert.Grains.Actors;
using Lert.Store;

namespace Lert.Chaos.Checks;

/// <summary>A hold's life as its journal tells it, told again by the product's own evolution of states and by nothing that a silo had in memory.</summary>
internal sealed class HoldHistory
{
    private HoldHistory(ActorId actor, IEnumerable<JournalLine> lines)
    {
        Actor = actor;
        var state = HoldState.Initial;
        var steps = new List<Step>();
        foreach (var line in lines)
        {
            var happened = ActorJson.Read<HoldEvent>(line.Entry.Data.Span);
            var next = HoldDecider.Evolve(state, happened);
            steps.Add(new(line, happened, state, next));
            state = next;
        }

        Steps = steps;
    }

    public ActorId Actor { get; }

    public IReadOnlyList<Step> Steps { get; }

    public HoldState Last => Steps.Count == 0 ? HoldState.Initial : Steps[^1].After;

    public IReadOnlyList<Step> Releases => [.. Steps.Where(step => step.Event is HoldEvent.Released)];

    public string? Account => Last.Order?.AccountId;

    public static IReadOnlyList<HoldHistory> All(Evidence evidence) =>
        [.. evidence.ByActor.Where(lines => lines.Key.Kind == ActorKinds.Hold).Select(lines => new HoldHistory(lines.Key, lines))];

    /// <summary>Whether the data must be kept in this state.</summary>
    public static bool Keeps(HoldState state) => state.Exists && (state.ReleasedAt is null || state.IsLocked);

    /// <param name="Line">As it stands in the journal.</param>
    /// <param name="Before">The state that it came to.</param>
    internal sealed record Step(JournalLine Line, HoldEvent Event, HoldState Before, HoldState After);
}
