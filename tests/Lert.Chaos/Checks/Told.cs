using Lert.Chaos.History;
using Lert.Domain.Accounts;
using Lert.Domain.Holds;

namespace Lert.Chaos.Checks;

/// <summary>I9: what was told of an actor is what its journal gives for the version that was named.</summary>
internal static class Told
{
    public static IEnumerable<Breach> Find(
        IEnumerable<Operation> operations, JournalLine[] lines, IReadOnlyList<Stretch<HoldState>> holds, IReadOnlyList<Stretch<AccountState>> accounts)
    {
        foreach (var one in operations.Where(one => one is { Ending: Ending.Done, Version: not null }))
        {
            var version = one.Version!.Value;
            if (one.Reply is V1.Hold && lines.Length > 0 && version > lines[^1].Entry.Version)
            {
                yield return new("I9", $"{one.Actor}: version {version} was told and never committed", one, lines[^1]);
                continue;
            }

            var differs = one.Reply switch
            {
                V1.Hold hold when lines.Length > 0 && holds.At(version) is { } state => Differs(hold, state),
                V1.Preservation kept when accounts.At(version) is { } state => Differs(kept, state),
                _ => null,
            };
            if (differs is not null)
            {
                yield return new("I9", $"{one.Actor}: version {version} was told with another {differs} than the journal gives", one, one.Reply!);
            }
        }
    }

    /// <summary>A silo of an earlier release names no holds.</summary>
    private static string? Differs(V1.Preservation told, AccountState state) =>
        (int)told.Status != (int)state.Status ? "status"
        : told.HoldIds.Count > 0 && !told.HoldIds.Order(StringComparer.Ordinal).SequenceEqual(state.Attached.Keys) ? "list of holds"
        : null;

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
