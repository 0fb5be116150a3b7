using System.Diagnostics;
using System.Security.Cryptography;
using Lert.Store;
using Microsoft.Data.Sqlite;

namespace Store.Commits;

/// <summary>
/// The same rows through Microsoft.Data.Sqlite alone: the store's tables and indexes, prepared commands, one loop, and nothing else. No
/// triggers, no seals, no hash chain, no look at the command id, no queue: what the disk and SQLite allow.
/// </summary>
internal sealed class RawLoop : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _update;
    private readonly SqliteCommand _relist;
    private readonly SqliteCommand _journal;
    private readonly SqliteCommand _command;
    private readonly (long Version, string? Status)[] _actors;
    private readonly byte[] _hash = RandomNumberGenerator.GetBytes(32);

    /// <param name="file">A store's file, for its tables; its triggers are dropped.</param>
    /// <param name="actors">How many actors take turns.</param>
    public RawLoop(string file, int actors)
    {
        _actors = new (long, string?)[actors];
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        _connection.Open();
        Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4000;");
        foreach (var trigger in Triggers())
        {
            Execute($"DROP TRIGGER {trigger}");
        }

        _insert = Command(
            """
            INSERT INTO actors (kind, key, version, sequence, head_hash, wake_at, status, account, case_key, regime, due_at, release_not_before, released_early, seal, state, region, slot)
            VALUES ($kind, $key, 1, 1, $hash, $wake, $status, $account, $case, $regime, $due, $not_before, 0, 0, $state, 'us', 1)
            """,
            "$kind", "$key", "$hash", "$wake", "$status", "$account", "$case", "$regime", "$due", "$not_before", "$state");
        const string set = """
            UPDATE actors SET version = $version + 1, sequence = $version + 1, head_hash = $hash, wake_at = $wake, regime = $regime,
                due_at = $due, release_not_before = $not_before, seal = 0, state = $state
            """;
        const string where = " WHERE kind = $kind AND key = $key AND version = $version";
        _update = Command(set + where, "$kind", "$key", "$version", "$hash", "$wake", "$regime", "$due", "$not_before", "$state");
        // Naming the status costs its index, so only a commit that changes it does.
        _relist = Command(set + ", status = $status" + where, "$kind", "$key", "$version", "$hash", "$wake", "$regime", "$due", "$not_before", "$state", "$status");
        _journal = Command(
            """
            INSERT INTO journal (kind, key, sequence, version, type, at, by, command_id, previous_hash, hash, data)
            VALUES ($kind, $key, $version + 1, $version + 1, $type, $at, $by, $command, $hash, $hash, $data)
            """,
            "$kind", "$key", "$version", "$type", "$at", "$by", "$command", "$hash", "$data");
        _command = Command(
            "INSERT INTO commands (kind, key, command_id, at, request_hash, reply, seal) VALUES ($kind, $key, $command, $at, $request, $reply, 0)",
            "$kind", "$key", "$command", "$at", "$request", "$reply");
    }

    /// <summary>Commits per second and the processor time of one over a stretch of time, in transactions of this many.</summary>
    /// <param name="next">The commit of an actor on a version.</param>
    public (double PerSecond, double CpuMicroseconds) Run(Func<int, long, Commit> next, int perTransaction, TimeSpan stretch)
    {
        var (cpu, watch, commits, actor) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew(), 0L, 0);
        while (watch.Elapsed < stretch)
        {
            using var transaction = _connection.BeginTransaction(deferred: false);
            for (var number = 0; number < perTransaction; number++)
            {
                actor = (actor + 1) % _actors.Length;
                Write(next(actor, _actors[actor].Version), ref _actors[actor].Status, transaction);
                _actors[actor].Version++;
                commits++;
            }

            transaction.Commit();
        }

        return (commits / watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / commits);
    }

    public void Dispose()
    {
        foreach (var command in new[] { _insert, _update, _relist, _journal, _command })
        {
            command.Dispose();
        }

        _connection.Dispose();
    }

    private void Write(Commit commit, ref string? status, SqliteTransaction transaction)
    {
        var (actor, at, search) = (commit.Actor, JournalChain.ToMicroseconds(commit.At), commit.Search);
        var (wake, due, notBefore) = (Stored(commit.WakeAt), Stored(search.DueAt), Stored(search.ReleaseNotBefore));
        var (version, state) = (commit.ExpectedVersion, commit.State.ToArray());
        var rows = version == 0
            ? Run(_insert, transaction, actor.Kind, actor.Key, _hash, wake, search.Status, search.Account!, search.Case!, search.Regime!, due, notBefore, state)
            : status == search.Status
                ? Run(_update, transaction, actor.Kind, actor.Key, version, _hash, wake, search.Regime!, due, notBefore, state)
                : Run(_relist, transaction, actor.Kind, actor.Key, version, _hash, wake, search.Regime!, due, notBefore, state, search.Status);
        status = search.Status;
        if (rows != 1)
        {
            throw new InvalidOperationException("The raw loop lost a version.");
        }

        var (happened, command) = (commit.Events[0], commit.Command!);
        Run(_journal, transaction, commit.Actor.Kind, commit.Actor.Key, commit.ExpectedVersion, happened.Type, at, commit.By, command.Id, _hash, happened.Data.ToArray());
        Run(_command, transaction, commit.Actor.Kind, commit.Actor.Key, command.Id, at, command.RequestHash.ToArray(), command.Reply.ToArray());
    }

    private static object Stored(DateTimeOffset? instant) => instant is { } known ? JournalChain.ToMicroseconds(known) : DBNull.Value;

    private static int Run(SqliteCommand command, SqliteTransaction transaction, params ReadOnlySpan<object> values)
    {
        command.Transaction = transaction;
        for (var index = 0; index < values.Length; index++)
        {
            command.Parameters[index].Value = values[index];
        }

        return command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string text, params ReadOnlySpan<string> parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = text;
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = parameter });
        }

        command.Prepare();
        return command;
    }

    private void Execute(string text)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    private List<string> Triggers()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_schema WHERE type = 'trigger'";
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read())
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }
}
