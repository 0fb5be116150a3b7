// Genuine home: Orleans.Core.
using Orleans.Runtime;

namespace Orleans;

/// <summary>Rows of the membership table with their etags, and the version at which they were read.</summary>
public sealed class MembershipTableData
{
    public MembershipTableData(List<Tuple<MembershipEntry, string>> list, TableVersion version)
    {
        ArgumentNullException.ThrowIfNull(list);
        Members = [.. list.OrderBy(row => row.Item1.Status == SiloStatus.Dead).ThenBy(row => row.Item1.SiloAddress)];
        Version = version;
    }

    public MembershipTableData(Tuple<MembershipEntry, string> tuple, TableVersion version)
    {
        Members = [tuple];
        Version = version;
    }

    public MembershipTableData(TableVersion version)
    {
        Members = [];
        Version = version;
    }

    /// <summary>The dead last.</summary>
    public IReadOnlyList<Tuple<MembershipEntry, string>> Members { get; }

    public TableVersion Version { get; }

    /// <summary>The row of a silo, or null.</summary>
    public Tuple<MembershipEntry, string>? TryGet(SiloAddress silo) => Members.FirstOrDefault(row => row.Item1.SiloAddress.Equals(silo));

    public override string ToString() => $"{Version}: {string.Join(", ", Members.Select(row => row.Item1))}";
}
