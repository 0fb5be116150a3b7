using Lert.Store.Contract;
using Lert.Store.Postgres.Schema;
using Lert.Store.Postgres.Tests.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Lert.Store.Postgres.Tests;

/// <summary>A database that an older release made and goes on writing while a newer one runs beside it.</summary>
public sealed class UpgradeTests
{
    /// <summary>The last schema that knew no urgency and kept wake-ups in an index of the actors.</summary>
    private const int Older = 5;

    private static readonly DateTimeOffset First = DateTimeOffset.UnixEpoch.AddSeconds(1), Second = DateTimeOffset.UnixEpoch.AddSeconds(2);

    [Fact]
    public async Task Timers_set_before_the_upgrade_and_by_the_older_release_after_it_are_found()
    {
        var server = await PrivateServer.SharedAsync();
        var database = await server.CreateDatabaseAsync();
        var login = server.With(parts => parts.Database = database);
        await using (var owner = await OpenAsync(login, "lert_owner"))
        {
            await new SchemaMigrator(SchemaMigrator.Steps[..Older], new StoppedClock()).RunAsync(owner, "here", owns: true, CancellationToken.None);
            await ExecuteAsync(owner, "INSERT INTO cell_regions VALUES ('us'); UPDATE cell SET scaled_calendar = true");
        }

        await using var older = await OpenAsync(login, "lert_app");
        await CommitAsOlderAsync(older, "us-1", 0, First);
        await CommitAsOlderAsync(older, "us-2", 0, First);
        await using (var store = await PostgresActorStore.OpenAsync(
            new() { ConnectionString = login, Regions = ["us"], ScaledCalendar = true }, new StoppedClock(), NullLogger<PostgresActorStore>.Instance, CancellationToken.None))
        {
            Assert.Equal([new(Some.Hold("us-1"), First), new(Some.Hold("us-2"), First)], await DueAsync(store));

            await CommitAsOlderAsync(older, "us-1", 1, Second);
            await CommitAsOlderAsync(older, "us-3", 0, First);
            await CommitAsOlderAsync(older, "us-2", 1, null);
            Assert.Equal([new(Some.Hold("us-3"), First), new(Some.Hold("us-1"), Second)], await DueAsync(store));

            Assert.IsType<CommitOutcome.Committed>(await store.CommitAsync(
                Some.Commit(Some.Hold("us-1"), 2) with { WakeAt = First, Urgency = CommitUrgency.Emergency }, CancellationToken.None));
            Assert.Equal([new(Some.Hold("us-1"), First, CommitUrgency.Emergency), new(Some.Hold("us-3"), First)], await DueAsync(store));
        }

        await older.CloseAsync();
        await server.DropDatabaseAsync(database);
    }

    [Fact]
    public async Task A_commit_of_the_older_release_that_was_under_way_during_the_upgrade_loses_no_timer()
    {
        var server = await PrivateServer.SharedAsync();
        var database = await server.CreateDatabaseAsync();
        var login = server.With(parts => parts.Database = database);
        await using (var owner = await OpenAsync(login, "lert_owner"))
        {
            await new SchemaMigrator(SchemaMigrator.Steps[..Older], new StoppedClock()).RunAsync(owner, "here", owns: true, CancellationToken.None);
            await ExecuteAsync(owner, "INSERT INTO cell_regions VALUES ('us'); UPDATE cell SET scaled_calendar = true");
            await using (var older = await OpenAsync(login, "lert_app"))
            {
                await CommitAsOlderAsync(older, "us-1", 0, First);
                await CommitAsOlderAsync(older, "us-2", 0, null);
            }

            await new SchemaMigrator(SchemaMigrator.Steps[..(Older + 2)], new StoppedClock()).RunAsync(owner, "here", owns: true, CancellationToken.None);
            // As its function goes on when it has waited for the lock of the upgrade.
            await ExecuteAsync(owner, $"UPDATE actors SET version = version + 1, wake_at = {JournalChain.ToMicroseconds(Second)}");
        }

        await using (var store = await PostgresActorStore.OpenAsync(
            new() { ConnectionString = login, Regions = ["us"], ScaledCalendar = true }, new StoppedClock(), NullLogger<PostgresActorStore>.Instance, CancellationToken.None))
        {
            Assert.Equal([new(Some.Hold("us-1"), Second), new(Some.Hold("us-2"), Second)], await DueAsync(store));
        }

        await server.DropDatabaseAsync(database);
    }

    private static async Task<DueActor[]> DueAsync(PostgresActorStore store) => [.. await store.ReadDueAsync(Slots.All, Second, null, 10, CancellationToken.None)];

    /// <summary>One commit without events, as the first release called for it.</summary>
    private static Task CommitAsOlderAsync(NpgsqlConnection session, string key, long version, DateTimeOffset? wake) => ExecuteAsync(session, $$"""
        SELECT * FROM commit_actors('{hold}', '{{{key}}}', '{7}', '{{{version}}}', '{0}', '{0}', ARRAY[decode(repeat('00', 32), 'hex')], ARRAY[decode(repeat('00', 32), 'hex')],
            '{{{(wake is { } at ? $"{JournalChain.ToMicroseconds(at)}" : "NULL")}}}', '{NULL}', '{NULL}', '{NULL}', '{false}',
            '{active}', '{NULL}', '{NULL}', '{NULL}', '{NULL}', '{1}', '{0}', ARRAY['x'::bytea],
            '{0}', '{NULL}', ARRAY[NULL::bytea], ARRAY[NULL::bytea], '{0}',
            '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}',
            '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}')
        """);

    private static async Task<NpgsqlConnection> OpenAsync(string login, string role)
    {
        var session = new NpgsqlConnection($"{login};Pooling=false;Options='-c role={role} -c search_path=lert'");
        await session.OpenAsync();
        return session;
    }

    private static async Task ExecuteAsync(NpgsqlConnection session, string sql)
    {
        await using var command = new NpgsqlCommand(sql, session);
        await command.ExecuteNonQueryAsync();
    }
}
