using Lert.Store.Contract;
using Lert.Store.Postgres.Tests.Servers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lert.Store.Postgres.Tests;

/// <summary>Where standbys must confirm, what they did not is on one server alone and is lost when another takes its place: it is not acknowledged, however often one asks.</summary>
public sealed class StandbyTests
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task What_no_standby_has_confirmed_is_not_acknowledged_and_its_retry_is_not_either_until_one_has()
    {
        await using var server = await PrivateServer.StartAsync("standby");
        await using (var store = await OpenAsync(server))
        {
            Assert.IsType<CommitOutcome.Committed>(await store.CommitAsync(Some.Commit(Some.Hold()), None));
        }

        await PrivateServer.ExecuteAsync(server.Administrator("postgres"), "ALTER SYSTEM SET synchronous_standby_names = 'one_that_is_lost'");
        await server.StopAsync();
        await server.StartAgainAsync();
        await using var alone = await OpenAsync(server);
        var extend = Some.Commit(Some.Hold(), 1) with { Command = Some.Command("extend") };

        var unknown = await Assert.ThrowsAsync<CommitOutcomeUnknownException>(async () => await alone.CommitAsync(extend, None));
        Assert.Contains("no standby has confirmed it", unknown.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await alone.LoadAsync(Some.Hold(), None))!.Version);

        // Another silo is asked, too: it cannot know what this one was told.
        await using (var other = await OpenAsync(server))
        {
            await Task.WhenAll(
                Assert.ThrowsAsync<StoreUnavailableException>(async () => await other.CommitAsync(extend, None)),
                Assert.ThrowsAsync<StoreUnavailableException>(async () => await other.FindReplyAsync(Some.Hold(), "extend", None)),
                Assert.ThrowsAsync<StoreUnavailableException>(async () => await other.NoteAsync(0, new CellEntry(1, CellNote.Confirmed, "here", Some.Instant, "olga", "looked", "r-1"), None)));
        }

        await PrivateServer.ExecuteManyAsync(server.Administrator("postgres"), "ALTER SYSTEM RESET synchronous_standby_names", "SELECT pg_reload_conf()");
        Assert.IsType<CommitOutcome.AlreadyDone>(await Eventually.ReadsAsync(() => alone.CommitAsync(extend, None)));
        Assert.NotNull(await alone.FindReplyAsync(Some.Hold(), "extend", None));
        Assert.Equal(new CommitOutcome.Committed(3), await alone.CommitAsync(Some.Commit(Some.Hold(), 2), None));
    }

    // With a patience that a test can wait for.
    private static Task<PostgresActorStore> OpenAsync(PrivateServer server) => PostgresActorStore.OpenAsync(
        new() { ConnectionString = server.Login, Regions = ["us"], StatementTimeout = TimeSpan.FromSeconds(1) }, new ShiftedClock(TimeSpan.Zero), NullLogger<PostgresActorStore>.Instance, None);
}
