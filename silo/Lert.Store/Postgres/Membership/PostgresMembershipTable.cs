using System.Globalization;
using Lert.Store.Postgres.Sessions;
using Npgsql;
using NpgsqlTypes;
using Orleans.Runtime;

namespace Lert.Store.Postgres.Membership;

/// <summary>
/// The list of a cluster's silos, in the database that they share anyway. Signs of life and suspicions are kept by the database's clock and told in the
/// reader's, so that a silo whose clock is wrong neither looks dead nor takes others for dead. It has sessions of its own: a busy store must not look like a
/// dead silo. The schema is the store's, which opens first.
/// </summary>
public sealed class PostgresMembershipTable : IMembershipTable, IAsyncDisposable
{
    private const string SelectAll = $"SELECT v.version, clock_timestamp(), {MemberRow.Columns} FROM cluster_versions AS v LEFT JOIN cluster_members AS m USING (cluster) WHERE v.cluster = $1";

    private const string SelectOne =
        $"SELECT v.version, clock_timestamp(), {MemberRow.Columns} FROM cluster_versions AS v LEFT JOIN cluster_members AS m ON m.cluster = v.cluster AND m.silo = $2 WHERE v.cluster = $1";

    private readonly PostgresSessions _sessions;
    private readonly string _cluster;
    private readonly TimeProvider _clock;

    /// <param name="connectionString">The store's.</param>
    /// <param name="cluster">The cluster's id: tables of several clusters may lie in one database.</param>
    /// <param name="clock">The machine's clock, in which the runtime thinks; never a scaled one.</param>
    public PostgresMembershipTable(string connectionString, string cluster, TimeProvider clock)
    {
        ArgumentException.ThrowIfNullOrEmpty(cluster);
        (_sessions, _cluster, _clock) = (new(connectionString, readers: 1, writers: 1), cluster, clock);
    }

    public Task InitializeMembershipTable(bool tryInitTableVersion) => tryInitTableVersion
        ? RunAsync("INSERT INTO cluster_versions (cluster) VALUES ($1) ON CONFLICT DO NOTHING", static _ => { })
        : Task.CompletedTask;

    public async Task DeleteMembershipTableEntries(string clusterId)
    {
        await using var session = await OpenAsync();
        await using var command = new NpgsqlCommand("DELETE FROM cluster_versions WHERE cluster = $1", session);
        command.Parameters.Add(new() { Value = clusterId });
        await command.ExecuteNonQueryAsync();
    }

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => RunAsync(
        $"DELETE FROM cluster_members WHERE cluster = $1 AND status = {(int)SiloStatus.Dead} AND alive_at < clock_timestamp() - $2",
        all => all.Add(new() { Value = _clock.GetUtcNow() - beforeDate }));

    public Task<MembershipTableData> ReadRow(SiloAddress key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return ReadAsync(SelectOne, all => all.Add(new() { Value = key.ToParsableString() }));
    }

    public Task<MembershipTableData> ReadAll() => ReadAsync(SelectAll, static _ => { });

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => ChangeAsync(entry, etag: null, tableVersion);

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion)
    {
        ArgumentNullException.ThrowIfNull(etag);
        return ChangeAsync(entry, etag, tableVersion);
    }

    public Task UpdateIAmAlive(MembershipEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return RunAsync(
            "UPDATE cluster_members SET alive_at = greatest(alive_at, clock_timestamp()) WHERE cluster = $1 AND silo = $2",
            all => all.Add(new() { Value = entry.SiloAddress.ToParsableString() }));
    }

    public ValueTask DisposeAsync() => _sessions.DisposeAsync();

    private async Task<bool> ChangeAsync(MembershipEntry entry, string? etag, TableVersion tableVersion)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(tableVersion);
        var old = 0;
        if ((etag is not null && !int.TryParse(etag, CultureInfo.InvariantCulture, out old)) || tableVersion.VersionEtag != (tableVersion.Version - 1).ToString(CultureInfo.InvariantCulture))
        {
            // An etag that this table never gave is that of another version.
            return false;
        }

        await using var session = await OpenAsync();
        await using var command = new NpgsqlCommand(
            etag is null
                ? "SELECT insert_member($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
                : "SELECT update_member($1, $2, $3, $14, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
            session);
        command.Parameters.Add(new() { Value = _cluster });
        command.Parameters.Add(new() { Value = tableVersion.Version });
        MemberRow.Bind(command.Parameters, entry, _clock.GetUtcNow());
        if (etag is not null)
        {
            command.Parameters.Add(new() { Value = old });
        }

        return await command.ExecuteScalarAsync() is true;
    }

    private async Task<MembershipTableData> ReadAsync(string sql, Action<NpgsqlParameterCollection> bind)
    {
        var rows = new List<Tuple<MembershipEntry, string>>();
        await using var session = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, session);
        command.Parameters.Add(new() { Value = _cluster });
        bind(command.Parameters);
        await using var row = await command.ExecuteReaderAsync();
        var version = 0;
        while (await row.ReadAsync())
        {
            version = row.GetInt32(0);
            if (!await row.IsDBNullAsync(MemberRow.FirstColumn))
            {
                rows.Add(MemberRow.Read(row, _clock.GetUtcNow()));
            }
        }

        return new(rows, new TableVersion(version, version.ToString(CultureInfo.InvariantCulture)));
    }

    private async Task RunAsync(string sql, Action<NpgsqlParameterCollection> bind)
    {
        await using var session = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, session);
        command.Parameters.Add(new() { Value = _cluster });
        bind(command.Parameters);
        await command.ExecuteNonQueryAsync();
    }

    private ValueTask<NpgsqlConnection> OpenAsync() => _sessions.OpenAsync(CancellationToken.None);
}
