using Lert.Store.Contract;
using Lert.Store.Postgres.Tests.Servers;

namespace Lert.Store.Postgres.Tests;

/// <summary>A row more than the actors say, as damage would leave it: the commit that would write it takes it over. Made by the server's administrator, because nobody else can.</summary>
public sealed class SurplusRowTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Early = Some.Instant.AddHours(-1);

    private PostgresHarness _harness = null!;

    private static CancellationToken None => CancellationToken.None;

    public async Task InitializeAsync() => _harness = await PostgresHarness.StartAsync();

    public async Task DisposeAsync() => await _harness.DisposeAsync();

    [Fact]
    public async Task A_wake_up_that_stands_already_is_taken_over()
    {
        await CommitAsync(Some.Commit(Some.Hold()) with { WakeAt = Early });
        await _harness.ExecuteAsync($"INSERT INTO wakes SELECT {JournalChain.ToMicroseconds(Some.Instant)}, urgency, (slot + 128) % 256, kind, key FROM wakes");
        await CommitAsync(Some.Commit(Some.Hold(), 1) with { WakeAt = Some.Instant });

        await _harness.Postgres.VerifyWakesAsync(None);
        Assert.Equal(new DueActor(Some.Hold(), Some.Instant), Assert.Single(await _harness.Store.ReadDueAsync(Slots.All, Some.Instant, null, 10, None)));
    }

    [Theory]
    [InlineData("INSERT INTO listed VALUES (5, 9, 'hold', 'b', 'us-hold-1', 'another')")]
    [InlineData("UPDATE listed SET due_at = 5")]
    public async Task A_row_of_a_list_that_stands_already_is_taken_over(string damage)
    {
        var search = Some.Search with { DueAt = Early, Regime = "regime" };
        await CommitAsync(Some.Commit(Some.Hold()) with { Lists = new(["a"], 1), Search = search });
        await _harness.ExecuteAsync(damage);
        await CommitAsync(Some.Commit(Some.Hold(), 1) with { Lists = new(["a", "b"], 3), Search = search });

        await _harness.Postgres.VerifyListsAsync(None);
        Assert.Single(await _harness.Store.QueryListsAsync(new() { Kind = "hold", Lists = ["b"], Marks = [2], Regime = "regime", Limit = 10 }, None));
    }

    private async Task CommitAsync(Commit commit) => Assert.IsType<CommitOutcome.Committed>(await _harness.Store.CommitAsync(commit, None));
}
