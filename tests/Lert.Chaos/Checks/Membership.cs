using Lert.Store;
using Lert.V1;

namespace Lert.Chaos.Checks;

/// <summary>Whether a silo, asked at its own door, sees a cluster that is whole.</summary>
internal static class Membership
{
    /// <summary>What the others make of a silo that they declared dead, and what a silo makes of itself that cannot start and says why. Any other end is a crash.</summary>
    public const int GivesUp = 1;

    /// <summary>Null when nothing is missing.</summary>
    public static string? Missing(int silo, ClusterStatus seen, int members)
    {
        ClusterMember[] active = [.. seen.Members.Where(member => member.Status == "Active")];
        var owned = active.Select(member => member.Report?.Slots).OfType<SlotRange>().SelectMany(slots => Enumerable.Range(slots.First, slots.Last - slots.First + 1)).Distinct().Count();
        return active.Length != members ? $"silo {silo} sees {active.Length} silos at work, and there are {members}"
            : owned != Slots.Count ? $"silo {silo} sees owners of {owned} slots of {Slots.Count}"
            : null;
    }

    public static IEnumerable<string> Crashes(int silo, IEnumerable<int> ends) =>
        ends.Where(code => code != GivesUp).Select(code => $"silo {silo} ended with {code}, and nobody had asked it to");
}
