using Lert.Store.Contract;
using Lert.Store.Postgres.Tests.Servers;
using Npgsql;

namespace Lert.Store.Postgres.Tests;

/// <summary>A table of wake-ups that lost rows, as damage would leave it: made by the server's administrator, because nobody else can.</summary>
public sealed class WakeMendingTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Early = Some.Instant.AddHours(-1), Late = Some.Instant.AddHours(1), Later = Some.Instant.AddHours(2);

    private PostgresHarness _harness = null!;

    private static CancellationToken None => CancellationToken.None;

    private PostgresActorStore Store => _harness.Postgres;

    public async Task InitializeAsync() => _harness = await PostgresHarness.StartAsync();

    public async Task DisposeAsync() => await _harness.DisposeAsync();

    [Fact]
    public async Task What_is_whole_stays_as_it_is()
    {
        await SeedAsync(5, Early);
        await CommitAsync("us-none", 0, null);
        var before = await DueAsync();
        Assert.Equal(new WakeStretch(Some.Hold("us-none"), 0, 0, 0), await MendAsync());
        Assert.Equal(before, await DueAsync());
    }

    [Fact]
    public async Task A_timer_that_was_lost_is_put_back_and_found_by_the_pumps()
    {
        await SeedAsync(5, Early);
        await CommitAsync("us-urgent", 0, Early, CommitUrgency.Emergency);
        var before = await DueAsync();

        await _harness.ExecuteAsync("DELETE FROM wakes WHERE key IN ('us-1', 'us-3', 'us-urgent')");
        Assert.Equal(3, (await DueAsync()).Length);
        await Assert.ThrowsAsync<DataLossException>(() => Store.VerifyWakesAsync(None));

        Assert.Equal(3, (await MendAsync()).Restored);
        Assert.Equal(before, await DueAsync());
        await Store.VerifyWakesAsync(None);
        Assert.Equal(0, (await MendAsync()).Restored);
    }

    [Fact]
    public async Task Its_next_commit_goes_on_from_what_was_put_back()
    {
        await SeedAsync(1, Early);
        await _harness.ExecuteAsync("DELETE FROM wakes");
        await MendAsync();
        await CommitAsync("us-0", 1, Late);
        Assert.Empty(await DueAsync());
        Assert.Equal(Late, await Store.NextWakeAsync(Slots.All, None));
        await Store.VerifyWakesAsync(None);
    }

    [Theory]
    [InlineData("wake_at = wake_at + 7200000000")]
    [InlineData("urgency = 1")]
    [InlineData("slot = (slot + 128) % 256")]
    [InlineData("key = 'us-other'")]
    public async Task A_timer_that_stands_wrong_is_put_right_and_the_wrong_one_goes_once_it_is_overdue(string damage)
    {
        await SeedAsync(1, Early);
        await CommitAsync("us-other", 0, null);
        await _harness.ExecuteAsync($"UPDATE wakes SET {damage}");

        Assert.Equal(1, (await MendAsync()).Restored);
        Assert.Contains(await DueAsync(), due => due == new DueActor(Some.Hold("us-0"), Early));
        Assert.Contains(await Store.ReadDueAsync(new(SlotOf("us-0"), SlotOf("us-0")), Some.Instant, null, 10, None), due => due.Actor == Some.Hold("us-0") && due.WakeAt == Early);

        await MendAsync(overdue: Later.AddTicks(10));
        await Store.VerifyWakesAsync(None);
        Assert.Equal([new DueActor(Some.Hold("us-0"), Early)], await DueAsync());
    }

    [Fact]
    public async Task What_an_actor_waits_for_is_never_taken_away_however_overdue()
    {
        await SeedAsync(5, Early);
        Assert.Equal(0, (await MendAsync(overdue: DateTimeOffset.MaxValue.AddDays(-1))).Removed);
        Assert.Equal(5, (await DueAsync()).Length);
    }

    [Fact]
    public async Task A_timer_of_an_actor_that_is_not_there_stays_and_is_counted()
    {
        await SeedAsync(1, Early);
        await _harness.ExecuteAsync($"INSERT INTO wakes VALUES ({JournalChain.ToMicroseconds(Early)}, 3, 7, 'hold', 'us-ghost')");
        Assert.Equal(0, (await MendAsync(overdue: Early)).Stray);
        Assert.Equal(new WakeStretch(Some.Hold("us-0"), 0, 0, 1), await MendAsync());
        Assert.Equal(2, (await DueAsync()).Length);
    }

    [Fact]
    public async Task All_actors_are_looked_at_stretch_by_stretch_in_the_order_of_their_keys()
    {
        await SeedAsync(25, Early);
        await Store.CommitAsync(Some.Commit(new("account", "us-zz")) with { WakeAt = Early }, None);
        await _harness.ExecuteAsync("DELETE FROM wakes");

        ActorId? after = null;
        var stretches = new List<WakeStretch>();
        do
        {
            stretches.Add(await Store.MendWakesAsync(after, 10, Some.Instant, None));
            after = stretches[^1].Last;
        }
        while (after is not null);

        Assert.Equal([10, 10, 6, 0], stretches.Select(stretch => stretch.Restored));
        // A hold between accounts and holds: the order goes by kind and then by key, byte by byte.
        Assert.Equal([Some.Hold("us-16"), Some.Hold("us-3"), Some.Hold("us-9"), null], stretches.Select(stretch => stretch.Last));
        await Store.VerifyWakesAsync(None);
    }

    [Fact]
    public async Task What_a_commit_is_moving_is_judged_as_it_is_afterwards()
    {
        await SeedAsync(1, Early);
        await _harness.ExecuteAsync("DELETE FROM wakes");
        await using var commit = new NpgsqlConnection(_harness.Options.ConnectionString + ";Pooling=false;Options='-c role=lert_owner -c search_path=lert'");
        await commit.OpenAsync();
        await using var transaction = await commit.BeginTransactionAsync();
        var late = JournalChain.ToMicroseconds(Late);
        await using (var move = new NpgsqlCommand($"UPDATE actors SET version = version + 1, wake_at = {late}; INSERT INTO wakes SELECT wake_at, urgency, slot, kind, key FROM actors", commit))
        {
            await move.ExecuteNonQueryAsync();
        }

        var mending = MendAsync();
        while (!await IsWaitingAsync())
        {
            Assert.False(mending.IsCompleted, "It did not wait for the commit.");
        }

        await transaction.CommitAsync();

        Assert.Equal(0, (await mending).Restored);
        Assert.Empty(await DueAsync());
        await Store.VerifyWakesAsync(None);
    }

    /// <summary>Rows are lost again and again while silos commit and one of them mends: no commit fails on that account, and in the end both tables say the same.</summary>
    [Fact]
    public async Task Mending_under_load_disturbs_no_commit_and_ends_whole()
    {
        const int actors = 40, turns = 60;
        await SeedAsync(actors, Early);
        await using var second = await _harness.OpenAnotherAsync();
        using var done = new CancellationTokenSource();
        var mending = Task.Run(async () =>
        {
            for (var lost = 0; !done.IsCancellationRequested; lost++)
            {
                await _harness.ExecuteAsync($"DELETE FROM wakes WHERE key = 'us-{lost % actors}'");
                await MendAsync();
            }
        });
        IActorStore[] silos = [Store, second];
        await Task.WhenAll(Enumerable.Range(0, actors).Select(number => Task.Run(async () =>
        {
            var random = new Random(number);
            for (var version = 1; version <= turns; version++)
            {
                DateTimeOffset? wake = random.Next(4) == 0 ? null : Early.AddSeconds(random.Next(3_000));
                Assert.IsType<CommitOutcome.Committed>(await silos[random.Next(2)].CommitAsync(
                    Some.Commit(Some.Hold($"us-{number}"), version) with { WakeAt = wake, Urgency = (CommitUrgency)random.Next(1, 4) }, None));
            }
        })));
        await done.CancelAsync();
        await mending;

        await MendAsync(overdue: Later);
        await Store.VerifyWakesAsync(None);
    }

    private Task<WakeStretch> MendAsync(DateTimeOffset? overdue = null) => Store.MendWakesAsync(null, 1_000, overdue ?? Some.Instant, None).AsTask();

    private async Task<DueActor[]> DueAsync() => [.. await Store.ReadDueAsync(Slots.All, Some.Instant, null, 1_000, None)];

    private async Task SeedAsync(int count, DateTimeOffset wake)
    {
        for (var number = 0; number < count; number++)
        {
            await CommitAsync($"us-{number}", 0, wake);
        }
    }

    private async Task CommitAsync(string key, long version, DateTimeOffset? wake, CommitUrgency urgency = CommitUrgency.Normal) =>
        Assert.IsType<CommitOutcome.Committed>(await Store.CommitAsync(Some.Commit(Some.Hold(key), version) with { WakeAt = wake, Urgency = urgency }, None));

    private static int SlotOf(string key) => Slots.Of(Some.Hold(key));

    private async Task<bool> IsWaitingAsync()
    {
        await using var session = new NpgsqlConnection(_harness.Options.ConnectionString + ";Pooling=false");
        await session.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%mend_wakes%')", session);
        return await command.ExecuteScalarAsync() is true;
    }
}
