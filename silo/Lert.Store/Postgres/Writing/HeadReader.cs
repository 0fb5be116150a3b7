using Npgsql;
using NpgsqlTypes;

namespace Lert.Store.Postgres.Writing;

/// <summary>Looks up where actors stand that nobody remembers.</summary>
internal static class HeadReader
{
    public const string Select = """
        SELECT c.item, a.version, a.sequence, a.head_hash, a.wake_at, a.urgency FROM unnest($1, $2) WITH ORDINALITY AS c (kind, key, item)
        JOIN actors AS a ON a.kind = c.kind AND a.key = c.key
        """;

    /// <summary>Gives each commit its <see cref="PendingCommit.Before"/>, in one round trip for all that need one.</summary>
    public static async Task LookUpAsync(NpgsqlConnection connection, List<PendingCommit> commits, Heads heads)
    {
        List<PendingCommit>? unknown = null;
        foreach (var pending in commits)
        {
            var expected = pending.Commit.ExpectedVersion;
            if (expected == 0)
            {
                pending.Before = Head.Unwritten;
            }
            else if (heads.TryGet(pending.Actor, out var head) && head.Version == expected)
            {
                pending.Before = head;
            }
            else
            {
                pending.Before = Head.Unwritten with { Version = expected };
                (unknown ??= []).Add(pending);
            }
        }

        if (unknown is not null)
        {
            await ReadAsync(connection, unknown);
        }
    }

    private static async Task ReadAsync(NpgsqlConnection connection, List<PendingCommit> unknown)
    {
        await using var command = new NpgsqlCommand(Select, connection);
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text, Value = unknown.Select(pending => pending.Actor.Kind).ToArray() });
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text, Value = unknown.Select(pending => pending.Actor.Key).ToArray() });
        await using var row = await command.ExecuteReaderAsync();
        while (await row.ReadAsync())
        {
            // One of another version keeps what it has: it will not land, and hears why.
            var pending = unknown[(int)row.GetInt64(0) - 1];
            if (row.GetInt64(1) == pending.Commit.ExpectedVersion)
            {
                pending.Before = new(row.GetInt64(1), row.GetInt64(2), (byte[])row[3], await row.IsDBNullAsync(4) ? null : row.GetInt64(4), row.GetInt16(5));
            }
        }
    }
}
