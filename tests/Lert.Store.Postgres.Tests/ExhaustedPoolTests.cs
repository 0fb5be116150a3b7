using Lert.Store.Contract;
using Lert.Store.Postgres.Tests.Servers;
using Npgsql;

namespace Lert.Store.Postgres.Tests;

/// <summary>Questions that take long are the trouble of who asks: commits go on, and the sessions are as good as they were.</summary>
public sealed class ExhaustedPoolTests : IAsyncLifetime
{
    private PostgresHarness _harness = null!;

    private static CancellationToken None => CancellationToken.None;

    public async Task InitializeAsync() => _harness = await PostgresHarness.StartAsync();

    public async Task DisposeAsync() => await _harness.DisposeAsync();

    [Fact]
    public async Task More_questions_than_there_is_room_for_hold_up_no_commit_and_close_no_session()
    {
        await using var store = await _harness.OpenAnotherAsync(options => options with
        {
            ConnectionString = $"{options.ConnectionString};Application Name=asking", Readers = 1, Writers = 1, StatementTimeout = TimeSpan.FromMinutes(1),
        });
        await using var holder = new NpgsqlConnection($"{_harness.Options.ConnectionString};Pooling=false;Persist Security Info=true");
        await holder.OpenAsync();
        // Within its transaction the other would see the sessions as they were at the first look.
        await using var watcher = new NpgsqlConnection(holder.ConnectionString);
        await watcher.OpenAsync();
        await ExecuteAsync(holder, "BEGIN; SET ROLE lert_owner; LOCK TABLE lert.wakes IN ACCESS EXCLUSIVE MODE; RESET ROLE");
        var asked = Enumerable.Range(0, 8).Select(_ => store.NextWakeAsync(Slots.All, None).AsTask()).ToList();
        int[] waiting;
        while ((waiting = await SessionsAsync(watcher, "wait_event_type = 'Lock'")).Length < 3)
        {
            Assert.Contains(asked, ask => !ask.IsCompleted);
        }

        var turnedAway = await Assert.ThrowsAsync<StoreUnavailableException>(() => Task.WhenAny(asked).Unwrap().WaitAsync(CommitGate.Patience));
        Assert.Contains("exhausted", turnedAway.Message, StringComparison.Ordinal);

        Assert.IsType<CommitOutcome.Committed>(await store.CommitAsync(Some.Commit(Some.Hold()), None).AsTask().WaitAsync(CommitGate.Patience));

        await ExecuteAsync(holder, "ROLLBACK");
        await Task.WhenAll(asked).ContinueWith(static _ => { }, TaskScheduler.Default).WaitAsync(CommitGate.Patience);
        Assert.Subset((await SessionsAsync(watcher, "true")).ToHashSet(), waiting.ToHashSet());
    }

    private static async Task<int[]> SessionsAsync(NpgsqlConnection session, string condition)
    {
        await using var command = new NpgsqlCommand(
            $"SELECT coalesce(array_agg(pid), ARRAY[]::integer[]) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'asking' AND {condition}", session);
        return (int[])(await command.ExecuteScalarAsync())!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection session, string sql)
    {
        await using var command = new NpgsqlCommand(sql, session);
        await command.ExecuteNonQueryAsync();
    }
}
