namespace Lert.Store.Contract;

/// <summary>A timer is a column of the state that it belongs to.</summary>
public abstract class WakeContract : StoreContract
{
    [Fact]
    public async Task Nothing_waits_in_an_empty_store()
    {
        Assert.Null(await Store.NextWakeAsync(Slots.All, None));
        Assert.Empty(await Store.ReadDueAsync(Slots.All, DateTimeOffset.MaxValue, null, 10, None));
    }

    [Fact]
    public async Task Due_actors_come_earliest_first_and_none_early()
    {
        int[] seconds = [30, 10, 20, 40];
        foreach (var second in seconds)
        {
            await CommittedAsync(Some.Commit(Some.Hold($"us-{second}")) with { WakeAt = Some.Instant.AddSeconds(second) });
        }

        await CommittedAsync(Some.Commit(Some.Hold("us-never")));
        await Harness.ReopenAsync();
        var due = await Store.ReadDueAsync(Slots.All, Some.Instant.AddSeconds(30), null, 10, None);
        Assert.Equal(["us-10", "us-20", "us-30"], due.Select(actor => actor.Actor.Key));
        Assert.Equal(Some.Instant.AddSeconds(10), due[0].WakeAt);
        Assert.Equal(Some.Instant.AddSeconds(10), await Store.NextWakeAsync(Slots.All, None));
        Assert.Equal(["us-10", "us-20"], (await Store.ReadDueAsync(Slots.All, Some.Instant.AddSeconds(60), null, 2, None)).Select(actor => actor.Actor.Key));
        Assert.Empty(await Store.ReadDueAsync(Slots.All, Some.Instant.AddSeconds(9), null, 10, None));
    }

    /// <summary>Rounded up it would lie in no calendar, and every look at what is due would end there.</summary>
    [Fact]
    public async Task A_wake_up_that_could_not_be_read_again_is_refused()
    {
        var last = DateTimeOffset.MaxValue.AddTicks(-(DateTimeOffset.MaxValue.Ticks % TimeSpan.TicksPerMicrosecond));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Store.CommitAsync(Some.Commit(Some.Hold()) with { WakeAt = last.AddTicks(1) }, None));
        await CommittedAsync(Some.Commit(Some.Hold()) with { WakeAt = last });
        Assert.Equal(last, Assert.Single(await Store.ReadDueAsync(Slots.All, DateTimeOffset.MaxValue, null, 10, None)).WakeAt);
    }

    [Fact]
    public async Task The_most_urgent_timers_come_first_and_of_those_the_earliest()
    {
        (string Key, int Second, CommitUrgency Urgency)[] timers =
        [
            ("us-n1", 1, CommitUrgency.Normal), ("us-e9", 9, CommitUrgency.Emergency), ("us-h5", 5, CommitUrgency.High), ("us-n2", 2, CommitUrgency.Unspecified), ("us-e8", 8, CommitUrgency.Emergency),
        ];
        foreach (var (key, second, urgency) in timers)
        {
            await CommittedAsync(Some.Commit(Some.Hold(key)) with { WakeAt = Some.Instant.AddSeconds(second), Urgency = urgency });
        }

        await Harness.ReopenAsync();
        var due = await Store.ReadDueAsync(Slots.All, Some.Instant.AddSeconds(9), null, 10, None);
        Assert.Equal(["us-e8", "us-e9", "us-h5", "us-n1", "us-n2"], due.Select(timer => timer.Actor.Key));
        Assert.Equal([CommitUrgency.Emergency, CommitUrgency.Emergency, CommitUrgency.High, CommitUrgency.Normal, CommitUrgency.Normal], due.Select(timer => timer.Urgency));
        Assert.Equal(["us-e8", "us-e9", "us-h5", "us-n1"], (await Store.ReadDueAsync(Slots.All, Some.Instant.AddSeconds(9), null, 4, None)).Select(timer => timer.Actor.Key));
        Assert.Equal("us-e8", Assert.Single(await Store.ReadDueAsync(Slots.All, Some.Instant.AddSeconds(9), null, 1, None)).Actor.Key);

        // However urgent, none is early, and what is next does not depend on it.
        Assert.Equal(["us-h5", "us-n1", "us-n2"], (await Store.ReadDueAsync(Slots.All, Some.Instant.AddSeconds(7), null, 10, None)).Select(timer => timer.Actor.Key));
        Assert.Equal(Some.Instant.AddSeconds(1), await Store.NextWakeAsync(Slots.All, None));
    }

    [Fact]
    public async Task Who_reads_on_gets_what_is_urgent_all_the_same_and_the_rest_from_there()
    {
        (ActorId Actor, int Second, CommitUrgency Urgency)[] timers =
        [
            (Some.Hold("us-a"), 1, CommitUrgency.Normal), (Some.Hold("us-b"), 1, CommitUrgency.Normal), (Some.Hold("us-c"), 1, CommitUrgency.Normal), (new("account", "us-z"), 1, CommitUrgency.Normal),
            (Some.Hold("us-d"), 2, CommitUrgency.Normal), (Some.Hold("us-0"), 3, CommitUrgency.Normal), (Some.Hold("us-e"), 1, CommitUrgency.Emergency), (Some.Hold("us-h"), 1, CommitUrgency.High),
        ];
        foreach (var (actor, second, urgency) in timers)
        {
            await CommittedAsync(Some.Commit(actor) with { WakeAt = Some.Instant.AddSeconds(second), Urgency = urgency });
        }

        // Within an instant in the order of ids, and none twice.
        Assert.Equal(["us-e", "us-h", "us-z", "us-a", "us-b", "us-c", "us-d", "us-0"], await FromAsync(null, 10));
        Assert.Equal(["us-e", "us-h", "us-b", "us-c", "us-d", "us-0"], await FromAsync(new(Some.Hold("us-b"), Some.Instant.AddSeconds(1)), 10));
        Assert.Equal(["us-e", "us-h", "us-b"], await FromAsync(new(Some.Hold("us-b"), Some.Instant.AddSeconds(1)), 3));

        // Where it is gone, the next; and none that is not due.
        await CommittedAsync(Some.Commit(Some.Hold("us-b"), 1));
        Assert.Equal(["us-e", "us-h", "us-c", "us-d", "us-0"], await FromAsync(new(Some.Hold("us-b"), Some.Instant.AddSeconds(1)), 10));
        Assert.Equal(["us-e", "us-h"], await FromAsync(new(Some.Hold("us-0"), Some.Instant.AddSeconds(4)), 10));

        async Task<IEnumerable<string>> FromAsync(DueActor? from, int limit) =>
            (await Store.ReadDueAsync(Slots.All, Some.Instant.AddSeconds(3), from, limit, None)).Select(timer => timer.Actor.Key);
    }

    [Fact]
    public async Task The_last_commit_alone_says_how_urgent_the_timer_is()
    {
        var hold = Some.Hold();
        await CommittedAsync(Some.Commit(hold) with { WakeAt = Some.Instant, Urgency = CommitUrgency.Emergency });
        await CommittedAsync(Some.Commit(hold, 1) with { WakeAt = Some.Instant });
        Assert.Equal(new DueActor(hold, Some.Instant), Assert.Single(await Store.ReadDueAsync(Slots.All, Some.Instant, null, 10, None)));
        await CommittedAsync(Some.Commit(hold, 2) with { WakeAt = Some.Instant, Urgency = CommitUrgency.High });
        Assert.Equal(new DueActor(hold, Some.Instant, CommitUrgency.High), Assert.Single(await Store.ReadDueAsync(Slots.All, Some.Instant, null, 10, None)));
        await CommittedAsync(Some.Commit(hold, 3) with { Urgency = CommitUrgency.High });
        Assert.Empty(await Store.ReadDueAsync(Slots.All, Some.Instant, null, 10, None));
        Assert.Null(await Store.NextWakeAsync(Slots.All, None));
    }

    [Fact]
    public async Task An_urgency_that_there_is_not_is_refused() =>
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Store.CommitAsync(Some.Commit(Some.Hold()) with { Urgency = (CommitUrgency)4 }, None));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 10)]
    [InlineData(9, 10)]
    [InlineData(10, 10)]
    [InlineData(-1, 0)]
    [InlineData(-11, -10)]
    public async Task A_wake_up_is_rounded_up_to_the_microsecond(int ticks, int stored)
    {
        foreach (var origin in new[] { Some.Instant, DateTimeOffset.UnixEpoch })
        {
            var hold = Some.Hold($"us-{origin.Year}");
            await CommittedAsync(Some.Commit(hold) with { WakeAt = origin.AddTicks(ticks) });
            Assert.Equal(origin.AddTicks(stored), (await Store.LoadAsync(hold, None))!.WakeAt);
        }

        Assert.Empty(await Store.ReadDueAsync(Slots.All, DateTimeOffset.UnixEpoch.AddTicks(stored - 1), null, 10, None));
        Assert.Single(await Store.ReadDueAsync(Slots.All, DateTimeOffset.UnixEpoch.AddTicks(stored), null, 10, None));
    }

    [Fact]
    public async Task The_last_commit_alone_says_when_to_wake()
    {
        var hold = Some.Hold();
        await CommittedAsync(Some.Commit(hold) with { WakeAt = Some.Instant });
        await CommittedAsync(Some.Commit(hold, 1) with { WakeAt = Some.Instant.AddDays(1) });
        Assert.Empty(await Store.ReadDueAsync(Slots.All, Some.Instant, null, 10, None));
        Assert.Equal(Some.Instant.AddDays(1), await Store.NextWakeAsync(Slots.All, None));
        await CommittedAsync(Some.Commit(hold, 2));
        Assert.Null(await Store.NextWakeAsync(Slots.All, None));
    }

    [Fact]
    public async Task Repeated_and_reordered_wakes_fire_once()
    {
        var hold = Some.Hold();
        await CommittedAsync(Some.Commit(hold) with { WakeAt = Some.Instant });

        // Three pumps read the same due row; each decides on version 1, and their ticks arrive late and together.
        var due = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Store.ReadDueAsync(Slots.All, Some.Instant, null, 10, None).AsTask()));
        Assert.All(due, actors => Assert.Equal(hold, Assert.Single(actors).Actor));
        var tick = Some.Commit(hold, 1) with { Events = [new("hold.released.v1", default)], By = "system:timer", Outbox = [Some.Message("released")] };
        var outcomes = await Task.WhenAll(await TogetherAsync(tick, tick, tick));
        Assert.Equal([new CommitOutcome.Committed(2), new CommitOutcome.Conflict(2), new CommitOutcome.Conflict(2)], outcomes);

        // A fourth is very late.
        Assert.Equal(new CommitOutcome.Conflict(2), await Store.CommitAsync(tick, None));
        Assert.Single(await JournalAsync(hold), entry => entry.Type == "hold.released.v1");
        Assert.Single(await Store.ReadOutboxAsync(Slots.All, default, 10, None));
        Assert.Empty(await Store.ReadDueAsync(Slots.All, Some.Instant.AddYears(1), null, 10, None));
    }

    [Fact]
    public async Task Slots_divide_the_due_actors()
    {
        for (var number = 0; number < 40; number++)
        {
            await CommittedAsync(Some.Commit(Some.Hold($"us-{number}")) with { WakeAt = Some.Instant.AddSeconds(number) });
        }

        var low = await Store.ReadDueAsync(new(0, 127), Some.Instant.AddHours(1), null, 100, None);
        var high = await Store.ReadDueAsync(new(128, 255), Some.Instant.AddHours(1), null, 100, None);
        Assert.All(low, due => Assert.InRange(Slots.Of(due.Actor), 0, 127));
        Assert.Equal(40, low.Concat(high).Select(due => due.Actor).Distinct().Count());
        Assert.Equal(low[0].WakeAt, await Store.NextWakeAsync(new(0, 127), None));
        Assert.Equal(high[0].WakeAt, await Store.NextWakeAsync(new(128, 255), None));
    }
}
