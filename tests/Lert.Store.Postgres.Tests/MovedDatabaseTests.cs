using Lert.Store.Contract;
using Lert.Store.Postgres.Tests.Servers;

namespace Lert.Store.Postgres.Tests;

/// <summary>A fail-over puts another database where the store's was, while it is open: it does nothing there before somebody has looked at it.</summary>
public sealed class MovedDatabaseTests
{
    private static readonly DateTimeOffset Early = Some.Instant.AddHours(-1);

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Nothing_is_read_from_another_database_or_written_to_it_until_it_was_judged()
    {
        var server = await PrivateServer.SharedAsync();
        await using var harness = await PostgresHarness.StartAsync();
        await harness.Store.CommitAsync(Some.Commit(Some.Hold()) with { WakeAt = Early }, None);
        await harness.Postgres.DisposeAsync();
        var copy = await server.CreateDatabaseAsync(harness.Database);
        await harness.ReopenAsync();
        var store = harness.Postgres;
        store.Judged(await store.ReadCellAsync(None));

        // An extension that is not in the copy: there the hold would be released.
        await store.CommitAsync(Some.Commit(Some.Hold(), 1) with { WakeAt = Some.Instant.AddDays(1) }, None);
        await SwapAsync(server, harness.Database, copy);

        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => AnsweredAsync(() => store.ReadDueAsync(Slots.All, Some.Instant, null, 10, None)));
        Assert.Contains("another database", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => AnsweredAsync(() => store.CommitAsync(Some.Commit(Some.Hold(), 1), None)));

        // Whoever watches over the pumps can look all the same, and note what they saw.
        var cell = await store.ReadCellAsync(None);
        Assert.True(await store.NoteAsync(0, new CellEntry(1, CellNote.Suspected, cell.Place!, Some.Instant, "system:silo", "", ""), None));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.ReadDueAsync(Slots.All, Some.Instant, null, 10, None));

        store.Judged(cell);
        Assert.Equal(new DueActor(Some.Hold(), Early), Assert.Single(await store.ReadDueAsync(Slots.All, Some.Instant, null, 10, None)));
        Assert.Equal(new CommitOutcome.Committed(2), await store.CommitAsync(Some.Commit(Some.Hold(), 1), None));
    }

    // A session that the server has ended is found out by a commit whose outcome is unknown.
    private static async Task AnsweredAsync<T>(Func<ValueTask<T>> ask)
    {
        try
        {
            await ask();
        }
        catch (CommitOutcomeUnknownException)
        {
            await ask();
        }
    }

    private static Task SwapAsync(PrivateServer server, string name, string copy) => PrivateServer.ExecuteManyAsync(
        server.Administrator("postgres"),
        $"ALTER DATABASE {name} ALLOW_CONNECTIONS false",
        $"SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '{name}'",
        $"ALTER DATABASE {name} RENAME TO {name}_before",
        $"ALTER DATABASE {copy} RENAME TO {name}",
        $"DROP DATABASE {name}_before");
}
