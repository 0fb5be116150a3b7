using Lert.Chaos.History;
using Lert.Domain.Holds;
using Lert.Grains;
using Lert.Grains.Actors;
using Lert.Store;

namespace Lert.Chaos.Checks;

/// <summary>
/// I9. Every state of an actor has a version, and every answer names one, so the only order in which the operations can have happened is known: by version,
/// each command before the reads of what it made. What is left to show is that this order respects time — what ended before something else began comes
/// before it — and that every answer tells the state that the journal gives for its version. Both are necessary, and together they are enough.
/// </summary>
internal static class Linearizability
{
    public static IEnumerable<Breach> Find(Evidence evidence)
    {
        foreach (var operations in evidence.Operations.Where(one => one.Actor.Kind is ActorKinds.Hold or ActorKinds.Account).GroupBy(one => one.Actor))
        {
            var lines = evidence.ByActor[operations.Key].ToArray();
            foreach (var breach in Order(operations.Key, [.. operations.Select(one => Place(one, lines)).OfType<Placed>()]).Concat(Told(operations, lines)))
            {
                yield return breach;
            }
        }
    }

    /// <summary>An operation with its place in the order of versions.</summary>
    /// <param name="AtLeast">The answer proves that this version was there, and does not say whether a later one was.</param>
    internal sealed record Placed(Operation Operation, long Version, bool IsWrite, bool AtLeast);

    /// <summary>The place that an operation must have had; null for what had no effect and saw nothing.</summary>
    private static Placed? Place(Operation one, JournalLine[] lines)
    {
        if (one.IsRead)
        {
            return one is { Ending: Ending.Done, Version: { } seen } ? new(one, seen, IsWrite: false, AtLeast: false) : null;
        }

        // Answered or not: what stands in the journal has happened.
        var done = lines.FirstOrDefault(line => line.Entry.CommandId == one.RequestId && one.RequestId is not null);
        if (done is not null)
        {
            return new(one, done.Entry.Version, IsWrite: true, AtLeast: false);
        }

        return one is { Ending: Ending.Refused, Code: RefusalCodes.HoldReleased } && lines.FirstOrDefault(line => line.Entry.Type == "hold.released.v1") is { } released
            ? new(one, released.Entry.Version, IsWrite: false, AtLeast: true)
            : null;
    }

    /// <summary>Goes through the operations as they began, and keeps the latest version that any operation had shown which had ended by then.</summary>
    internal static IEnumerable<Breach> Order(ActorId actor, IReadOnlyList<Placed> operations)
    {
        var running = new PriorityQueue<Placed, long>();
        Placed? latest = null;
        foreach (var next in operations.OrderBy(placed => placed.Operation.Invoked))
        {
            while (running.TryPeek(out var ended, out var returned) && returned < next.Operation.Invoked)
            {
                _ = running.Dequeue();
                latest = latest is null || ended.Version > latest.Version ? ended : latest;
            }

            if (latest is not null && !next.AtLeast && (next.IsWrite ? next.Version <= latest.Version : next.Version < latest.Version))
            {
                yield return new(
                    "I9",
                    next.IsWrite
                        ? $"{actor}: a command made version {next.Version}, though version {latest.Version} had been seen before it was asked"
                        : $"{actor}: a read saw version {next.Version}, though version {latest.Version} had been seen before it was asked",
                    latest.Operation,
                    next.Operation);
            }

            if (next.Operation.Returned != long.MaxValue)
            {
                running.Enqueue(next, next.Operation.Returned);
            }
        }
    }

    /// <summary>What was told of a hold is what the journal gives for the version that was named.</summary>
    private static IEnumerable<Breach> Told(IEnumerable<Operation> operations, JournalLine[] lines)
    {
        if (lines.Length == 0)
        {
            yield break;
        }

        var states = States(lines);
        foreach (var one in operations)
        {
            if (one is not { Ending: Ending.Done, Version: { } version, Reply: V1.Hold told })
            {
                continue;
            }

            if (version > lines[^1].Entry.Version && lines[^1].Entry.Actor.Kind == ActorKinds.Hold && !states.ContainsKey(version))
            {
                yield return new("I9", $"{one.Actor}: version {version} was told and never committed", one, lines[^1]);
                continue;
            }

            var state = states.Where(known => known.Key <= version).MaxBy(known => known.Key).Value;
            if (state is not null && Differs(told, state) is { } what)
            {
                yield return new("I9", $"{one.Actor}: version {version} was told with another {what} than the journal gives", one, one.Reply);
            }
        }
    }

    private static Dictionary<long, HoldState> States(JournalLine[] lines)
    {
        var (states, state) = (new Dictionary<long, HoldState>(), HoldState.Initial);
        if (lines[0].Entry.Actor.Kind == ActorKinds.Hold)
        {
            foreach (var line in lines)
            {
                state = HoldDecider.Evolve(state, ActorJson.Read<HoldEvent>(line.Entry.Data.Span));
                states[line.Entry.Version] = state;
            }
        }

        return states;
    }

    private static string? Differs(V1.Hold told, HoldState state)
    {
        if ((int)told.Status != (int)state.Status)
        {
            return "status";
        }

        if (!told.Locks.Select(held => held.Reference).SequenceEqual(state.Locks.Select(held => held.Reference)))
        {
            return "list of locks";
        }

        if (told.ReleasedAt?.ToDateTimeOffset() != state.ReleasedAt || told.ReleasedEarly != state.ReleasedEarly)
        {
            return "release";
        }

        if (told.ReleaseNotBefore?.ToDateTimeOffset() != state.ReleaseNotBefore)
        {
            return "end";
        }

        return told.Approvals.Count != state.Approvals.Length ? "number of approvals"
            : told.ExtensionsUsed != state.Dates?.ExtensionsUsed ? "number of extensions"
            : null;
    }
}
