using Lert.Chaos.History;
using Lert.Domain.Holds;

namespace Lert.Chaos.Checks;

/// <summary>I9: what was told of an actor is what its journal gives for the version that was named.</summary>
internal static class Told
{
    public static IEnumerable<Breach> Find(IEnumerable<Operation> operations, JournalLine[] lines, IReadOnlyList<Stretch<HoldState>> holds)
    {
        foreach (var one in operations)
        {
            if (one is not { Ending: Ending.Done, Version: { } version, Reply: V1.Hold told } || lines.Length == 0)
            {
                continue;
            }

            if (version > lines[^1].Entry.Version)
            {
                yield return new("I9", $"{one.Actor}: version {version} was told and never committed", one, lines[^1]);
            }
            else if (holds.At(version) is { } state && Differs(told, state) is { } what)
            {
                yield return new("I9", $"{one.Actor}: version {version} was told with another {what} than the journal gives", one, one.Reply);
            }
        }
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
