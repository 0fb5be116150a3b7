using System.Collections.Concurrent;
using Lert.Store.Contract;
using Lert.Store.Postgres.Tests.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Lert.Store.Postgres.Tests;

/// <summary>What is certain is said, what is unknown is said to be unknown, and what was acknowledged is there.</summary>
public sealed class LostConnectionTests
{
    private static CancellationToken None => CancellationToken.None;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task When_the_line_is_cut_around_a_commit_its_outcome_is_unknown_and_the_command_id_tells(bool arrives)
    {
        var harness = await PostgresHarness.StartAsync();
        await using var _ = harness;
        await using var proxy = new CuttingProxy(new NpgsqlConnectionStringBuilder(harness.Options.ConnectionString).Port);
        await using var store = await harness.OpenAnotherAsync(options => options with
        {
            ConnectionString = new NpgsqlConnectionStringBuilder(options.ConnectionString) { Port = proxy.Port }.ConnectionString, Writers = 1,
        });
        await store.CommitAsync(Some.Commit(Some.Hold()), None);
        var extend = Some.Commit(Some.Hold(), 1) with { Command = Some.Command("the-command-that-is-cut") };

        proxy.Cut("the-command-that-is-cut"u8.ToArray(), arrives);
        await Assert.ThrowsAsync<CommitOutcomeUnknownException>(async () => await store.CommitAsync(extend, None).AsTask().WaitAsync(CommitGate.Patience));
        Assert.Equal(1, proxy.Cuts);
        Assert.Equal(arrives, await store.FindReplyAsync(Some.Hold(), extend.Command!.Id, None) is not null);

        // The retry needs no new store and lands once.
        var retry = await store.CommitAsync(extend, None);
        Assert.True(arrives ? retry is CommitOutcome.AlreadyDone : retry is CommitOutcome.Committed { Version: 2 });
        JournalProof.Holds(await store.ReadJournalAsync(Some.Hold(), 0, 10, None));
        Assert.Equal(2, (await store.LoadAsync(Some.Hold(), None))!.Version);
    }

    [Fact]
    public async Task A_commit_that_could_not_be_sent_is_certain_to_have_failed()
    {
        var harness = await PostgresHarness.StartAsync();
        await using var _ = harness;
        var proxy = new CuttingProxy(new NpgsqlConnectionStringBuilder(harness.Options.ConnectionString).Port);
        await using var store = await harness.OpenAnotherAsync(options => options with
        {
            ConnectionString = new NpgsqlConnectionStringBuilder(options.ConnectionString) { Port = proxy.Port }.ConnectionString, Writers = 1,
        });

        // No session has been opened for commits yet, and none can be any more.
        await proxy.DisposeAsync();
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.CommitAsync(Some.Commit(Some.Hold()), None).AsTask().WaitAsync(CommitGate.Patience));
        Assert.Null(await harness.Store.LoadAsync(Some.Hold(), None));
    }

    [Fact]
    public async Task An_entry_of_the_diary_whose_answer_was_lost_is_known_for_its_writers_own()
    {
        await using var harness = await PostgresHarness.StartAsync();
        await using var proxy = new CuttingProxy(new NpgsqlConnectionStringBuilder(harness.Options.ConnectionString).Port);
        await using var store = await BehindAsync(harness, proxy);
        var entry = new CellEntry(1, CellNote.Confirmed, "here", Some.Instant.AddTicks(7), "olga", "the-reason-that-is-cut", "r-1");

        proxy.Cut("the-reason-that-is-cut"u8.ToArray(), arrives: true);
        Assert.True(await store.NoteAsync(0, entry, None).AsTask().WaitAsync(CommitGate.Patience));
        Assert.Equal(1, proxy.Cuts);
        Assert.False(await store.NoteAsync(0, entry with { By = "otto" }, None));
    }

    [Fact]
    public async Task Mending_whose_answer_was_lost_is_not_told_as_nothing_to_mend()
    {
        await using var harness = await PostgresHarness.StartAsync();
        await using var proxy = new CuttingProxy(new NpgsqlConnectionStringBuilder(harness.Options.ConnectionString).Port);
        await using var store = await BehindAsync(harness, proxy);
        await store.CommitAsync(Some.Commit(Some.Hold()) with { WakeAt = Some.Instant }, None);
        await harness.ExecuteAsync("DELETE FROM wakes");

        proxy.Cut("mend_wakes"u8.ToArray(), arrives: true);
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.MendWakesAsync(null, 10, Some.Instant, None).AsTask().WaitAsync(CommitGate.Patience));
        await store.VerifyWakesAsync(None);
    }

    [Fact]
    public async Task A_hint_whose_line_was_cut_is_said_again()
    {
        await using var harness = await PostgresHarness.StartAsync();
        await using var proxy = new CuttingProxy(new NpgsqlConnectionStringBuilder(harness.Options.ConnectionString).Port);
        await using var store = await BehindAsync(harness, proxy);
        var heard = new TaskCompletionSource<CommitHint>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var _ = harness.Postgres.Subscribe(hint => heard.TrySetResult(hint));
        await harness.Postgres.Listening.WaitAsync(CommitGate.Patience);

        proxy.Cut("pg_notify"u8.ToArray(), arrives: false);
        await store.CommitAsync(Some.Commit(Some.Hold()) with { Outbox = [Some.Message("m1")], WakeAt = Some.Instant }, None);
        Assert.Equal(new CommitHint(true, true, Some.Instant), await heard.Task.WaitAsync(CommitGate.Patience));
        Assert.Equal(1, proxy.Cuts);
    }

    private static Task<PostgresActorStore> BehindAsync(PostgresHarness harness, CuttingProxy proxy) => harness.OpenAnotherAsync(options => options with
    {
        ConnectionString = new NpgsqlConnectionStringBuilder(options.ConnectionString) { Port = proxy.Port }.ConnectionString, Writers = 1,
    });

    [Fact]
    public async Task After_a_power_cut_under_load_every_acknowledged_commit_is_there_and_every_chain_holds()
    {
        await using var server = await PrivateServer.StartAsync("cut");
        await using var store = await PostgresActorStore.OpenAsync(
            new() { ConnectionString = server.Login, Regions = ["us"] }, new ShiftedClock(TimeSpan.Zero), NullLogger<PostgresActorStore>.Instance, None);
        var acknowledged = new ConcurrentDictionary<ActorId, long>();
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var total = 0;
        var load = Enumerable.Range(0, 16).Select(client => Task.Run(async () =>
        {
            var actor = Some.Hold($"us-{client}");
            for (var version = 0L; ; version++)
            {
                try
                {
                    acknowledged[actor] = Assert.IsType<CommitOutcome.Committed>(await store.CommitAsync(Some.Commit(actor, version) with { Command = Some.Command($"c{version}") }, None)).Version;
                }
                catch (Exception lost) when (lost is CommitOutcomeUnknownException or StoreUnavailableException)
                {
                    return;
                }

                if (Interlocked.Increment(ref total) == 500)
                {
                    enough.SetResult();
                }
            }
        })).ToList();
        await enough.Task.WaitAsync(CommitGate.Patience);
        await server.CutPowerAsync();
        await Task.WhenAll(load).WaitAsync(CommitGate.Patience);
        await server.StartAgainAsync();

        // The same store goes on: its sessions are all gone, and it finds that out by itself.
        Assert.Equal(16, acknowledged.Count);
        foreach (var (actor, version) in acknowledged)
        {
            var stored = await Eventually.ReadsAsync(() => store.LoadAsync(actor, None));
            Assert.InRange(stored!.Version, version, version + 1);
            var journal = await store.ReadJournalAsync(actor, 0, 100_000, None);
            JournalProof.Holds(journal);
            Assert.Equal(stored.Version, journal.Length);
            Assert.NotNull(await store.FindReplyAsync(actor, $"c{version - 1}", None));
            Assert.True(await Eventually.ReadsAsync(() => store.CommitAsync(Some.Commit(actor, stored.Version), None)) is CommitOutcome.Committed);
        }
    }
}
