using System.Collections.Concurrent;
using Lert.Chaos.History;
using Lert.Grains.Actors;

namespace Lert.Chaos.Upgrades;

/// <summary>Counts every attempt of every caller, and what came of it, by what went on at the time.</summary>
/// <param name="isOld">Whether a silo is of the earlier release.</param>
internal sealed class Meter(TimeProvider clock, Func<int, bool> isOld)
{
    private const string NewerRelease = "fault.newer-release", NotSettled = "hold.not-settled";

    private readonly ConcurrentQueue<Attempt> _attempts = new();
    private readonly List<(string Name, long From)> _phases = [];

    public void Hear(Attempt attempt) => _attempts.Enqueue(attempt);

    /// <summary>From now on this goes on; null while nobody is to call.</summary>
    public void Begin(string? phase) => _phases.Add((phase ?? "", clock.GetTimestamp()));

    /// <summary>Whatever is not an answer, but for what was promised of the old ones.</summary>
    public bool IsFailure(Attempt attempt) => attempt.Ending == Ending.Unknown && !IsTurnedAway(attempt) && !IsLate(attempt);

    /// <summary>An old silo may not touch a case that a new one wrote, and says so; at its own door also to whoever asks for a hold, which is shown to those who may see its case.</summary>
    public bool IsTurnedAway(Attempt attempt) =>
        attempt is { Ending: Ending.Unknown, Code: NewerRelease } && (attempt.Kind == ActorKinds.Case || (attempt.Kind == ActorKinds.Hold && isOld(attempt.Silo)));

    /// <summary>An old silo waited for a hold where it was before another silo came or went: it is accepted, and to be asked for again. New ones ask where it is.</summary>
    public bool IsLate(Attempt attempt) => attempt is { Ending: Ending.Unknown, Code: NotSettled } && isOld(attempt.Silo);

    public IReadOnlyList<Row> Rows() =>
    [
        .. _phases.Select((phase, i) => (phase.Name, phase.From, Until: i + 1 < _phases.Count ? _phases[i + 1].From : long.MaxValue))
            .Where(phase => phase.Name.Length > 0).Select(phase => RowOf(phase.Name, [.. _attempts.Where(tried => tried.Began >= phase.From && tried.Began < phase.Until)])),
    ];

    public Row Total() => RowOf("all of it", [.. _attempts]);

    /// <summary>Where a new silo was asked and an old one had the case: for a moment, while silos do not agree on who is there.</summary>
    public int TurnedAwayAtNew() => _attempts.Count(tried => IsTurnedAway(tried) && !isOld(tried.Silo));

    /// <summary>What went wrong, and how often.</summary>
    public IEnumerable<string> Failures() =>
        from tried in _attempts
        where IsFailure(tried)
        group tried by (tried.Kind, tried.Status, tried.Code, tried.Silo) into same
        orderby same.Count() descending
        select $"{same.Count()} calls for a {same.Key.Kind} failed at silo {same.Key.Silo}: {same.Key.Status} {same.Key.Code}";

    private Row RowOf(string name, IReadOnlyList<Attempt> attempts)
    {
        double[] took = [.. attempts.Select(tried => tried.Took.TotalMilliseconds).Order()];
        return new(
            name, attempts.Count, attempts.Count(tried => tried.Ending == Ending.Refused), attempts.Count(IsTurnedAway), attempts.Count(IsLate), attempts.Count(IsFailure),
            At(took, 0.5), At(took, 0.99), took.LastOrDefault());
    }

    private static double At(double[] sorted, double part) => sorted.Length == 0 ? 0 : sorted[(int)((sorted.Length - 1) * part)];

    internal sealed record Row(string Name, int Calls, int Refused, int TurnedAway, int Late, int Failed, double P50, double P99, double Most);
}
