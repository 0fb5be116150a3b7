using System.Collections.Concurrent;
using Lert.Store.Contract;
using Lert.Store.Postgres.Tests.Servers;
using Npgsql;

namespace Lert.Store.Postgres.Tests;

/// <summary>What only several silos on one database can show.</summary>
public sealed class SharedDatabaseTests : IAsyncLifetime
{
    private PostgresHarness _harness = null!;

    private static CancellationToken None => CancellationToken.None;

    public async Task InitializeAsync() => _harness = await PostgresHarness.StartAsync(maxQueued: 10_000, writers: 2);

    public async Task DisposeAsync() => await _harness.DisposeAsync();

    /// <summary>16 clients in four silos write every one of 300 keys first, in each round.</summary>
    [Fact]
    public async Task Of_all_first_writers_of_an_actor_one_wins_and_one_row_is_there()
    {
        const int clients = 16, keys = 300, rounds = 100;
        await using var second = await _harness.OpenAnotherAsync();
        await using var third = await _harness.OpenAnotherAsync();
        await using var fourth = await _harness.OpenAnotherAsync();
        IActorStore[] silos = [_harness.Store, second, third, fourth];
        for (var round = 0; round < rounds; round++)
        {
            var winners = new ConcurrentBag<(string Key, int Client)>();
            await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(() => Task.WhenAll(Enumerable.Range(0, keys).Select(async number =>
            {
                var key = $"us-{round}-{number}";
                var outcome = await silos[client % silos.Length].CommitAsync(Some.Commit(Some.Hold(key)) with { State = Some.Bytes($"client {client}") }, None);
                if (outcome is CommitOutcome.Committed)
                {
                    winners.Add((key, client));
                }
                else
                {
                    Assert.Equal(new CommitOutcome.Conflict(1), outcome);
                }
            })))));
            Assert.Equal(keys, winners.Select(winner => winner.Key).Distinct().Count());
            Assert.Equal(keys, winners.Count);
            foreach (var (key, client) in winners.Take(20))
            {
                Assert.Equal($"client {client}", Some.Text((await _harness.Store.LoadAsync(Some.Hold(key), None))!.State));
                Assert.Single(await _harness.Store.ReadJournalAsync(Some.Hold(key), 0, 10, None));
            }
        }

        Assert.Equal((long)keys * rounds, await ScalarAsync("SELECT count(*) FROM actors"));
        Assert.Equal((long)keys * rounds, await ScalarAsync("SELECT count(*) FROM journal"));
    }

    [Fact]
    public async Task Silos_that_write_the_same_actors_in_any_order_get_one_history()
    {
        await using var second = await _harness.OpenAnotherAsync();
        const int actors = 8, turns = 60;
        await Task.WhenAll(new[] { _harness.Store, second, _harness.Store, second }.Select((silo, client) => Task.Run(async () =>
        {
            var random = new Random(client);
            for (var turn = 0; turn < turns; turn++)
            {
                // Several at once, in no order, and often on a version that has moved on.
                await Task.WhenAll(Enumerable.Range(0, 4).Select(async piece =>
                {
                    var actor = Some.Hold($"us-{(random.Next(actors) + piece) % actors}");
                    var version = (await silo.LoadAsync(actor, None))?.Version ?? 0;
                    await silo.CommitAsync(Some.Commit(actor, version), None);
                }));
            }
        })));
        for (var number = 0; number < actors; number++)
        {
            var journal = await second.ReadJournalAsync(Some.Hold($"us-{number}"), 0, 10_000, None);
            JournalProof.Holds(journal);
            Assert.Equal(journal.Length, (await _harness.Store.LoadAsync(Some.Hold($"us-{number}"), None))!.Version);
        }
    }

    [Fact]
    public async Task A_command_that_another_silo_landed_is_answered_with_its_reply()
    {
        await using var second = await _harness.OpenAnotherAsync();
        var command = Some.Commit(Some.Hold()) with { Command = Some.Command("c1", reply: "the first reply") };
        await _harness.Store.CommitAsync(command, None);
        var retry = await second.CommitAsync(command with { ExpectedVersion = 1, Command = Some.Command("c1", reply: "another") }, None);
        Assert.Equal("the first reply", Some.Text(Assert.IsType<CommitOutcome.AlreadyDone>(retry).Reply));
    }

    [Fact]
    public async Task The_feed_waits_for_a_slow_transaction_and_then_tells_all_in_order()
    {
        await using var slow = new NpgsqlConnection(_harness.Options.ConnectionString + ";Pooling=false;Options='-c role=lert_owner -c search_path=lert'");
        await slow.OpenAsync();
        await using var transaction = await slow.BeginTransactionAsync();
        await using var number = new NpgsqlCommand("SELECT pg_current_xact_id()::text::bigint", slow);
        var began = (long)(await number.ExecuteScalarAsync())!;

        await _harness.Store.CommitAsync(Some.Commit(Some.Hold("us-quick")), None);
        Assert.Empty((await _harness.Store.ReadFeedAsync(0, 10, None)).Entries);
        Assert.Equal(0, await _harness.Store.ReadFeedEndAsync(None));

        // It writes after the quick one has long committed, and still comes before it: its transaction began before.
        var late = new ActorId("hold", "us-slow");
        var hash = JournalChain.Hash(JournalChain.Origin.Span, late, 1, 1, "hold.placed.v1", Some.Instant, "slow", null, "data"u8);
        await using var write = new NpgsqlCommand(
            "INSERT INTO journal (position, kind, key, sequence, version, type, at, by, previous_hash, hash, data) VALUES ($1, 'hold', 'us-slow', 1, 1, 'hold.placed.v1', $2, 'slow', $3, $4, 'data')", slow);
        write.Parameters.Add(new() { Value = (began << 20) + 1 });
        write.Parameters.Add(new() { Value = JournalChain.ToMicroseconds(Some.Instant) });
        write.Parameters.Add(new() { Value = JournalChain.Origin.ToArray() });
        write.Parameters.Add(new() { Value = hash });
        await write.ExecuteNonQueryAsync();
        await transaction.CommitAsync();

        var page = await _harness.Store.ReadFeedAsync(0, 10, None);
        Assert.Equal(["us-slow", "us-quick"], page.Entries.Select(entry => entry.Actor.Key));
        Assert.Equal(page.ResumeFrom, await _harness.Store.ReadFeedEndAsync(None));
    }

    [Fact]
    public async Task What_one_silo_commits_another_hears_of()
    {
        await using var second = await _harness.OpenAnotherAsync();
        var heard = new TaskCompletionSource<CommitHint>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = second.Subscribe(hint => heard.TrySetResult(hint));
        await second.Listening.WaitAsync(CommitGate.Patience);
        await _harness.Store.CommitAsync(Some.Commit(Some.Hold()) with { Outbox = [Some.Message("m")], WakeAt = Some.Instant }, None);
        Assert.Equal(new CommitHint(true, true, Some.Instant), await heard.Task.WaitAsync(CommitGate.Patience));
        Assert.Single((await second.ReadFeedAsync(0, 10, None)).Entries);
    }

    [Fact]
    public async Task A_remembered_head_that_is_wrong_is_looked_up_again()
    {
        await using var second = await _harness.OpenAnotherAsync();
        for (var version = 0; version < 3; version++)
        {
            await _harness.Store.CommitAsync(Some.Commit(Some.Hold(), version), None);
        }

        // The other silo has never seen it, then has, and then it moves on behind its back.
        Assert.Equal(new CommitOutcome.Committed(4), await second.CommitAsync(Some.Commit(Some.Hold(), 3), None));
        Assert.Equal(new CommitOutcome.Committed(5), await _harness.Store.CommitAsync(Some.Commit(Some.Hold(), 4), None));
        Assert.Equal(new CommitOutcome.Committed(6), await second.CommitAsync(Some.Commit(Some.Hold(), 5), None));
        JournalProof.Holds(await second.ReadJournalAsync(Some.Hold(), 0, 10, None));
    }

    private async Task<long> ScalarAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_harness.Options.ConnectionString + ";Pooling=false;Options='-c role=lert_owner -c search_path=lert'");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
