using Lert.Store.Postgres.Sessions;
using Npgsql;
using NpgsqlTypes;

namespace Lert.Store.Postgres.Writing;

/// <summary>What is there in the place of a commit that did not land: the actor's version, and the remembered command where there is one.</summary>
internal readonly record struct NotLanded(int Item, long Version, StoredCommandRow? Known);

/// <summary>
/// One writing session with its prepared statement, for commits with messages and for those without. The statement is its own transaction: there is no moment at
/// which the server waits for us within one.
/// </summary>
internal sealed class CommitCall : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlCommand _plain;
    private readonly StandbyWait _standbys;
    private NpgsqlCommand? _withMessages;

    private CommitCall(NpgsqlConnection connection, NpgsqlCommand plain, StandbyWait standbys) => (_connection, _plain, _standbys) = (connection, plain, standbys);

    public NpgsqlConnection Connection => _connection;

    public static async Task<CommitCall> OpenAsync(PostgresSessions sessions)
    {
        var connection = await sessions.OpenForCommitsAsync(CancellationToken.None);
        try
        {
            return new(connection, await PrepareAsync(connection, messages: false), new(connection, sessions.Server));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Returns when the server has said that the transaction is durable.</summary>
    public async Task<List<NotLanded>> RunAsync(CommitRows rows, IReadOnlyList<PendingCommit> commits)
    {
        var messages = rows.Columns.MessageOf.Length > 0;
        var command = messages ? _withMessages ??= await PrepareAsync(_connection, messages) : _plain;
        var parameter = 0;
        foreach (var column in rows.Columns.Of(messages))
        {
            command.Parameters[parameter++].Value = column;
        }

        var refused = new List<NotLanded>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var item = reader.GetInt32(0) - 1;
            refused.Add(new(item, reader.GetInt64(1), await reader.IsDBNullAsync(2) ? null : Known(reader, commits[item])));
        }

        // Only what follows the rows says that the transaction was committed.
        while (await reader.NextResultAsync())
        {
        }

        _standbys.ThrowIfCancelled();
        return refused;
    }

    public async ValueTask DisposeAsync()
    {
        await _plain.DisposeAsync();
        await (_withMessages?.DisposeAsync() ?? default);
        await _connection.DisposeAsync();
    }

    private static async Task<NpgsqlCommand> PrepareAsync(NpgsqlConnection connection, bool messages)
    {
        var command = connection.CreateCommand();
        try
        {
            foreach (var column in new CommitColumns(0, 0, 0).Of(messages))
            {
                command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = TypeOf(column), Value = column });
            }

            var places = string.Join(", ", Enumerable.Range(1, command.Parameters.Count).Select(number => $"${number}"));
            command.CommandText = $"SELECT item, version, at, request_hash, reply, seal FROM commit_listed({places})";
            await command.PrepareAsync();
            return command;
        }
        catch
        {
            await command.DisposeAsync();
            throw;
        }
    }

    private static StoredCommandRow Known(NpgsqlDataReader row, PendingCommit pending) =>
        new(pending.Actor, pending.Commit.Command!.Id, row.GetInt64(2), (byte[])row[3], (byte[])row[4], row.GetInt64(5));

    private static NpgsqlDbType TypeOf(Array column) => NpgsqlDbType.Array | column switch
    {
        string?[] => NpgsqlDbType.Text,
        byte[]?[] => NpgsqlDbType.Bytea,
        long[] or long?[] => NpgsqlDbType.Bigint,
        int[] => NpgsqlDbType.Integer,
        short[] => NpgsqlDbType.Smallint,
        _ => NpgsqlDbType.Boolean,
    };
}
