using System.Collections.Immutable;
using System.Diagnostics;
using Lert.Store.Contract;
using Lert.Store.Postgres.Tests.Servers;
using Lert.Store.Postgres.Writing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Lert.Store.Postgres.Tests;

/// <summary>Nothing waits for ever: not for a lock, not in a queue, and no transaction for a client.</summary>
#pragma warning disable CA1001 // xunit ends it by IAsyncLifetime.
public sealed class BoundTests : IAsyncLifetime
#pragma warning restore CA1001
{
    private const int MaxQueued = 16;

    private readonly NpgsqlConnection _watcher = new();
    private PostgresHarness _harness = null!;

    private static CancellationToken None => CancellationToken.None;

    public async Task InitializeAsync()
    {
        _harness = await PostgresHarness.StartAsync(MaxQueued);
        _watcher.ConnectionString = $"{_harness.Options.ConnectionString};Pooling=false";
        await _watcher.OpenAsync();
    }

    public async Task DisposeAsync()
    {
        await _watcher.DisposeAsync();
        await _harness.DisposeAsync();
    }

    [Fact]
    public async Task A_lock_that_is_not_let_go_fails_its_commit_with_nothing_written_and_the_next_goes_through()
    {
        await using var store = await _harness.OpenAnotherAsync(options => options with { StatementTimeout = TimeSpan.FromSeconds(1) });
        Assert.IsType<CommitOutcome.Committed>(await store.CommitAsync(Some.Commit(Some.Hold()), None));
        await using (var holder = await LockAsync("SELECT FROM actors FOR UPDATE"))
        {
            var watch = Stopwatch.StartNew();
            var gaveUp = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.CommitAsync(Some.Commit(Some.Hold(), 1), None));
            Assert.Contains("timeout", gaveUp.Message, StringComparison.Ordinal);
            Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(8));
            Assert.Equal(1, (await store.LoadAsync(Some.Hold(), None))!.Version);
            Assert.IsType<CommitOutcome.Committed>(await store.CommitAsync(Some.Commit(Some.Hold("us-other")), None));
        }

        Assert.Equal(new CommitOutcome.Committed(2), await store.CommitAsync(Some.Commit(Some.Hold(), 1), None));
    }

    [Fact]
    public async Task A_row_that_is_not_let_go_fails_its_own_commit_and_none_that_travels_with_it()
    {
        var gate = new CommitGate();
        await using var store = await OpenAsync(gate.PassAsync, TimeSpan.FromSeconds(4));
        Assert.IsType<CommitOutcome.Committed>(await store.CommitAsync(Some.Commit(Some.Hold("us-2")), None));
        await using (await LockAsync("SELECT FROM actors FOR UPDATE"))
        {
            gate.Close();
            var first = store.CommitAsync(Some.Commit(Some.Hold("us-first")), None).AsTask();
            await gate.ReachedAsync();
            var commits = Enumerable.Range(0, 8).Select(number => store.CommitAsync(Some.Commit(Some.Hold($"us-{number}"), number == 2 ? 1 : 0), None).AsTask()).ToList();
            gate.Open();
            Assert.IsType<CommitOutcome.Committed>(await first);
            await Assert.ThrowsAsync<StoreUnavailableException>(() => commits[2].WaitAsync(CommitGate.Patience));
            commits.RemoveAt(2);
            Assert.All(await Task.WhenAll(commits).WaitAsync(CommitGate.Patience), outcome => Assert.IsType<CommitOutcome.Committed>(outcome));
        }

        Assert.IsType<CommitOutcome.Committed>(await store.CommitAsync(Some.Commit(Some.Hold("us-2"), 1), None));
    }

    [Fact]
    public async Task A_message_that_is_not_let_go_keeps_no_other_from_being_settled()
    {
        await using var store = await _harness.OpenAnotherAsync(options => options with { StatementTimeout = TimeSpan.FromSeconds(1) });
        Assert.IsType<CommitOutcome.Committed>(await store.CommitAsync(Some.Commit(Some.Hold()) with { Outbox = [Some.Message("m1"), Some.Message("m2"), Some.Message("m3")] }, None));
        ImmutableArray<long> rows = [.. (await store.ReadOutboxAsync(Slots.All, default, 10, None)).Select(message => message.Row)];
        await using (await LockAsync($"SELECT FROM outbox WHERE \"row\" = {rows[0]} FOR UPDATE"))
        {
            await store.RecordFailedDeliveryAsync(rows, None);
            await store.AcknowledgeAsync([rows[0], rows[1]], None);
            Assert.Equal([(rows[0], 0), (rows[2], 1)], (await store.ReadOutboxAsync(Slots.All, default, 10, None)).Select(message => (message.Row, message.Attempts)));
        }

        await store.AcknowledgeAsync(rows, None);
        Assert.Empty(await store.ReadOutboxAsync(Slots.All, default, 10, None));
    }

    /// <summary>Where all are held up, each would wait by itself in the end: no more waits than it takes to find one.</summary>
    [Fact]
    public async Task A_table_that_is_not_let_go_is_not_waited_for_by_each_commit_of_a_batch()
    {
        var (gate, sent) = (new CommitGate(), 0);
        await using var store = await OpenAsync(
            commit =>
            {
                sent++;
                return gate.PassAsync(commit);
            },
            TimeSpan.FromSeconds(1));
        gate.Close();
        var first = store.CommitAsync(Some.Commit(Some.Hold("us-first")), None).AsTask();
        await gate.ReachedAsync();
        var commits = Enumerable.Range(0, 8).Select(number => store.CommitAsync(Some.Commit(Some.Hold($"us-{number}")), None).AsTask()).ToList();
        await using (await LockAsync("LOCK TABLE actors IN EXCLUSIVE MODE"))
        {
            gate.Open();
            await Assert.ThrowsAsync<StoreUnavailableException>(() => first);
            foreach (var commit in commits)
            {
                await Assert.ThrowsAsync<StoreUnavailableException>(() => commit.WaitAsync(CommitGate.Patience));
            }
        }

        // One for the first, and of eight all, one half, the other, and two quarters.
        Assert.Equal(1 + 5, sent);
    }

    [Fact]
    public async Task A_question_that_takes_too_long_is_given_up_by_the_server()
    {
        await using var store = await _harness.OpenAnotherAsync(options => options with { StatementTimeout = TimeSpan.FromSeconds(1) });
        await using (await LockAsync("LOCK TABLE wakes IN ACCESS EXCLUSIVE MODE"))
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.NextWakeAsync(Slots.All, None));
        }

        Assert.Null(await store.NextWakeAsync(Slots.All, None));
    }

    [Fact]
    public async Task One_load_more_than_the_queue_takes_is_refused_and_the_queued_ones_are_answered()
    {
        Assert.IsType<CommitOutcome.Committed>(await _harness.Store.CommitAsync(Some.Commit(Some.Hold("us-0")), None));
        List<Task<StoredActor?>> asked = [];
        await using (await LockAsync("LOCK TABLE actors IN ACCESS EXCLUSIVE MODE"))
        {
            // Some are on their way already; the queue is full when one is refused.
            StoreBusyException? refused = null;
            for (var number = 0; refused is null; number++)
            {
                Assert.InRange(number, 0, 10 * MaxQueued);
                var load = _harness.Store.LoadAsync(Some.Hold($"us-{number}"), None).AsTask();
                if (load.IsFaulted)
                {
                    refused = await Assert.ThrowsAsync<StoreBusyException>(() => load);
                }
                else
                {
                    asked.Add(load);
                }
            }

            Assert.True(refused.RetryAfter > TimeSpan.Zero);
            Assert.InRange(asked.Count, MaxQueued, 10 * MaxQueued);
        }

        var answers = await Task.WhenAll(asked).WaitAsync(CommitGate.Patience);
        Assert.Single(answers, answer => answer is not null);
    }

    /// <summary>One statement is one transaction: while a client thinks, the server has nothing open for it.</summary>
    [Fact]
    public async Task No_transaction_is_ever_idle()
    {
        using var done = new CancellationTokenSource();
        var load = Task.WhenAll(Enumerable.Range(0, 8).Select(client => Task.Run(async () =>
        {
            for (var version = 0; !done.IsCancellationRequested; version++)
            {
                Assert.IsType<CommitOutcome.Committed>(await _harness.Store.CommitAsync(
                    Some.Commit(Some.Hold($"us-{client}"), version) with { Outbox = [Some.Message($"m{client}-{version}")], WakeAt = Some.Instant }, None));
                await _harness.Store.LoadAsync(Some.Hold($"us-{client}"), None);
                await _harness.Store.AcknowledgeAsync([.. (await _harness.Store.ReadOutboxAsync(Slots.All, default, 10, None)).Select(message => message.Row)], None);
                await _harness.Postgres.MendWakesAsync(null, 100, Some.Instant, None);
            }
        })));
        var idle = 0L;
        for (var look = 0; look < 200; look++)
        {
            idle += await IdleAsync();
        }

        await done.CancelAsync();
        await load;
        Assert.Equal(0, idle);

        // The look itself would see one.
        await using (await LockAsync("SELECT 1"))
        {
            Assert.Equal(1, await IdleAsync());
        }
    }

    private Task<PostgresActorStore> OpenAsync(CommitStep step, TimeSpan statementTimeout) => PostgresActorStore.OpenAsync(
        _harness.Options with { StatementTimeout = statementTimeout }, new StoppedClock(), NullLogger<PostgresActorStore>.Instance, step, None);

    private async Task<long> IdleAsync()
    {
        await using var command = new NpgsqlCommand("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'", _watcher);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task<Holder> LockAsync(string sql)
    {
        var session = new NpgsqlConnection($"{_harness.Options.ConnectionString};Pooling=false;Options='-c role=lert_owner -c search_path=lert'");
        await session.OpenAsync();
        var transaction = await session.BeginTransactionAsync();
        await using var command = new NpgsqlCommand(sql, session, transaction);
        await command.ExecuteNonQueryAsync();
        return new(session);
    }

    /// <summary>Lets go of what it holds when it is disposed of.</summary>
    private sealed class Holder(NpgsqlConnection session) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => session.DisposeAsync();
    }
}
