using Lert.Chaos.History;

namespace Lert.Chaos.Checks;

/// <summary>I8: once every fault is gone, the cluster is whole again within ten seconds.</summary>
internal static class Healing
{
    public static string Looked(Recovery recovery) => $"all fired after {Text(recovery.AllFired)}, all answered after {Text(recovery.AllAnswered)}, all paged after {Text(recovery.AllPaged)}, all silos back after {Text(recovery.AllBack)}{Busy(recovery)}";

    public static IEnumerable<Breach> Find(Recovery recovery)
    {
        if (!(recovery.AllFired <= Recovery.Limit))
        {
            yield return new("I8", $"{recovery.Unfired.Count} holds were due and not released within {Recovery.Limit.TotalSeconds:0} s of healing; all were after {Text(recovery.AllFired)}", [.. recovery.Unfired]);
        }

        if (!(recovery.AllPaged <= Recovery.Limit))
        {
            yield return new("I8", $"{recovery.Unpaged.Count} pages had a step due and not taken within {Recovery.Limit.TotalSeconds:0} s of healing; all had after {Text(recovery.AllPaged)}", [.. recovery.Unpaged]);
        }

        if (!(recovery.AllAnswered <= Recovery.Limit))
        {
            yield return new("I8", $"{recovery.Silent.Count} actors did not answer within {Recovery.Limit.TotalSeconds:0} s of healing; all had after {Text(recovery.AllAnswered)}", [.. recovery.Silent]);
        }

        // Ten seconds are promised of the actors, whoever answers for them. A silo that was declared dead at the last moment must first find out, end, and start.
        if (!(recovery.AllBack <= 2 * Recovery.Limit))
        {
            yield return new("I8", $"the cluster was not whole within {2 * Recovery.Limit.TotalSeconds:0} s of healing; it was after {Text(recovery.AllBack)}", [.. recovery.Missing]);
        }

        foreach (var deaf in recovery.Unanswered)
        {
            yield return new("I8", $"{deaf.Verb} {deaf.RequestId} was still sent {2 * Recovery.Limit.TotalSeconds:0} s after healing, and never answered", deaf);
        }
    }

    // Of interest where it took too long.
    private static string Busy(Recovery recovery) =>
        recovery.IsMachineBusy && Find(recovery).Any() ? $" (on a busy machine: {recovery.Idle:P0} of its processors idle, and the judge waited {recovery.Starved.TotalSeconds:0.0} s for one)" : "";

    private static string Text(TimeSpan? took) => took is { } known ? $"{known.TotalSeconds:0.0} s" : "no time at all: never";
}
