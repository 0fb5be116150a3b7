using Lert.Store.Contract;
using Lert.Store.Schema;
using Lert.Store.Sqlite;
using Lert.Store.Sqlite.Native;
using Lert.Store.Sqlite.Schema;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lert.Store.Tests;

/// <summary>The schema only goes forward, and a file that is not what it should be is refused.</summary>
public sealed class SchemaTests : IDisposable
{
    private static readonly Migration Next = new(SchemaMigrator.Steps.Length + 1, "notes", "CREATE TABLE notes (note TEXT NOT NULL) STRICT");
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Migrations_are_numbered_from_1_without_gaps() =>
        Assert.Equal(Enumerable.Range(1, SchemaMigrator.Steps.Length), SchemaMigrator.Steps.Select(migration => migration.Number));

    [Fact]
    public async Task A_step_runs_once_and_keeps_what_is_there()
    {
        await CommitAsync();
        for (var start = 0; start < 2; start++)
        {
            using var database = Database.Open(_folder.StoreFile);
            new SchemaMigrator([.. SchemaMigrator.Steps, Next], new StoppedClock()).Run(database, _folder.StoreFile);
            Assert.Equal(Next.Number, database.ScalarInt64("SELECT count(*) FROM schema_migrations"));
            Assert.Equal(1, database.ScalarInt64("SELECT count(*) FROM actors"));
            Assert.Equal(0, database.ScalarInt64("SELECT count(*) FROM notes"));
        }
    }

    [Fact]
    public async Task What_the_first_schema_wrote_is_of_format_1_and_still_verifies()
    {
        await CommitAsync();
        using (var database = Database.Open(_folder.StoreFile))
        {
            database.Execute("""
                DROP TRIGGER actors_enter_lists; DROP TRIGGER actors_change_lists; DROP TABLE listed; DROP INDEX actors_unlisted;
                ALTER TABLE actors DROP COLUMN lists; ALTER TABLE actors DROP COLUMN marks; ALTER TABLE actors DROP COLUMN list_seal;
                DROP INDEX actors_by_wake; CREATE INDEX actors_by_wake ON actors (wake_at, kind, key, slot) WHERE wake_at IS NOT NULL;
                DROP TRIGGER outbox_keeps; DROP INDEX outbox_urgent; ALTER TABLE outbox DROP COLUMN urgency; ALTER TABLE actors DROP COLUMN urgency;
                CREATE TRIGGER outbox_keeps BEFORE UPDATE ON outbox BEGIN SELECT 1; END;
                ALTER TABLE actors DROP COLUMN format; DROP TABLE cell_diary; DELETE FROM schema_migrations WHERE number >= 2
                """);
        }

        await using var store = await OpenAsync();
        Assert.Equal(1, (await store.LoadAsync(Some.Hold(), CancellationToken.None))!.Format);
        Assert.Equal(1, (await store.VerifyAsync(CancellationToken.None)).Actors);

        // Nobody has said in which lists it stands, until its next commit does.
        Assert.Equal(Some.Hold().Key, Assert.Single(await store.ReadUnlistedAsync("hold", null, 10, CancellationToken.None)));
        await store.CommitAsync(Some.Commit(Some.Hold(), 1) with { Lists = new(["a"], 1) }, CancellationToken.None);
        Assert.Empty(await store.ReadUnlistedAsync("hold", null, 10, CancellationToken.None));
        Assert.Single(await store.QueryListsAsync(new() { Kind = "hold", Lists = ["a"], Limit = 10 }, CancellationToken.None));
    }

    [Fact]
    public async Task A_file_of_a_newer_version_is_refused_and_not_touched()
    {
        await CommitAsync();
        using (var database = Database.Open(_folder.StoreFile))
        {
            new SchemaMigrator([.. SchemaMigrator.Steps, Next], new StoppedClock()).Run(database, _folder.StoreFile);
        }

        var refused = await Assert.ThrowsAsync<StoreOpenException>(OpenAsync);
        Assert.Contains("run the newer version", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_that_fails_changes_nothing()
    {
        await CommitAsync();
        using (var database = Database.Open(_folder.StoreFile))
        {
            var broken = Next with { Sql = Next.Sql + "; CREATE TABLE actors (oops INTEGER)" };
            Assert.Throws<SqliteFault>(() => new SchemaMigrator([.. SchemaMigrator.Steps, broken], new StoppedClock()).Run(database, _folder.StoreFile));
        }

        await using var store = await OpenAsync();
        Assert.NotNull(await store.LoadAsync(Some.Hold(), CancellationToken.None));
    }

    [Theory]
    [InlineData("DROP TRIGGER journal_keeps", "trigger journal_keeps is missing")]
    [InlineData("DROP INDEX actors_by_wake", "index actors_by_wake is missing")]
    [InlineData("CREATE TABLE extra (x INTEGER)", "table extra is unknown")]
    [InlineData("DROP TRIGGER actors_stay; CREATE TRIGGER actors_stay BEFORE DELETE ON actors BEGIN SELECT 1; END", "trigger actors_stay is different")]
    public async Task A_wall_that_someone_took_away_stops_the_start(string sql, string difference)
    {
        await CommitAsync();
        using (var database = Database.Open(_folder.StoreFile))
        {
            database.Execute(sql);
        }

        Assert.Contains(difference, (await Assert.ThrowsAsync<StoreOpenException>(OpenAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_another_program_is_refused_and_not_touched()
    {
        using (var database = Database.Open(_folder.StoreFile))
        {
            database.Execute("CREATE TABLE theirs (x INTEGER)");
        }

        Assert.Contains("of another program", (await Assert.ThrowsAsync<StoreOpenException>(OpenAsync)).Message, StringComparison.Ordinal);
        using var after = Database.Open(_folder.StoreFile);
        Assert.Equal(["theirs"], after.Texts("SELECT name FROM sqlite_schema"));
    }

    [Fact]
    public async Task A_cell_may_gain_a_region_and_may_lose_only_an_empty_one()
    {
        await CommitAsync();
        await using (await OpenAsync(["us", "ca"]))
        {
        }

        await using (var store = await OpenAsync(["us"]))
        {
            await Assert.ThrowsAsync<WallHitException>(async () => await store.CommitAsync(Some.Commit(Some.Hold("ca-1")), CancellationToken.None));
        }

        Assert.Contains("holds actors of region 'us'", (await Assert.ThrowsAsync<StoreOpenException>(() => OpenAsync(["ca"]))).Message, StringComparison.Ordinal);
        await using var same = await OpenAsync(["us", "ca"]);
        Assert.NotNull(await same.LoadAsync(Some.Hold(), CancellationToken.None));
    }

    [Fact]
    public async Task Options_out_of_range_are_refused()
    {
        SqliteStoreOptions sound = new() { Path = _folder.StoreFile, Regions = ["us"] };
        SqliteStoreOptions[] unsound =
        [
            sound with { Path = "" }, sound with { Regions = [] }, sound with { Regions = ["us-east"] }, sound with { MaxQueued = 0 }, sound with { MaxBatch = 0 },
            sound with { Readers = 0 }, sound with { FullCheckUpTo = -1 }, sound with { MaxFileBytes = 1 },
        ];
        foreach (var options in unsound)
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(() => SqliteActorStore.OpenAsync(options, new StoppedClock(), NullLogger<SqliteActorStore>.Instance, CancellationToken.None));
        }
    }

    private async Task CommitAsync()
    {
        await using var store = await OpenAsync();
        await store.CommitAsync(Some.Commit(Some.Hold()), CancellationToken.None);
    }

    private Task<SqliteActorStore> OpenAsync() => OpenAsync(["us"]);

    private Task<SqliteActorStore> OpenAsync(string[] regions) => SqliteActorStore.OpenAsync(
        new() { Path = _folder.StoreFile, Regions = [.. regions] }, new StoppedClock(), NullLogger<SqliteActorStore>.Instance, CancellationToken.None);
}
