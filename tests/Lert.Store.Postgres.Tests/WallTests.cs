using Lert.Store.Contract;
using Lert.Store.Postgres.Tests.Servers;
using Npgsql;

namespace Lert.Store.Postgres.Tests;

/// <summary>The walls stand in the database itself. The application's role can do nothing but commit; the schema's owner runs into the same walls.</summary>
public sealed class WallTests : IAsyncLifetime
{
    private PostgresHarness _harness = null!;

    public async Task InitializeAsync()
    {
        _harness = await PostgresHarness.StartAsync();
        await _harness.Store.CommitAsync(Some.Commit(Some.Hold("us-1"), 0, 2) with { Command = Some.Command("c1"), Outbox = [Some.Message("m1")] }, CancellationToken.None);
        await _harness.Store.CommitAsync(
            Some.Commit(Some.Hold("us-2")) with { Search = new() { Status = "released", ReleaseNotBefore = Some.Instant, ReleasedAt = Some.Instant } }, CancellationToken.None);
    }

    public async Task DisposeAsync() => await _harness.DisposeAsync();

    [Theory]
    [InlineData("UPDATE journal SET by = 'somebody else'")]
    [InlineData("DELETE FROM journal")]
    [InlineData("TRUNCATE journal")]
    [InlineData("INSERT INTO journal SELECT 9, sequence, version, at, kind, 'us-9', type, by, command_id, previous_hash, hash, data FROM journal WHERE sequence = 1 AND key = 'us-1'")]
    [InlineData("UPDATE actors SET version = version + 1")]
    [InlineData("DELETE FROM actors")]
    [InlineData("DELETE FROM commands")]
    [InlineData("UPDATE commands SET reply = ''")]
    [InlineData("INSERT INTO outbox (id) VALUES ('m9')")]
    [InlineData("UPDATE outbox SET body = ''")]
    [InlineData("DELETE FROM wakes")]
    [InlineData("UPDATE wakes SET wake_at = 0")]
    [InlineData("DELETE FROM listed")]
    [InlineData("INSERT INTO listed VALUES (0, 0, 'case', 'a', 'us-1', NULL)")]
    [InlineData("UPDATE cell SET scaled_calendar = true")]
    [InlineData("INSERT INTO cell_regions VALUES ('eu')")]
    [InlineData("DELETE FROM schema_migrations")]
    [InlineData("ALTER TABLE journal DISABLE TRIGGER ALL")]
    [InlineData("CREATE TABLE mine (x integer)")]
    public async Task The_application_may_not(string sql)
    {
        var hit = await Assert.ThrowsAsync<PostgresException>(() => AsAsync("lert_app", sql));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, hit.SqlState);
    }

    [Theory]
    [InlineData("UPDATE journal SET by = 'somebody else'", "the journal is never changed")]
    [InlineData("DELETE FROM journal", "the journal is never deleted")]
    [InlineData("TRUNCATE journal", "the journal is never deleted")]
    [InlineData("INSERT INTO journal SELECT 9, 3, version, at, kind, key, type, by, command_id, previous_hash, hash, data FROM journal WHERE sequence = 2", "follows the sequence and the hash")]
    [InlineData("INSERT INTO journal SELECT 9, 4, version, at, kind, key, type, by, command_id, hash, hash, data FROM journal WHERE sequence = 2", "follows the sequence and the hash")]
    [InlineData("INSERT INTO journal SELECT 9, 1, version, at, kind, 'us-9', type, by, command_id, hash, hash, data FROM journal WHERE sequence = 2", "follows the sequence and the hash")]
    [InlineData("INSERT INTO journal SELECT 9, 2, version, at, kind, key, type, by, command_id, previous_hash, hash, data FROM journal WHERE sequence = 2", "journal_kind_key_sequence_key")]
    [InlineData("UPDATE actors SET status = 'released' WHERE key = 'us-1'", "a version grows by one")]
    [InlineData("UPDATE actors SET version = version + 2 WHERE key = 'us-1'", "a version grows by one")]
    [InlineData("UPDATE actors SET version = version + 1, sequence = 0 WHERE key = 'us-1'", "a journal never becomes shorter")]
    [InlineData("UPDATE actors SET version = version + 1, key = 'us-7' WHERE key = 'us-1'", "keeps its kind, key, region and slot")]
    [InlineData("UPDATE actors SET version = version + 1, slot = (slot + 1) % 256 WHERE key = 'us-1'", "keeps its kind, key, region and slot")]
    [InlineData("DELETE FROM actors WHERE key = 'us-1'", "an actor is never deleted")]
    [InlineData("UPDATE actors SET version = version + 1, released_at = released_at + 1 WHERE key = 'us-2'", "a release is set once")]
    [InlineData("UPDATE actors SET version = version + 1, released_at = NULL WHERE key = 'us-2'", "a release is set once")]
    [InlineData("UPDATE actors SET version = version + 1, released_early = true WHERE key = 'us-2'", "a release is set once")]
    [InlineData("UPDATE actors SET version = version + 1, release_not_before = released_at + 1 WHERE key = 'us-2'", "no_release_before_its_time")]
    [InlineData("UPDATE actors SET version = version + 1, release_not_before = 1000, released_at = 999 WHERE key = 'us-1'", "no_release_before_its_time")]
    [InlineData("UPDATE actors SET version = version + 1, released_at = 999 WHERE key = 'us-1'", "no_release_before_its_time")]
    [InlineData("UPDATE commands SET reply = ''", "a remembered command never changes")]
    [InlineData("UPDATE outbox SET body = ''", "a message never changes")]
    [InlineData("UPDATE outbox SET urgency = 1", "a message never changes")]
    [InlineData("TRUNCATE outbox", "a message is not lost")]
    [InlineData(Insert + "('eu-9', 'eu', 1)", "belongs to a region of this cell")]
    [InlineData(Insert + "('eu-9', 'us', 1)", "region_is_the_front_of_the_key")]
    [InlineData(Insert + "('us-9', 'us', 2)", "the first version of an actor is 1")]
    public async Task The_owner_of_the_schema_runs_into_the_wall(string sql, string wall)
    {
        var hit = await Assert.ThrowsAsync<PostgresException>(() => AsAsync("lert_owner", sql));
        Assert.Contains(wall, hit.MessageText + hit.ConstraintName, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lert_owner", "UPDATE actors SET version = version + 1, release_not_before = 1000, released_at = 1000 WHERE key = 'us-1'")]
    [InlineData("lert_owner", "UPDATE actors SET version = version + 1, release_not_before = 1000, released_at = 999, released_early = true WHERE key = 'us-1'")]
    [InlineData("lert_owner", Insert + "('us-9', 'us', 1)")]
    [InlineData("lert_app", "UPDATE outbox SET attempts = attempts + 1")]
    [InlineData("lert_app", "DELETE FROM outbox")]
    public Task What_is_lawful_passes(string role, string sql) => AsAsync(role, sql);

    /// <summary>A session's own temporary tables come before all others, unless they are named as the last.</summary>
    [Fact]
    public async Task A_temporary_table_does_not_stand_in_for_one_that_a_wall_asks()
    {
        await _harness.ExecuteAsync("UPDATE cell SET scaled_calendar = false");
        const string release = "UPDATE lert.actors SET version = version + 1, release_not_before = 9000000000000000, released_at = 9000000000000000 WHERE key = 'us-1'";
        await TooEarlyAsync(release);
        await TooEarlyAsync($"CREATE TEMPORARY TABLE cell AS SELECT true AS scaled_calendar, 0::bigint AS feed_base; {release}");

        async Task TooEarlyAsync(string sql)
        {
            var hit = await Assert.ThrowsAsync<PostgresException>(() => AsAsync("lert_owner", sql));
            Assert.Contains("it is too early for this release", hit.MessageText, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task No_function_of_the_schema_looks_at_temporary_tables_before_its_own()
    {
        await using var session = new NpgsqlConnection(_harness.Options.ConnectionString + ";Pooling=false");
        await session.OpenAsync();
        await using var command = new NpgsqlCommand(
            "SELECT coalesce(string_agg(proname, ', '), '') FROM pg_proc WHERE pronamespace = 'lert'::regnamespace AND coalesce(translate(proconfig::text, ' \"{}', ''), '') <> 'search_path=lert,pg_temp'", session);
        Assert.Equal("", await command.ExecuteScalarAsync());
    }

    private const string Insert =
        "INSERT INTO actors (kind, slot, sequence, head_hash, status, released_early, seal, state, key, region, version) SELECT 'hold', 0, 0, decode(repeat('00', 32), 'hex'), 's', false, 0, '', v.* FROM (VALUES ";

    private Task AsAsync(string role, string sql) =>
        _harness.ExecuteAsync($"SET ROLE {role}; {(sql.StartsWith(Insert, StringComparison.Ordinal) ? sql + ") AS v" : sql)}");
}
