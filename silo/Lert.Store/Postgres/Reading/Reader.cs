using Lert.Store.Postgres.Sessions;
using Npgsql;
using NpgsqlTypes;

namespace Lert.Store.Postgres.Reading;

/// <summary>
/// Asks a question in a session of the pool. A session that broke since it was last used is found out by using it, so the question is asked a second time, in
/// a new one: it changes nothing.
/// </summary>
/// <param name="open">Which sessions these are.</param>
internal sealed class Reader(Func<CancellationToken, ValueTask<NpgsqlConnection>> open, PostgresSessions sessions)
{
    public ValueTask<T> ReadAsync<T>(string sql, Action<NpgsqlParameterCollection> bind, Func<NpgsqlDataReader, Task<T>> read, CancellationToken cancellationToken) =>
        AskAsync(sql, bind, read, cancellationToken);

    /// <summary>A statement that settles rows: done twice it does no more than done once.</summary>
    public async ValueTask RunAsync(string sql, Action<NpgsqlParameterCollection> bind, CancellationToken cancellationToken) =>
        _ = await AskAsync<object?>(sql, bind, static _ => Task.FromResult<object?>(null), cancellationToken);

    /// <summary>A statement that must not be done twice; that it was done may be unknown.</summary>
    public async ValueTask RunOnceAsync(string sql, Action<NpgsqlParameterCollection> bind, CancellationToken cancellationToken) =>
        _ = await ReadOnceAsync<object?>(sql, bind, static _ => Task.FromResult<object?>(null), cancellationToken);

    /// <summary>The same, of one whose answer says what it did.</summary>
    public async ValueTask<T> ReadOnceAsync<T>(string sql, Action<NpgsqlParameterCollection> bind, Func<NpgsqlDataReader, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await OnceAsync(sql, bind, read, cancellationToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            throw PostgresFaults.ToNothingWritten(fault, sessions.Server);
        }
    }

    private async ValueTask<T> AskAsync<T>(string sql, Action<NpgsqlParameterCollection> bind, Func<NpgsqlDataReader, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await OnceAsync(sql, bind, read, cancellationToken);
        }
        catch (Exception fault) when (PostgresFaults.IsPassing(fault) || (PostgresFaults.IsBroken(fault) && fault is NpgsqlException or IOException))
        {
            // Where the server went away, Npgsql lets go of all the sessions that were idle meanwhile: the next one is new.
        }
        catch (Exception fault) when (fault is NpgsqlException or TimeoutException)
        {
            throw PostgresFaults.ToNothingWritten(fault, sessions.Server);
        }

        try
        {
            return await OnceAsync(sql, bind, read, cancellationToken);
        }
        catch (Exception fault) when (fault is NpgsqlException or IOException or TimeoutException)
        {
            throw PostgresFaults.ToNothingWritten(fault, sessions.Server);
        }
    }

    private async Task<T> OnceAsync<T>(string sql, Action<NpgsqlParameterCollection> bind, Func<NpgsqlDataReader, Task<T>> read, CancellationToken cancellationToken)
    {
        await using var connection = await open(cancellationToken);
        var standbys = new StandbyWait(connection, sessions.Server);
        await using var command = new NpgsqlCommand(sql, connection);
        bind(command.Parameters);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var answer = await read(row);
        while (await row.NextResultAsync(cancellationToken))
        {
        }

        standbys.ThrowIfCancelled();
        return answer;
    }
}

/// <summary>Parameters by place.</summary>
internal static class Parameters
{
    public static NpgsqlParameterCollection Put(this NpgsqlParameterCollection all, long value)
    {
        all.Add(new NpgsqlParameter<long> { NpgsqlDbType = NpgsqlDbType.Bigint, TypedValue = value });
        return all;
    }

    public static NpgsqlParameterCollection Put(this NpgsqlParameterCollection all, string value)
    {
        all.Add(new NpgsqlParameter<string> { NpgsqlDbType = NpgsqlDbType.Text, TypedValue = value });
        return all;
    }

    public static NpgsqlParameterCollection Put(this NpgsqlParameterCollection all, string[] values)
    {
        all.Add(new NpgsqlParameter<string[]> { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text, TypedValue = values });
        return all;
    }

    public static NpgsqlParameterCollection Put(this NpgsqlParameterCollection all, long[] values)
    {
        all.Add(new NpgsqlParameter<long[]> { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint, TypedValue = values });
        return all;
    }
}
