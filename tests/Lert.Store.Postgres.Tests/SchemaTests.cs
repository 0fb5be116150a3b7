using Lert.Store.Contract;
using Lert.Store.Postgres.Schema;
using Lert.Store.Postgres.Sessions;
using Lert.Store.Postgres.Startup;
using Lert.Store.Postgres.Tests.Servers;
using Lert.Store.Schema;
using Microsoft.Extensions.Logging.Abstractions;

using Npgsql;

namespace Lert.Store.Postgres.Tests;

/// <summary>A start that cannot be true is refused with one sentence, and nothing is changed.</summary>
public sealed class SchemaTests : IAsyncLifetime
{
    private PrivateServer _server = null!;
    private PostgresHarness _harness = null!;

    public async Task InitializeAsync()
    {
        _server = await PrivateServer.SharedAsync();
        _harness = await PostgresHarness.StartAsync();
    }

    public async Task DisposeAsync() => await _harness.DisposeAsync();

    [Fact]
    public void Migrations_are_numbered_from_1_without_gaps() =>
        Assert.Equal(Enumerable.Range(1, SchemaMigrator.Steps.Length), SchemaMigrator.Steps.Select(migration => migration.Number));

    [Fact]
    public async Task Silos_that_start_together_on_an_empty_database_bring_it_forward_once()
    {
        var database = await _server.CreateDatabaseAsync();
        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => OpenAsync(_server.With(parts => parts.Database = database)))));
        await stores[0].CommitAsync(Some.Commit(Some.Hold()), CancellationToken.None);
        Assert.Equal(1, (await stores[3].LoadAsync(Some.Hold(), CancellationToken.None))!.Version);
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }

        await _server.DropDatabaseAsync(database);
    }

    [Fact]
    public async Task A_schema_of_a_newer_version_is_refused()
    {
        await _harness.ExecuteAsync("INSERT INTO schema_migrations VALUES (99, 'future', 0)");
        Assert.Contains("has schema 99, and this version knows schemas up to", await RefusedAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DROP TRIGGER journal_keeps ON journal", "trigger journal_keeps is missing")]
    [InlineData("ALTER TABLE actors DISABLE TRIGGER actors_step", "trigger actors_step is different")]
    [InlineData("DROP INDEX actors_by_status", "index actors_by_status is missing")]
    [InlineData("ALTER TABLE actors DROP CONSTRAINT no_release_before_its_time", "constraint actors.no_release_before_its_time is missing")]
    [InlineData("CREATE TABLE extra (x integer)", "column extra.x is unknown")]
    [InlineData("GRANT DELETE ON journal TO lert_app", "table journal is different")]
    [InlineData("CREATE RULE quiet AS ON INSERT TO journal DO INSTEAD NOTHING", "rule quiet is unknown")]
    [InlineData("CREATE OR REPLACE FUNCTION wall() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'", "function wall is different")]
    public async Task A_wall_that_someone_took_away_stops_the_start(string sql, string difference)
    {
        await _harness.ExecuteAsync($"SET ROLE lert_owner; {sql}");
        Assert.Contains(difference, await RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_said_and_not_shown()
    {
        var said = await RefusedAsync(options => options with { ConnectionString = _server.With(parts => parts.Password = "guessed-word") });
        Assert.Contains("does not accept the login", said, StringComparison.Ordinal);
        Assert.DoesNotContain("guessed-word", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Port=1", "cannot be reached")]
    [InlineData("Database=nowhere", "\"nowhere\" does not exist")]
    [InlineData("Username=nobody", "does not accept the login")]
    [InlineData("Password=", "has none")]
    public async Task What_is_wrong_with_the_way_to_the_database_is_one_sentence(string change, string sentence)
    {
        var said = await RefusedAsync(options => options with { ConnectionString = $"{options.ConnectionString};{change}" });
        Assert.Contains(sentence, said, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', said);
    }

    [Fact]
    public async Task A_database_on_the_same_machine_is_spoken_to_by_its_socket()
    {
        var (socket, database) = (new NpgsqlConnectionStringBuilder(await _server.SocketAsync()), new NpgsqlConnectionStringBuilder(_harness.Options.ConnectionString).Database);
        Assert.StartsWith("/", socket.Host, StringComparison.Ordinal);
        socket.Database = database;
        await using (var store = await OpenAsync(socket.ConnectionString, scaled: true))
        {
            Assert.IsType<CommitOutcome.Committed>(await store.CommitAsync(Some.Commit(Some.Hold()), CancellationToken.None));
        }

        var said = await RefusedAsync(options => options with { ConnectionString = $"{socket.ConnectionString};Port=1" });
        Assert.Contains($"PostgreSQL at {socket.Host}:1/{database} cannot be reached", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_that_may_not_is_told_which_roles_it_needs()
    {
        await PrivateServer.ExecuteAsync(_server.Administrator("postgres"), "DROP ROLE IF EXISTS stranger; CREATE ROLE stranger LOGIN PASSWORD 'x'");
        var said = await RefusedAsync(options => options with { ConnectionString = $"{options.ConnectionString};Username=stranger;Password=x" });
        Assert.Contains("'stranger' is no member of the role lert_app", said, StringComparison.Ordinal);
        Assert.Contains("GRANT lert_owner, lert_app TO \"stranger\"", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_that_is_only_the_application_serves_a_ready_schema_and_makes_none()
    {
        await PrivateServer.ExecuteAsync(_server.Administrator("postgres"), "DROP ROLE IF EXISTS worker; CREATE ROLE worker LOGIN PASSWORD 'x' IN ROLE lert_app");
        await using (var store = await OpenAsync($"{_harness.Options.ConnectionString};Username=worker;Password=x", scaled: true))
        {
            Assert.IsType<CommitOutcome.Committed>(await store.CommitAsync(Some.Commit(Some.Hold()), CancellationToken.None));
        }

        var empty = await _server.CreateDatabaseAsync();
        var said = await RefusedAsync(options => options with { ConnectionString = $"{options.ConnectionString};Database={empty};Username=worker;Password=x" });
        Assert.Contains("There is no store", said, StringComparison.Ordinal);
        await _server.DropDatabaseAsync(empty);
    }

    [Fact]
    public async Task A_cell_may_gain_a_region_and_may_lose_only_an_empty_one()
    {
        await _harness.Store.CommitAsync(Some.Commit(Some.Hold("ca-1")), CancellationToken.None);
        await using (await _harness.OpenAnotherAsync(options => options with { Regions = ["us", "ca", "sg"] }))
        {
        }

        Assert.Contains("with region 'ca'", await RefusedAsync(options => options with { Regions = ["us", "sg"] }), StringComparison.Ordinal);
        await using var same = await _harness.OpenAnotherAsync(options => options with { Regions = ["us", "ca"] });
        await Assert.ThrowsAsync<WallHitException>(async () => await same.CommitAsync(Some.Commit(Some.Hold("sg-1")), CancellationToken.None));
    }

    [Fact]
    public async Task After_a_restore_into_another_server_the_feed_goes_on_behind_its_end()
    {
        // As if written by a server whose transactions had far higher numbers.
        await _harness.Store.CommitAsync(Some.Commit(Some.Hold("us-1")), CancellationToken.None);
        await _harness.ExecuteAsync("ALTER TABLE journal DISABLE TRIGGER journal_keeps; UPDATE journal SET position = position + (5000000000 << 20); ALTER TABLE journal ENABLE TRIGGER journal_keeps");
        await _harness.ReopenAsync();
        await _harness.Store.CommitAsync(Some.Commit(Some.Hold("us-2")), CancellationToken.None);
        Assert.Equal(["us-1", "us-2"], (await _harness.Store.ReadFeedAsync(0, 10, CancellationToken.None)).Entries.Select(entry => entry.Actor.Key));
    }

    [Theory]
    [InlineData(140_012, "on", "on", "UTF8", "is version 14, and the store needs 15 or newer")]
    [InlineData(150_018, "off", "on", "UTF8", "fsync=off")]
    [InlineData(150_018, "on", "off", "UTF8", "full_page_writes=off")]
    [InlineData(150_018, "on", "on", "LATIN1", "encoded in LATIN1")]
    public void A_server_that_cannot_keep_the_promise_is_refused(int version, string fsync, string fullPages, string encoding, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<StoreOpenException>(() => ServerCheck.Check(version, fsync, fullPages, encoding, "here")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_server_that_can_is_taken() => ServerCheck.Check(170_001, "on", "on", "UTF8", "here");

    private async Task<string> RefusedAsync(Func<PostgresStoreOptions, PostgresStoreOptions>? change = null)
    {
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => _harness.OpenAnotherAsync(change));
        Assert.True(refused is StoreOpenException or StoreUnavailableException, refused.ToString());
        return refused.Message;
    }

    private static Task<PostgresActorStore> OpenAsync(string login, bool scaled = false) => PostgresActorStore.OpenAsync(
        new() { ConnectionString = login, Regions = scaled ? StoreHarness.Regions : ["us"], ScaledCalendar = scaled }, new ShiftedClock(TimeSpan.Zero), NullLogger<PostgresActorStore>.Instance, CancellationToken.None);
}
