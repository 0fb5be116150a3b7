using Npgsql;

namespace Lert.Chaos.Report;

/// <summary>What only the database itself can tell, asked as its superuser and changing nothing.</summary>
internal static class DatabaseView
{
    /// <summary>The ids of messages that wait.</summary>
    public static async Task<IReadOnlyList<string>> UndeliveredAsync(string connection)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand("SELECT id FROM lert.outbox ORDER BY \"row\"");
        await using var reader = await command.ExecuteReaderAsync();
        var waiting = new List<string>();
        while (await reader.ReadAsync())
        {
            waiting.Add(reader.GetString(0));
        }

        return waiting;
    }

    /// <summary>When each line of the journal was committed, by the database's own clock and by nothing that a silo said.</summary>
    public static async Task<Dictionary<long, DateTimeOffset?>> CommitTimesAsync(string connection, long after)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand("SELECT position, pg_xact_commit_timestamp(xmin) FROM lert.journal WHERE position > $1");
        command.Parameters.Add(new() { Value = after });
        await using var reader = await command.ExecuteReaderAsync();
        var times = new Dictionary<long, DateTimeOffset?>();
        while (await reader.ReadAsync())
        {
            times[reader.GetInt64(0)] = await reader.IsDBNullAsync(1) ? null : reader.GetFieldValue<DateTimeOffset>(1);
        }

        return times;
    }
}
