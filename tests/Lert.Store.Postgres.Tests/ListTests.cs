using Lert.Store.Contract;
using Lert.Store.Postgres.Schema;
using Lert.Store.Postgres.Tests.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Lert.Store.Postgres.Tests;

/// <summary>What lists cost a commit, who writes them, and what an older release beside this one leaves of them.</summary>
public sealed class ListTests : IAsyncLifetime
{
    private static readonly ActorId Case = new("case", "us-1");
    private static readonly ActorLists Lists = new(["a", "b"], 1);
    private PostgresHarness _harness = null!;

    public async Task InitializeAsync() => _harness = await PostgresHarness.StartAsync();

    public async Task DisposeAsync() => await _harness.DisposeAsync();

    [Fact]
    public async Task A_commit_that_changes_neither_lists_nor_what_falls_due_writes_no_list_and_no_index()
    {
        const int commits = 20;
        await CommitAsync(At(0));
        var before = await WrittenAsync();
        for (var version = 1; version <= commits; version++)
        {
            await CommitAsync(At(version));
        }

        var after = await WrittenAsync();
        Assert.Equal((before.Listed, before.Hot + commits), (after.Listed, after.Hot));

        // What falls due is in no index of the actors any more: only the lists hear of it.
        await CommitAsync(At(commits + 1, due: 5));
        var moved = await WrittenAsync();
        Assert.Equal((after.Listed + 2, after.Hot + 1), (moved.Listed, moved.Hot));
        await _harness.Postgres.VerifyListsAsync(CancellationToken.None);
    }

    [Theory]
    [InlineData("DELETE FROM listed WHERE list = 'a'")]
    [InlineData("UPDATE listed SET due_at = due_at + 1 WHERE list = 'a'")]
    [InlineData("UPDATE listed SET marks = 7 WHERE list = 'a'")]
    [InlineData("INSERT INTO listed SELECT due_at, marks, kind, 'c', key, regime FROM listed WHERE list = 'a'")]
    public async Task A_list_that_is_not_what_its_actors_say_is_found(string damage)
    {
        await CommitAsync(At(0));
        await _harness.Postgres.VerifyListsAsync(CancellationToken.None);
        await _harness.ExecuteAsync(damage);
        var loss = await Assert.ThrowsAsync<DataLossException>(() => _harness.Postgres.VerifyListsAsync(CancellationToken.None));
        Assert.Contains("its lists do not say what its actors say", loss.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_that_were_changed_in_their_actor_are_noticed_when_it_is_read()
    {
        await CommitAsync(At(0));
        await _harness.ExecuteAsync("ALTER TABLE actors DISABLE TRIGGER USER; UPDATE actors SET lists = '[\"a\"]'");
        await Assert.ThrowsAsync<DataLossException>(async () => await _harness.Store.LoadAsync(Case, CancellationToken.None));
    }

    [Fact]
    public async Task What_an_older_release_writes_keeps_its_lists_with_what_falls_due_now_and_is_found_by_who_lists_it()
    {
        var server = await PrivateServer.SharedAsync();
        var database = await server.CreateDatabaseAsync();
        var login = server.With(parts => parts.Database = database);
        await using (var owner = await OpenAsync(login, "lert_owner"))
        {
            await new SchemaMigrator(SchemaMigrator.Steps[..9], new StoppedClock()).RunAsync(owner, "here", owns: true, CancellationToken.None);
            await using var prepare = new NpgsqlCommand("INSERT INTO cell_regions VALUES ('us'); UPDATE cell SET scaled_calendar = true", owner);
            await prepare.ExecuteNonQueryAsync();
        }

        await using var older = await OpenAsync(login, "lert_app");
        await CommitAsOlderAsync(older, "us-1", 0, Some.Instant);
        await CommitAsOlderAsync(older, "us-2", 0, Some.Instant);
        await using (var store = await PostgresActorStore.OpenAsync(
            new() { ConnectionString = login, Regions = ["us"], ScaledCalendar = true }, new StoppedClock(), NullLogger<PostgresActorStore>.Instance, CancellationToken.None))
        {
            Assert.Equal(["us-1", "us-2"], await UnlistedAsync(store, null));
            Assert.Equal(["us-2"], await UnlistedAsync(store, "us-1"));
            Assert.IsType<CommitOutcome.Committed>(await store.CommitAsync(At(1), CancellationToken.None));
            Assert.Equal(["us-2"], await UnlistedAsync(store, null));

            await CommitAsOlderAsync(older, "us-1", 2, Some.Instant.AddDays(7));
            await CommitAsOlderAsync(older, "us-3", 0, null);
            Assert.Equal(["us-1", "us-2", "us-3"], await UnlistedAsync(store, null));
            // It went on standing there, and moved.
            var found = Assert.Single(await store.QueryListsAsync(new() { Kind = "case", Lists = ["a"], ByDue = true, Limit = 10 }, CancellationToken.None));
            Assert.Equal((3L, Some.Instant.AddDays(7), null), (found.Version, found.Search.DueAt, found.Lists));
            await store.VerifyListsAsync(CancellationToken.None);
        }

        await older.CloseAsync();
        await server.DropDatabaseAsync(database);
    }

    private static Commit At(int version, int due = 1) => Some.Commit(Case, version, 0) with { Search = Some.Search with { DueAt = Some.Instant.AddDays(due) }, Lists = Lists };

    private static async Task<string[]> UnlistedAsync(PostgresActorStore store, string? after) =>
        [.. await store.ReadUnlistedAsync("case", after, 10, CancellationToken.None)];

    /// <summary>One commit without events, as the release before lists called for it.</summary>
    private static async Task CommitAsOlderAsync(NpgsqlConnection session, string key, long version, DateTimeOffset? due)
    {
        var actor = new ActorId("case", key);
        var search = Some.Search with { DueAt = due };
        var seal = Rows.Seals.OfActor(actor, version + 1, 0, JournalChain.Origin.Span, search, null, 1, "x"u8);
        await using var command = new NpgsqlCommand($$"""
            SELECT * FROM commit_batch('{case}', '{{{key}}}', '{{{Slots.Of(actor)}}}', '{{{version}}}', '{0}', '{0}', ARRAY[decode(repeat('00', 32), 'hex')], ARRAY[decode(repeat('00', 32), 'hex')],
                '{NULL}', '{3}', '{NULL}', '{3}', '{{{(due is { } at ? $"{JournalChain.ToMicroseconds(at)}" : "NULL")}}}', '{NULL}', '{NULL}', '{false}',
                '{active}', '{NULL}', '{NULL}', '{NULL}', '{NULL}', '{1}', '{{{seal}}}', ARRAY['x'::bytea],
                '{0}', '{NULL}', ARRAY[NULL::bytea], ARRAY[NULL::bytea], '{0}',
                '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}')
            """, session);
        Assert.Null(await command.ExecuteScalarAsync());
    }

    private static async Task<NpgsqlConnection> OpenAsync(string login, string role)
    {
        var session = new NpgsqlConnection($"{login};Pooling=false;Options='-c role={role} -c search_path=lert'");
        await session.OpenAsync();
        return session;
    }

    private async Task CommitAsync(Commit commit) => Assert.IsType<CommitOutcome.Committed>(await _harness.Store.CommitAsync(commit, CancellationToken.None));

    /// <summary>Rows put into lists, and new rows of actors that no index heard of. What a session did is told when it is idle for a while, so both are asked for until they stand.</summary>
    private async Task<(long Listed, long Hot)> WrittenAsync()
    {
        // A session that ends tells what it did.
        await _harness.ReopenAsync();
        await using var session = new NpgsqlConnection($"{_harness.Options.ConnectionString};Pooling=false;Options='-c search_path=lert'");
        await session.OpenAsync();
        var last = (-1L, -1L);
        for (var tries = 0; tries < 100; tries++)
        {
            await using var command = new NpgsqlCommand(
                "SELECT pg_stat_clear_snapshot(), (SELECT n_tup_ins FROM pg_stat_user_tables WHERE relname = 'listed'), (SELECT n_tup_hot_upd FROM pg_stat_user_tables WHERE relname = 'actors')", session);
            await using var row = await command.ExecuteReaderAsync();
            await row.ReadAsync();
            var now = (row.GetInt64(1), row.GetInt64(2));
            if (now == last && tries > 10)
            {
                break;
            }

            last = now;
            await Task.Delay(TimeSpan.FromMilliseconds(20), new ShiftedClock(TimeSpan.Zero));
        }

        return last;
    }
}
