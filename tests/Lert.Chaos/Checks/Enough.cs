using Lert.Chaos.Faults;
using Lert.Chaos.History;
using Lert.Grains;
using Lert.Grains.Actors;

namespace Lert.Chaos.Checks;

/// <summary>I0: that nothing was found says something only where enough was there to be found. A run in which every command is refused breaks no other promise.</summary>
internal static class Enough
{
    /// <summary>Of each kind one in so long: a run on a busy machine, under faults, has many times as many.</summary>
    private static readonly TimeSpan OneIn = TimeSpan.FromSeconds(20);

    /// <param name="traced">The kinds of faults that left a trace.</param>
    public static Finding Of(Evidence evidence, TimeSpan length, IReadOnlyList<Fault> faults, IReadOnlyCollection<Type> traced)
    {
        var (least, counts) = (Least(length), Counts(evidence).ToArray());
        var scarcest = counts.MinBy(count => count.Seen);
        return new(
            "I0", "enough was done for the others to say something", $"{counts.Length} kinds; fewest: {scarcest.Seen:N0} {scarcest.What}",
            [
                .. Traces.Missing(faults, traced).Select(kind => new Breach("I0", kind)),
                .. counts.Where(count => count.Seen < least).Select(count => new Breach("I0", $"of {count.What} there were {count.Seen:N0}, and in {length.TotalSeconds:0} s there should have been {least:N0} at least")),
            ]);
    }

    private static int Least(TimeSpan length) => Math.Max(1, (int)(length / OneIn));

    private static IEnumerable<(string What, int Seen)> Counts(Evidence evidence)
    {
        // The judge's own are none of the load's.
        var load = evidence.Operations.Where(one => one.Client > 0).ToArray();
        foreach (var verb in new[] { Verb.Place, Verb.Lock, Verb.Unlock, Verb.Extend, Verb.Release })
        {
            yield return ($"{verb} done", load.Count(one => one.Verb == verb && one.Ending == Ending.Done));
        }

        // A no stands in the journal as well as a yes.
        yield return ("Authorize decided", load.Count(one => one is { Verb: Verb.Authorize, Ending: Ending.Done } or { Verb: Verb.Authorize, Code: RefusalCodes.AccountRetained }));
        yield return ("reads of holds", Reads(load, ActorKinds.Hold));
        yield return ("reads of accounts", Reads(load, ActorKinds.Account));
        yield return ("requests sent again and answered", evidence.Resends.Count(again => again.Ending != Ending.Unknown));
        yield return ("releases by a timer", evidence.Journal.Count(line => line.Entry is { Type: "hold.released.v1", CommandId: null }));
        yield return ("deliveries of pages", evidence.Arrivals.Count);
    }

    private static int Reads(Operation[] load, string kind) => load.Count(one => one is { IsRead: true, Ending: Ending.Done } && one.Actor.Kind == kind);
}
