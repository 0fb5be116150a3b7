// Genuine home: Orleans.Core.
using Orleans.Runtime;

namespace Orleans;

/// <summary>
/// The one list of the silos of a cluster. Every change but a sign of life carries the next version of the whole table, and is made only if that follows the
/// version that is there (compare and set): so all silos see the same sequence of views.
/// </summary>
public interface IMembershipTable
{
    /// <summary>Called before all else; makes what the table needs.</summary>
    Task InitializeMembershipTable(bool tryInitTableVersion);

    Task InitializeMembershipTableAsync(bool tryInitTableVersion, CancellationToken cancellationToken = default) => InitializeMembershipTable(tryInitTableVersion).WaitAsync(cancellationToken);

    Task DeleteMembershipTableEntries(string clusterId);

    Task DeleteMembershipTableEntriesAsync(string clusterId, CancellationToken cancellationToken = default) => DeleteMembershipTableEntries(clusterId).WaitAsync(cancellationToken);

    /// <summary>Removes the rows of dead silos that gave no sign of life since.</summary>
    Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate);

    Task CleanupDefunctSiloEntriesAsync(DateTimeOffset beforeDate, CancellationToken cancellationToken = default) => CleanupDefunctSiloEntries(beforeDate).WaitAsync(cancellationToken);

    /// <summary>One row and the version of the table, read as one.</summary>
    Task<MembershipTableData> ReadRow(SiloAddress key);

    Task<MembershipTableData> ReadRowAsync(SiloAddress key, CancellationToken cancellationToken = default) => ReadRow(key).WaitAsync(cancellationToken);

    /// <summary>All rows and the version of the table, read as one.</summary>
    Task<MembershipTableData> ReadAll();

    Task<MembershipTableData> ReadAllAsync(CancellationToken cancellationToken = default) => ReadAll().WaitAsync(cancellationToken);

    /// <summary>False if there is such a row already, or the table has moved on from the version before <paramref name="tableVersion"/>.</summary>
    Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion);

    Task<bool> InsertRowAsync(MembershipEntry entry, TableVersion tableVersion, CancellationToken cancellationToken = default) => InsertRow(entry, tableVersion).WaitAsync(cancellationToken);

    /// <summary>False if the row has another etag, or the table has moved on from the version before <paramref name="tableVersion"/>.</summary>
    Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion);

    Task<bool> UpdateRowAsync(MembershipEntry entry, string etag, TableVersion tableVersion, CancellationToken cancellationToken = default) =>
        UpdateRow(entry, etag, tableVersion).WaitAsync(cancellationToken);

    /// <summary>Writes the sign of life alone, whatever else the row or the table says. It changes no version.</summary>
    Task UpdateIAmAlive(MembershipEntry entry);

    Task UpdateIAmAliveAsync(MembershipEntry entry, CancellationToken cancellationToken = default) => UpdateIAmAlive(entry).WaitAsync(cancellationToken);
}
