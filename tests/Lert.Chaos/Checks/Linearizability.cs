using Lert.Chaos.History;
using Lert.Domain.Accounts;
using Lert.Domain.Holds;
using Lert.Grains.Actors;
using Lert.Store;

namespace Lert.Chaos.Checks;

/// <summary>
/// I9. Every state of an actor has a version, and every answer names one, so the only order in which the operations can have happened is known: by version,
/// each command before the reads of what it made. What is left to show is that this order respects time — what ended before something else began comes
/// before it — and that every answer tells the state that the journal gives for its version. Both are necessary, and together they are enough. A refusal names no version:
/// it may stand wherever the state justifies it, and must stand somewhere.
/// </summary>
internal static class Linearizability
{
    public static IEnumerable<Breach> Find(Evidence evidence)
    {
        foreach (var operations in evidence.Operations.Where(one => one.Actor.Kind is ActorKinds.Hold or ActorKinds.Account).GroupBy(one => one.Actor))
        {
            var lines = evidence.ByActor[operations.Key].ToArray();
            var accounts = operations.Key.Kind == ActorKinds.Account ? Stretches.Of<AccountState, AccountEvent>(lines, AccountState.Initial, AccountDecider.Evolve) : [];
            var holds = operations.Key.Kind == ActorKinds.Hold ? Stretches.Of<HoldState, HoldEvent>(lines, HoldState.Initial, HoldDecider.Evolve) : [];
            foreach (var breach in Order(operations.Key, [.. operations.Select(one => Place(one, lines, holds)).OfType<Placed>()]).Concat(Told.Find(operations, lines, holds, accounts)))
            {
                yield return breach;
            }
        }
    }

    /// <summary>An operation with its place in the order of versions.</summary>
    /// <param name="Within">Where it may stand, the earliest first: at one version, or where the state is one that answers so.</param>
    internal sealed record Placed(Operation Operation, IReadOnlyList<(long From, long Until)> Within, bool IsWrite)
    {
        /// <summary>The earliest version that is not before this one; the least that it says of what comes after.</summary>
        public long? From(long version) => Within.Where(span => span.Until >= version).Select(span => (long?)Math.Max(span.From, version)).FirstOrDefault();
    }

    /// <summary>The place that an operation must have had; null for what had no effect and saw nothing.</summary>
    private static Placed? Place(Operation one, JournalLine[] lines, IReadOnlyList<Stretch<HoldState>> holds)
    {
        // What is not there has no version yet.
        if (Refusals.IsAbsence(one))
        {
            return At(one, 0);
        }

        if (one.IsRead)
        {
            return one is { Ending: Ending.Done, Version: { } seen } ? At(one, seen) : null;
        }

        // Answered or not: what stands in the journal has happened.
        return lines.FirstOrDefault(line => line.Entry.CommandId == one.RequestId && one.RequestId is not null) is { } done && !Refusals.CameFirst(one, done) ? At(one, done.Entry.Version) with { IsWrite = true }
            : one.Actor.Kind == ActorKinds.Hold && Refusals.Of(one) is { } justifies
                ? new(one, [.. holds.Where(stretch => justifies(stretch.State)).Select(stretch => (stretch.From, stretch.Until))], IsWrite: false)
            : null;
    }

    private static Placed At(Operation one, long version) => new(one, [(version, version)], IsWrite: false);

    /// <summary>Goes through the operations as they began, and keeps the latest version that any operation had shown which had ended by then.</summary>
    internal static IEnumerable<Breach> Order(ActorId actor, IReadOnlyList<Placed> operations)
    {
        var running = new PriorityQueue<(Operation Operation, long Version), long>();
        var (latest, by) = (-1L, (Operation?)null);
        foreach (var next in operations.OrderBy(placed => placed.Operation.Invoked))
        {
            while (running.TryPeek(out var ended, out var returned) && returned < next.Operation.Invoked)
            {
                _ = running.Dequeue();
                (latest, by) = ended.Version > latest ? (ended.Version, ended.Operation) : (latest, by);
            }

            var place = next.From(next.IsWrite ? latest + 1 : latest);
            if (place is null)
            {
                yield return new("I9", $"{actor}: {What(next)}{(next.Within.Count == 0 ? ", which no state of it gives" : $", though version {latest} had been seen before it was asked")}", [.. new[] { by, next.Operation }.OfType<Operation>()]);
            }

            if (next.Operation.Returned != long.MaxValue && (place ?? next.From(0)) is { } version)
            {
                running.Enqueue((next.Operation, version), next.Operation.Returned);
            }
        }
    }

    private static string What(Placed next) => next switch
    {
        { Operation.Ending: Ending.Refused, IsWrite: false } => $"{next.Operation.Verb} {next.Operation.RequestId} was refused as {next.Operation.Code}",
        { IsWrite: true } => $"a command made version {next.Within[0].From}",
        _ => $"a read saw version {next.Within[0].From}",
    };
}
