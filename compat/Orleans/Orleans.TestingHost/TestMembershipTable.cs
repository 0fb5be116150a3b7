using System.Globalization;
using Orleans.Runtime;

namespace Orleans.TestingHost;

/// <summary>The membership table of a test cluster, in memory. It gives and takes copies, as a table elsewhere would.</summary>
internal sealed class TestMembershipTable : IMembershipTable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<SiloAddress, (MembershipEntry Row, int Etag)> _rows = [];
    private int _version;

    /// <summary>While set, every access fails: the table is away.</summary>
    internal bool IsAway { get; set; }

    /// <summary>How often it was asked while it was away.</summary>
    internal int Refused { get; private set; }

    public Task InitializeMembershipTable(bool tryInitTableVersion) => Do(() => 0);

    public Task DeleteMembershipTableEntries(string clusterId) => Do(() =>
    {
        _rows.Clear();
        return 0;
    });

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => Do(() =>
    {
        foreach (SiloAddress gone in _rows.Values.Where(row => row.Row.Status == SiloStatus.Dead && row.Row.IAmAliveTime < beforeDate.UtcDateTime).Select(row => row.Row.SiloAddress).ToList())
        {
            _rows.Remove(gone);
        }

        return 0;
    });

    public Task<MembershipTableData> ReadRow(SiloAddress key) => Do(() => _rows.TryGetValue(key, out (MembershipEntry Row, int Etag) row)
        ? new MembershipTableData(Tuple.Create(Copy(row.Row), Text(row.Etag)), Version())
        : new MembershipTableData(Version()));

    public Task<MembershipTableData> ReadAll() => Do(() => new MembershipTableData([.. _rows.Values.Select(row => Tuple.Create(Copy(row.Row), Text(row.Etag)))], Version()));

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => Do(() =>
        Follows(tableVersion) && !_rows.ContainsKey(entry.SiloAddress) && Write(entry));

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) => Do(() =>
        Follows(tableVersion) && _rows.TryGetValue(entry.SiloAddress, out (MembershipEntry Row, int Etag) row) && Text(row.Etag) == etag && Write(entry));

    public Task UpdateIAmAlive(MembershipEntry entry) => Do(() =>
    {
        if (_rows.TryGetValue(entry.SiloAddress, out (MembershipEntry Row, int Etag) row))
        {
            row.Row.IAmAliveTime = entry.IAmAliveTime;
        }

        return 0;
    });

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static MembershipEntry Copy(MembershipEntry row) => new()
    {
        SiloAddress = row.SiloAddress,
        Status = row.Status,
        SuspectTimes = row.SuspectTimes is { } votes ? [.. votes] : null,
        ProxyPort = row.ProxyPort,
        HostName = row.HostName,
        SiloName = row.SiloName,
        RoleName = row.RoleName,
        UpdateZone = row.UpdateZone,
        FaultZone = row.FaultZone,
        StartTime = row.StartTime,
        IAmAliveTime = row.IAmAliveTime,
    };

    private TableVersion Version() => new(_version, Text(_version));

    private bool Follows(TableVersion next) => next.Version == _version + 1 && next.VersionEtag == Text(_version);

    private bool Write(MembershipEntry row)
    {
        _version++;
        _rows[row.SiloAddress] = (Copy(row), _version);
        return true;
    }

    private Task<T> Do<T>(Func<T> work)
    {
        lock (_lock)
        {
            if (!IsAway)
            {
                return Task.FromResult(work());
            }

            Refused++;
            return Task.FromException<T>(new IOException("The membership table is away."));
        }
    }
}
