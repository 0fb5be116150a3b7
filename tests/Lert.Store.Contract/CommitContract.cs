namespace Lert.Store.Contract;

/// <summary>Compare-and-set, and what a commit leaves behind.</summary>
public abstract class CommitContract : StoreContract
{
    [Fact]
    public async Task An_actor_that_was_never_written_is_not_there() => Assert.Null(await Store.LoadAsync(Some.Hold(), None));

    [Fact]
    public async Task A_commit_is_loaded_as_it_was_written()
    {
        var commit = Some.Commit(Some.Hold()) with
        {
            State = Enumerable.Range(0, 5000).Select(number => (byte)number).ToArray(),
            WakeAt = Some.Instant.AddDays(90),
            Format = 3,
            Search = new()
            {
                Status = "released",
                Account = "us-account-1",
                Case = "us-case-1",
                Regime = "us-2703f",
                Assignee = "Åsa 🙂",
                DueAt = Some.Instant.AddDays(1),
                ReleaseNotBefore = Some.Instant.AddDays(2),
                ReleasedAt = Some.Instant.AddDays(3),
                ReleasedEarly = true,
            },
        };
        Assert.Equal(1, await CommittedAsync(commit));
        await Harness.ReopenAsync();

        var stored = Assert.IsType<StoredActor>(await Store.LoadAsync(commit.Actor, None));
        Assert.Equal(commit.Actor, stored.Actor);
        Assert.Equal(1, stored.Version);
        Assert.Equal(commit.State.ToArray(), stored.State.ToArray());
        Assert.Equal(commit.Search, stored.Search);
        Assert.Equal(commit.WakeAt, stored.WakeAt);
        Assert.Equal(3, stored.Format);
    }

    [Fact]
    public async Task The_format_of_a_state_is_1_until_a_commit_says_otherwise_and_moves_with_each_commit()
    {
        await CommittedAsync(Some.Commit(Some.Hold()));
        Assert.Equal(1, (await Store.LoadAsync(Some.Hold(), None))!.Format);
        await CommittedAsync(Some.Commit(Some.Hold(), 1) with { Format = 2 });
        Assert.Equal(2, (await Store.LoadAsync(Some.Hold(), None))!.Format);
        await CommittedAsync(Some.Commit(Some.Hold(), 2));
        Assert.Equal(1, (await Store.LoadAsync(Some.Hold(), None))!.Format);
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Store.CommitAsync(Some.Commit(Some.Hold(), 3) with { Format = 0 }, None));
    }

    [Fact]
    public async Task An_empty_state_and_empty_data_stay_empty()
    {
        var commit = Some.Commit(Some.Hold()) with { State = default, Events = [new("hold.placed.v1", default)], Command = new("c", default, default) };
        await CommittedAsync(commit);
        Assert.True((await Store.LoadAsync(commit.Actor, None))!.State.IsEmpty);
        Assert.True(Assert.Single(await JournalAsync(commit.Actor)).Data.IsEmpty);
        Assert.True((await Store.FindReplyAsync(commit.Actor, "c", None))!.Reply.IsEmpty);
    }

    [Fact]
    public async Task Each_commit_makes_the_version_one_more()
    {
        for (var version = 0; version < 5; version++)
        {
            Assert.Equal(version + 1, await CommittedAsync(Some.Commit(Some.Hold(), version)));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_commit_on_another_version_is_a_conflict_and_leaves_no_trace(long expected)
    {
        await CommittedAsync(Some.Commit(Some.Hold()));
        await CommittedAsync(Some.Commit(Some.Hold(), 1));
        var late = Some.Commit(Some.Hold(), expected) with
        {
            Command = Some.Command("late"), Outbox = [Some.Message("m")], WakeAt = Some.Instant, State = Some.Bytes("late"),
        };
        Assert.Equal(new CommitOutcome.Conflict(2), await Store.CommitAsync(late, None));

        var stored = await Store.LoadAsync(Some.Hold(), None);
        Assert.Equal((2, "state 2 of hold/us-hold-1", null), (stored!.Version, Some.Text(stored.State), stored.WakeAt));
        Assert.Null(await Store.FindReplyAsync(Some.Hold(), "late", None));
        Assert.Equal(2, (await JournalAsync(Some.Hold())).Length);
        Assert.Empty(await Store.ReadOutboxAsync(Slots.All, default, 10, None));
    }

    [Fact]
    public async Task A_commit_on_an_actor_that_is_not_there_is_a_conflict_with_version_0()
    {
        Assert.Equal(new CommitOutcome.Conflict(0), await Store.CommitAsync(Some.Commit(Some.Hold(), 4), None));
        Assert.Null(await Store.LoadAsync(Some.Hold(), None));
    }

    [Fact]
    public async Task Of_many_first_writers_exactly_one_wins()
    {
        const int racers = 40;
        var outcomes = await Task.WhenAll(Enumerable.Range(0, racers).Select(racer =>
            Task.Run(() => Store.CommitAsync(Some.Commit(Some.Hold()) with { State = Some.Bytes($"racer {racer}") }, None).AsTask())));
        var winner = Assert.Single(Enumerable.Range(0, racers), racer => outcomes[racer] is CommitOutcome.Committed { Version: 1 });
        Assert.All(outcomes.Where((_, racer) => racer != winner), outcome => Assert.Equal(new CommitOutcome.Conflict(1), outcome));
        Assert.Equal($"racer {winner}", Some.Text((await Store.LoadAsync(Some.Hold(), None))!.State));
        Assert.Single(await JournalAsync(Some.Hold()));
    }

    [Fact]
    public async Task The_same_key_of_another_kind_is_another_actor()
    {
        await CommittedAsync(Some.Commit(new("hold", "us-1")));
        await CommittedAsync(Some.Commit(new("case", "us-1")));
        Assert.Equal("state 1 of hold/us-1", Some.Text((await Store.LoadAsync(new("hold", "us-1"), None))!.State));
    }

    [Fact]
    public async Task Keys_that_differ_in_case_accent_or_blank_are_different_actors()
    {
        string[] keys = ["us-a", "us-A", "us-\u00e1", "us-a\u0301", "us-a ", "us-a\u200b"];
        foreach (var key in keys)
        {
            Assert.Equal(1, await CommittedAsync(Some.Commit(Some.Hold(key))));
        }

        Assert.Equal(keys.Length, (await Store.ReadFeedAsync(0, 100, None)).Entries.Length);
    }

    [Fact]
    public async Task A_key_that_is_not_text_is_refused()
    {
        foreach (var key in new[] { "", "us-\0", "us-" + (char)0xD800 })
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Store.CommitAsync(Some.Commit(Some.Hold(key)), None));
            await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Store.LoadAsync(Some.Hold(key), None));
        }

        await CommittedAsync(Some.Commit(Some.Hold()));
    }

    [Fact]
    public async Task A_commit_that_was_cancelled_before_it_was_queued_writes_nothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Store.CommitAsync(Some.Commit(Some.Hold()), new CancellationToken(canceled: true)));
        Assert.Null(await Store.LoadAsync(Some.Hold(), None));
    }
}
