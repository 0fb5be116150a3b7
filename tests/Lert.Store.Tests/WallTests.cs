using System.Globalization;
using Lert.Store.Contract;
using Lert.Store.Sqlite;
using Lert.Store.Sqlite.Native;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lert.Store.Tests;

/// <summary>The walls stand in the database itself: plain SQL runs into them too, on a connection that promised nothing.</summary>
public sealed class WallTests : IAsyncLifetime, IDisposable
{
    private readonly ScratchFolder _folder = new();
    private Database _raw = null!;

    public async Task InitializeAsync()
    {
        await using (var store = await SqliteActorStore.OpenAsync(
            new() { Path = _folder.StoreFile, Regions = ["us"] }, new StoppedClock(), NullLogger<SqliteActorStore>.Instance, CancellationToken.None))
        {
            await store.CommitAsync(Some.Commit(Some.Hold("us-1"), 0, 2) with { Command = Some.Command("c1"), Outbox = [Some.Message("m1")] }, CancellationToken.None);
            await store.CommitAsync(
                Some.Commit(Some.Hold("us-2")) with { Search = new() { Status = "released", ReleaseNotBefore = Some.Instant, ReleasedAt = Some.Instant } }, CancellationToken.None);
        }

        _raw = Database.Open(_folder.StoreFile);
        _raw.Execute("PRAGMA foreign_keys = OFF; PRAGMA recursive_triggers = OFF");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _raw.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("UPDATE journal SET by = 'somebody else' WHERE sequence = 1", "the journal is never changed")]
    [InlineData("UPDATE OR REPLACE journal SET position = 2 WHERE position = 1", "the journal is never changed")]
    [InlineData("DELETE FROM journal WHERE sequence = 2", "the journal is never deleted")]
    [InlineData("DELETE FROM journal", "the journal is never deleted")]
    [InlineData("INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE position = 1", "a journal entry is never replaced")]
    [InlineData("INSERT OR REPLACE INTO journal SELECT 1, kind, key, 3, version, type, at, by, command_id, hash, hash, data FROM journal WHERE position = 2", "a journal entry is never replaced")]
    [InlineData("INSERT INTO journal SELECT 9, kind, key, 4, version, type, at, by, command_id, hash, hash, data FROM journal WHERE position = 2", "follows the sequence and the hash")]
    [InlineData("INSERT INTO journal SELECT 9, kind, key, 3, version, type, at, by, command_id, previous_hash, hash, data FROM journal WHERE position = 2", "follows the sequence and the hash")]
    [InlineData("INSERT INTO journal SELECT 9, kind, 'us-9', 1, version, type, at, by, command_id, hash, hash, data FROM journal WHERE position = 2", "follows the sequence and the hash")]
    [InlineData("UPDATE actors SET status = 'released' WHERE key = 'us-1'", "a version grows by one")]
    [InlineData("UPDATE actors SET version = version + 2 WHERE key = 'us-1'", "a version grows by one")]
    [InlineData("UPDATE actors SET version = version - 1 WHERE key = 'us-1'", "a version grows by one")]
    [InlineData("UPDATE actors SET version = version + 1, sequence = 0 WHERE key = 'us-1'", "a journal never becomes shorter")]
    [InlineData("UPDATE actors SET version = version + 1, key = 'us-7' WHERE key = 'us-1'", "keeps its kind, key, region and slot")]
    [InlineData("UPDATE actors SET version = version + 1, slot = (slot + 1) % 256 WHERE key = 'us-1'", "keeps its kind, key, region and slot")]
    [InlineData("DELETE FROM actors WHERE key = 'us-1'", "an actor is never deleted")]
    [InlineData("INSERT OR REPLACE INTO actors SELECT * FROM actors WHERE key = 'us-1'", "an actor is created once")]
    [InlineData("UPDATE actors SET version = version + 1, released_at = released_at + 1 WHERE key = 'us-2'", "a release is set once")]
    [InlineData("UPDATE actors SET version = version + 1, released_at = NULL WHERE key = 'us-2'", "a release is set once")]
    [InlineData("UPDATE actors SET version = version + 1, released_early = 1 WHERE key = 'us-2'", "a release is set once")]
    [InlineData("UPDATE actors SET version = version + 1, release_not_before = released_at + 1 WHERE key = 'us-2'", "no_release_before_its_time")]
    [InlineData("UPDATE actors SET version = version + 1, release_not_before = 1000, released_at = 999 WHERE key = 'us-1'", "no_release_before_its_time")]
    [InlineData("UPDATE actors SET version = version + 1, released_at = 999 WHERE key = 'us-1'", "no_release_before_its_time")]
    [InlineData("UPDATE actors SET version = version + 1, wake_at = 'soon' WHERE key = 'us-1'", "cannot store TEXT value in INTEGER column")]
    [InlineData("UPDATE commands SET reply = x'00'", "a remembered command never changes")]
    [InlineData("INSERT OR REPLACE INTO commands SELECT * FROM commands", "a command id is remembered once")]
    [InlineData("UPDATE outbox SET body = x'00'", "a message never changes")]
    [InlineData("UPDATE outbox SET urgency = 1", "a message never changes")]
    public void Plain_sql_runs_into_a_wall(string sql, string wall)
    {
        var hit = Assert.Throws<SqliteFault>(() => _raw.Execute(sql));
        Assert.True(hit.IsWall);
        Assert.Contains(wall, hit.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("us-9", "us", 1, null)]
    [InlineData("eu-9", "eu", 1, "belongs to a region of this cell")]
    [InlineData("eu-9", "us", 1, "region_is_the_front_of_the_key")]
    [InlineData("us", "us", 1, null)]
    [InlineData("usa-9", "us", 1, "region_is_the_front_of_the_key")]
    [InlineData("us-9", "us", 2, "the first version of an actor is 1")]
    [InlineData("us-9", "us", 0, "the first version of an actor is 1")]
    public void A_first_row_is_of_this_cell_and_of_version_1(string key, string region, int version, string? wall)
    {
        var sql = string.Create(
            CultureInfo.InvariantCulture,
            $"INSERT INTO actors (kind, key, region, slot, version, sequence, head_hash, status, released_early, seal, state) VALUES ('hold', '{key}', '{region}', 0, {version}, 0, zeroblob(32), 's', 0, 0, x'')");
        if (wall is null)
        {
            _raw.Execute(sql);
        }
        else
        {
            Assert.Contains(wall, Assert.Throws<SqliteFault>(() => _raw.Execute(sql)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("UPDATE actors SET version = version + 1, release_not_before = 1000, released_at = 1000 WHERE key = 'us-1'")]
    [InlineData("UPDATE actors SET version = version + 1, release_not_before = 1000, released_at = 999, released_early = 1 WHERE key = 'us-1'")]
    [InlineData("UPDATE actors SET version = version + 1, status = 'seen' WHERE key = 'us-2'")]
    [InlineData("UPDATE outbox SET attempts = attempts + 1")]
    [InlineData("DELETE FROM outbox")]
    public void What_is_lawful_passes(string sql) => _raw.Execute(sql);
}
