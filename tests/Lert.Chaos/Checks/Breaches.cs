using Lert.Chaos.History;
using Lert.Domain.Cases;
using Lert.Grains.Actors;
using Lert.Store;

namespace Lert.Chaos.Checks;

/// <summary>A clock of a case that runs out says so, once and not before.</summary>
internal static class Breaches
{
    public static string Looked(Evidence evidence) => $"{All(evidence).Count():N0} clocks that ran out";

    public static IEnumerable<Breach> Find(Evidence evidence)
    {
        var said = All(evidence).ToArray();
        foreach (var (line, breached) in said)
        {
            if (breached.At < breached.DueAt || line.Entry.At < breached.DueAt)
            {
                yield return new("I11", $"{line.Entry.Actor}: {breached.ClockId} is said to have run out {(breached.DueAt - breached.At).TotalSeconds:0.######} s before it was due", line);
            }
            else if (line.CommittedAt < breached.DueAt)
            {
                yield return new("I11", $"{line.Entry.Actor}: {breached.ClockId} ran out {(breached.DueAt - line.CommittedAt!.Value).TotalSeconds:0.######} s before it was due, by the database's clock", line);
            }
        }

        foreach (var (actor, clock) in Due(evidence).Except(said.Select(one => (one.Line.Entry.Actor, one.Breached.ClockId))))
        {
            yield return new("I11", $"{actor}: {clock} was due and never said that it had run out");
        }

        foreach (var same in said.GroupBy(one => (one.Line.Entry.Actor, one.Breached.ClockId)).Where(same => same.Skip(1).Any()))
        {
            yield return new("I11", $"{same.Key.Actor}: {same.Key.ClockId} ran out {same.Count()} times", [.. same.Select(one => one.Line)]);
        }
    }

    /// <summary>The law's clocks that ended long enough before the journal was read. Nobody in these runs meets one, or calls it off.</summary>
    private static IEnumerable<(ActorId Actor, string ClockId)> Due(Evidence evidence) =>
        from line in evidence.Journal
        where line.Entry.Type == "case.clock-started.v1"
        let clock = ((CaseEvent.ClockStarted)ActorJson.Read<CaseEvent>(line.Entry.Data.Span)).Clock
        where clock is { IsLegal: true, RunsOut: true } && clock.DueLegalOuter < evidence.ReadAt - Recovery.Limit
        select (line.Entry.Actor, clock.ClockId);

    private static IEnumerable<(JournalLine Line, CaseEvent.ClockBreached Breached)> All(Evidence evidence) =>
        evidence.Journal.Where(line => line.Entry.Type == "case.clock-breached.v1").Select(line => (line, (CaseEvent.ClockBreached)ActorJson.Read<CaseEvent>(line.Entry.Data.Span)));
}
