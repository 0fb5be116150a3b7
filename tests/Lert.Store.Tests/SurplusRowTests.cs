using Lert.Store.Contract;
using Lert.Store.Sqlite;
using Lert.Store.Sqlite.Native;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lert.Store.Tests;

/// <summary>A row more than the actors say, as damage would leave it: the commit that would write it takes it over.</summary>
public sealed class SurplusRowTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_row_of_a_list_that_stands_already_is_taken_over()
    {
        var search = Some.Search with { DueAt = Some.Instant, Regime = "regime" };
        await using (var store = await OpenAsync())
        {
            await store.CommitAsync(Some.Commit(Some.Hold()) with { Lists = new(["a"], 1), Search = search }, CancellationToken.None);
        }

        using (var database = Database.Open(_folder.StoreFile))
        {
            database.Execute("INSERT INTO listed (kind, list, key, due_at, marks, regime) VALUES ('hold', 'b', 'us-hold-1', 5, 9, 'another')");
        }

        await using (var store = await OpenAsync())
        {
            Assert.IsType<CommitOutcome.Committed>(await store.CommitAsync(Some.Commit(Some.Hold(), 1) with { Lists = new(["a", "b"], 3), Search = search }, CancellationToken.None));
            await store.VerifyAsync(CancellationToken.None);
        }
    }

    // A store so large that the start looks at a sample only.
    private Task<SqliteActorStore> OpenAsync() => SqliteActorStore.OpenAsync(
        new() { Path = _folder.StoreFile, Regions = ["us"], FullCheckUpTo = 0 }, new StoppedClock(), NullLogger<SqliteActorStore>.Instance, CancellationToken.None);
}
