using System.Globalization;

namespace Orleans.RemoteCalls;

/// <summary>The membership of two processes on one machine: a file of lines, open to one of them at a time. Nobody dies in a bench, so suspicions are not kept.</summary>
internal sealed class FileMembershipTable(string path, TimeProvider clock) : IMembershipTable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    public Task InitializeMembershipTable(bool tryInitTableVersion) => Task.CompletedTask;

    public Task DeleteMembershipTableEntries(string clusterId) => Task.CompletedTask;

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => Task.CompletedTask;

    public async Task<MembershipTableData> ReadRow(SiloAddress key)
    {
        MembershipTableData all = await ReadAll();
        return all.Members.FirstOrDefault(row => row.Item1.SiloAddress.Equals(key)) is { } row ? new(row, all.Version) : new(all.Version);
    }

    public Task<MembershipTableData> ReadAll() => DoAsync(static lines => new MembershipTableData([.. lines.Skip(1).Select(Parse)], Version(lines)));

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => WriteAsync(entry, tableVersion, isNew: true);

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) => WriteAsync(entry, tableVersion, isNew: false);

    public Task UpdateIAmAlive(MembershipEntry entry) => Task.CompletedTask;

    private Task<bool> WriteAsync(MembershipEntry entry, TableVersion next, bool isNew) => DoAsync(lines =>
    {
        TableVersion now = Version(lines);
        string key = entry.SiloAddress.ToParsableString();
        int at = lines.FindIndex(1, line => line.StartsWith(key + "\t", StringComparison.Ordinal));
        if (next.Version != now.Version + 1 || next.VersionEtag != now.VersionEtag || at < 0 != isNew)
        {
            return false;
        }

        lines[0] = next.Version.ToString(CultureInfo.InvariantCulture);
        string line = string.Join('\t', key, (int)entry.Status, entry.ProxyPort, entry.SiloName, entry.HostName, entry.StartTime.Ticks, entry.IAmAliveTime.Ticks, lines[0]);
        if (isNew)
        {
            lines.Add(line);
        }
        else
        {
            lines[at] = line;
        }

        return true;
    });

    private static TableVersion Version(List<string> lines) => new(int.Parse(lines[0], CultureInfo.InvariantCulture), lines[0]);

    private static Tuple<MembershipEntry, string> Parse(string line)
    {
        string[] parts = line.Split('\t');
        var entry = new MembershipEntry
        {
            SiloAddress = SiloAddress.FromParsableString(parts[0]),
            Status = (SiloStatus)int.Parse(parts[1], CultureInfo.InvariantCulture),
            ProxyPort = int.Parse(parts[2], CultureInfo.InvariantCulture),
            SiloName = parts[3],
            HostName = parts[4],
            StartTime = new(long.Parse(parts[5], CultureInfo.InvariantCulture), DateTimeKind.Utc),
            IAmAliveTime = new(long.Parse(parts[6], CultureInfo.InvariantCulture), DateTimeKind.Utc),
        };
        return Tuple.Create(entry, parts[7]);
    }

    private async Task<T> DoAsync<T>(Func<List<string>, T> work)
    {
        await using FileStream file = await OpenAsync();
        using var reader = new StreamReader(file, leaveOpen: true);
        List<string> lines = [.. (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        if (lines.Count == 0)
        {
            lines.Add("0");
        }

        T result = work(lines);
        file.SetLength(0);
        await using var writer = new StreamWriter(file, leaveOpen: true);
        await writer.WriteAsync(string.Join('\n', lines));
        return result;
    }

    private async Task<FileStream> OpenAsync()
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                // The other process has it.
                await Task.Delay(Look, clock);
            }
        }
    }
}
