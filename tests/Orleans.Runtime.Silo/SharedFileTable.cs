using System.Globalization;

namespace Orleans.Runtime.Silo;

/// <summary>The membership table of processes on one machine: a file, open to one of them at a time.</summary>
public sealed class SharedFileTable(string path, TimeProvider clock) : IMembershipTable
{
    private const char Field = '\t';
    private const char Vote = ' ';
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(2);

    public Task InitializeMembershipTable(bool tryInitTableVersion) => Task.CompletedTask;

    public Task DeleteMembershipTableEntries(string clusterId) => Task.CompletedTask;

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => Task.CompletedTask;

    public async Task<MembershipTableData> ReadRow(SiloAddress key)
    {
        MembershipTableData all = await ReadAll();
        return all.TryGet(key) is { } row ? new(row, all.Version) : new(all.Version);
    }

    public Task<MembershipTableData> ReadAll() => DoAsync(static (rows, version) => (new MembershipTableData([.. rows.Select(Parse)], Version(version)), version));

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => ChangeAsync(entry, null, tableVersion);

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) => ChangeAsync(entry, etag, tableVersion);

    public Task UpdateIAmAlive(MembershipEntry entry) => DoAsync((rows, version) =>
    {
        int place = Place(rows, entry.SiloAddress);
        if (place >= 0)
        {
            Tuple<MembershipEntry, string> row = Parse(rows[place]);
            row.Item1.IAmAliveTime = entry.IAmAliveTime;
            rows[place] = Text(row.Item1, row.Item2);
        }

        return (true, version);
    });

    private static TableVersion Version(int version) => new(version, version.ToString(CultureInfo.InvariantCulture));

    private static int Place(List<string> rows, SiloAddress silo) => rows.FindIndex(row => row.StartsWith(silo.ToParsableString() + Field, StringComparison.Ordinal));

    private static string Text(MembershipEntry row, string etag) => string.Join(
        Field,
        row.SiloAddress.ToParsableString(),
        etag,
        (int)row.Status,
        row.ProxyPort,
        row.SiloName,
        row.HostName,
        row.StartTime.Ticks,
        row.IAmAliveTime.Ticks,
        string.Join(Vote, (row.SuspectTimes ?? []).Select(vote => vote.Item1.ToParsableString())));

    private static Tuple<MembershipEntry, string> Parse(string text)
    {
        string[] parts = text.Split(Field);
        var row = new MembershipEntry
        {
            SiloAddress = SiloAddress.FromParsableString(parts[0]),
            Status = (SiloStatus)int.Parse(parts[2], CultureInfo.InvariantCulture),
            ProxyPort = int.Parse(parts[3], CultureInfo.InvariantCulture),
            SiloName = parts[4],
            HostName = parts[5],
            StartTime = new(long.Parse(parts[6], CultureInfo.InvariantCulture), DateTimeKind.Utc),
            IAmAliveTime = new(long.Parse(parts[7], CultureInfo.InvariantCulture), DateTimeKind.Utc),
            SuspectTimes = [.. parts[8].Split(Vote, StringSplitOptions.RemoveEmptyEntries).Select(vote => Tuple.Create(SiloAddress.FromParsableString(vote), DateTime.UnixEpoch))],
        };
        return Tuple.Create(row, parts[1]);
    }

    private Task<bool> ChangeAsync(MembershipEntry entry, string? etag, TableVersion next) => DoAsync((rows, version) =>
    {
        int place = Place(rows, entry.SiloAddress);
        if (next.Version != version + 1 || (etag is null ? place >= 0 : place < 0 || Parse(rows[place]).Item2 != etag))
        {
            return (false, version);
        }

        string text = Text(entry, next.Version.ToString(CultureInfo.InvariantCulture));
        if (place < 0)
        {
            rows.Add(text);
        }
        else
        {
            rows[place] = text;
        }

        return (true, next.Version);
    });

    private async Task<T> DoAsync<T>(Func<List<string>, int, (T Result, int Version)> work)
    {
        await using FileStream file = await OpenAsync();
        using var reader = new StreamReader(file, leaveOpen: true);
        List<string> lines = [.. (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        int version = lines.Count == 0 ? 0 : int.Parse(lines[0], CultureInfo.InvariantCulture);
        List<string> rows = [.. lines.Skip(1)];
        (T result, version) = work(rows, version);
        byte[] content = System.Text.Encoding.UTF8.GetBytes(string.Join('\n', rows.Prepend(version.ToString(CultureInfo.InvariantCulture))));

        // In one write: a process that is killed between two would leave half a table.
        file.Position = 0;
        await file.WriteAsync(content);
        file.SetLength(content.Length);
        return result;
    }

    private async Task<FileStream> OpenAsync()
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            }
            catch (IOException)
            {
                await Task.Delay(Look, clock); // Another process has it.
            }
        }
    }
}
