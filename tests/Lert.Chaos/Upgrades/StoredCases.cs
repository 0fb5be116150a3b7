using Npgsql;

namespace Lert.Chaos.Upgrades;

/// <summary>What lies in the database, asked as its superuser and changing nothing.</summary>
internal sealed class StoredCases(string connection)
{
    /// <summary>A case as it lies there.</summary>
    internal sealed record Row(string Key, long Version, int Format);

    /// <summary>In which formats cases are stored, the earliest and the latest.</summary>
    public async Task<(int Least, int Most)> FormatsAsync()
    {
        var found = await AskAsync("SELECT coalesce(min(format), 0), coalesce(max(format), 0) FROM lert.actors WHERE kind = 'case'", row => (row.GetInt32(0), row.GetInt32(1)));
        return found[0];
    }

    /// <summary>Some in this format.</summary>
    public Task<IReadOnlyList<Row>> InAsync(int format) =>
        AskAsync("SELECT key, version, format FROM lert.actors WHERE kind = 'case' AND format = $1 ORDER BY key LIMIT 5", Read, format);

    public async Task<Row?> FindAsync(string key) =>
        await AskAsync("SELECT key, version, format FROM lert.actors WHERE kind = 'case' AND key = $1", Read, key) is [var row] ? row : null;

    /// <summary>How far the schema is.</summary>
    public async Task<int> SchemaAsync() => (await AskAsync("SELECT max(number) FROM lert.schema_migrations", row => row.GetInt32(0)))[0];

    /// <summary>Timers of any kind that were due before this instant and still are.</summary>
    public Task<IReadOnlyList<string>> OverdueAsync(DateTimeOffset before) => AskAsync(
        "SELECT kind || '/' || key FROM lert.actors WHERE wake_at < $1 ORDER BY wake_at LIMIT 20", row => row.GetString(0), (before - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);

    private static Row Read(NpgsqlDataReader row) => new(row.GetString(0), row.GetInt64(1), row.GetInt32(2));

    private async Task<IReadOnlyList<T>> AskAsync<T>(string sql, Func<NpgsqlDataReader, T> read, params object[] values)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<T>();
        while (await reader.ReadAsync())
        {
            found.Add(read(reader));
        }

        return found;
    }
}
