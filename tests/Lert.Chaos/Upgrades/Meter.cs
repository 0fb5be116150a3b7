using System.Collections.Concurrent;
using Lert.Chaos.History;
using Lert.Grains.Actors;

namespace Lert.Chaos.Upgrades;

/// <summary>Counts every attempt of every caller, and what came of it, by what went on at the time.</summary>
internal sealed class Meter(TimeProvider clock)
{
    private const string NewerRelease = "fault.newer-release";

    private readonly ConcurrentQueue<Attempt> _attempts = new();
    private readonly List<(string Name, long From)> _phases = [];

    public void Hear(Attempt attempt) => _attempts.Enqueue(attempt);

    /// <summary>From now on this goes on; null while nobody is to call.</summary>
    public void Begin(string? phase) => _phases.Add((phase ?? "", clock.GetTimestamp()));

    /// <summary>Whatever is not an answer. An old silo may not touch a case that a new one wrote, and says so: that was promised, and is counted apart.</summary>
    public static bool IsFailure(Attempt attempt) => attempt.Ending == Ending.Unknown && !IsTurnedAway(attempt);

    public static bool IsTurnedAway(Attempt attempt) => attempt is { Ending: Ending.Unknown, Code: NewerRelease, Kind: ActorKinds.Case };

    public IReadOnlyList<Row> Rows() =>
    [
        .. _phases.Select((phase, i) => (phase.Name, phase.From, Until: i + 1 < _phases.Count ? _phases[i + 1].From : long.MaxValue))
            .Where(phase => phase.Name.Length > 0).Select(phase => Row.Of(phase.Name, [.. _attempts.Where(tried => tried.Began >= phase.From && tried.Began < phase.Until)])),
    ];

    public Row Total() => Row.Of("all of it", [.. _attempts]);

    /// <summary>What went wrong, and how often.</summary>
    public IEnumerable<string> Failures() =>
        from tried in _attempts
        where IsFailure(tried)
        group tried by (tried.Kind, tried.Status, tried.Code, tried.Silo) into same
        orderby same.Count() descending
        select $"{same.Count()} calls for a {same.Key.Kind} failed at silo {same.Key.Silo}: {same.Key.Status} {same.Key.Code}";

    internal sealed record Row(string Name, int Calls, int Refused, int TurnedAway, int Failed, double P50, double P99, double Most)
    {
        public static Row Of(string name, IReadOnlyList<Attempt> attempts)
        {
            double[] took = [.. attempts.Select(tried => tried.Took.TotalMilliseconds).Order()];
            return new(
                name, attempts.Count, attempts.Count(tried => tried.Ending == Ending.Refused), attempts.Count(IsTurnedAway), attempts.Count(IsFailure),
                At(took, 0.5), At(took, 0.99), took.LastOrDefault());
        }

        private static double At(double[] sorted, double part) => sorted.Length == 0 ? 0 : sorted[(int)((sorted.Length - 1) * part)];
    }
}
