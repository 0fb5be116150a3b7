using Lert.Store.Contract;
using Lert.Store.Postgres.Tests.Servers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lert.Store.Postgres.Tests;

/// <summary>A silo knows how far its clock is from the database's; and whatever it believes, the database has the last word on what is due.</summary>
public sealed class ClockTests : IAsyncLifetime
{
    private PrivateServer _server = null!;
    private string _database = null!;

    public async Task InitializeAsync()
    {
        _server = await PrivateServer.SharedAsync();
        _database = await _server.CreateDatabaseAsync();
    }

    public async Task DisposeAsync() => await _server.DropDatabaseAsync(_database);

    [Theory]
    [InlineData(0, true)]
    [InlineData(600, false)]
    [InlineData(-600, false)]
    [InlineData(5, false)]
    [InlineData(-5, false)]
    public async Task The_skew_is_what_the_clock_is_wrong_by(int seconds, bool trusted)
    {
        await using var store = await OpenAsync(TimeSpan.FromSeconds(seconds));
        var measured = Assert.NotNull(((ICellClock)store).Skew);
        Assert.InRange((measured - TimeSpan.FromSeconds(seconds)).Duration(), TimeSpan.Zero, TimeSpan.FromSeconds(1.5));
        Assert.Equal(trusted, ((ICellClock)store).IsTrusted);
    }

    [Fact]
    public async Task A_clock_that_is_set_is_found_wrong_at_once_and_not_by_the_next_comparison()
    {
        var clock = new ShiftedClock(TimeSpan.Zero);
        await using var store = await OpenAsync(clock);
        Assert.True(((ICellClock)store).IsTrusted);

        clock.Ahead = TimeSpan.FromMinutes(10);

        Assert.InRange(Assert.NotNull(store.Skew), TimeSpan.FromSeconds(598), TimeSpan.FromSeconds(602));
    }

    [Fact]
    public async Task A_silo_ten_minutes_ahead_cannot_release_what_is_not_due_by_the_database()
    {
        var ahead = TimeSpan.FromMinutes(10);
        await using var store = await OpenAsync(ahead);
        var believed = new ShiftedClock(ahead).GetUtcNow();
        var hold = Some.Commit(Some.Hold()) with { Search = new() { Status = "active", ReleaseNotBefore = believed.AddMinutes(-1) } };
        await store.CommitAsync(hold, CancellationToken.None);
        var release = Some.Commit(Some.Hold(), 1) with { Search = new() { Status = "released", ReleaseNotBefore = believed.AddMinutes(-1), ReleasedAt = believed } };

        var hit = await Assert.ThrowsAsync<WallHitException>(async () => await store.CommitAsync(release, CancellationToken.None));
        Assert.Contains("by the clock of the database", hit.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<WallHitException>(async () => await store.CommitAsync(release with { Actor = Some.Hold("us-2"), ExpectedVersion = 0 }, CancellationToken.None));

        // What two people decided is no question of the clock; and what is due by the database is released.
        Assert.IsType<CommitOutcome.Committed>(await store.CommitAsync(release with { Search = release.Search with { ReleasedEarly = true } }, CancellationToken.None));
        var due = new ShiftedClock(TimeSpan.FromMinutes(-1)).GetUtcNow();
        var lawful = Some.Commit(Some.Hold("us-3")) with { Search = new() { Status = "released", ReleaseNotBefore = due, ReleasedAt = due } };
        Assert.IsType<CommitOutcome.Committed>(await store.CommitAsync(lawful, CancellationToken.None));
    }

    [Fact]
    public async Task A_cell_is_of_one_calendar()
    {
        await using (var scaled = await OpenAsync(TimeSpan.Zero, scaled: true))
        {
            Assert.Equal(TimeSpan.Zero, scaled.Skew);
        }

        // Nothing is in it yet: it may still be either.
        await using (var store = await OpenAsync(TimeSpan.Zero))
        {
            await store.CommitAsync(Some.Commit(Some.Hold()), CancellationToken.None);
        }

        var refused = await Assert.ThrowsAsync<StoreOpenException>(() => OpenAsync(TimeSpan.Zero, scaled: true));
        Assert.Contains("runs on the true calendar", refused.Message, StringComparison.Ordinal);
    }

    private Task<PostgresActorStore> OpenAsync(TimeSpan ahead, bool scaled = false) => OpenAsync(new ShiftedClock(ahead), scaled);

    private Task<PostgresActorStore> OpenAsync(ShiftedClock clock, bool scaled = false) => PostgresActorStore.OpenAsync(
        new() { ConnectionString = _server.With(parts => parts.Database = _database), Regions = ["us"], ScaledCalendar = scaled },
        clock,
        NullLogger<PostgresActorStore>.Instance,
        CancellationToken.None);
}
