namespace Lert.Store.Contract;

/// <summary>Commits that travel together keep their own verdicts.</summary>
public abstract class GroupCommitContract : StoreContract
{
    private static Commit OfForeignRegion => Some.Commit(Some.Hold("eu-hold-1"));

    private static Commit TooEarly => Some.Commit(Some.Hold("us-early")) with
    {
        Search = new() { Status = "released", ReleaseNotBefore = Some.Instant.AddSeconds(1), ReleasedAt = Some.Instant },
        Command = Some.Command("early"),
        Outbox = [Some.Message("early")],
        WakeAt = Some.Instant,
    };

    [Fact]
    public async Task A_conflict_does_not_touch_its_neighbours()
    {
        var answers = await TogetherAsync(
            Some.Commit(Some.Hold("us-1")), Some.Commit(Some.Hold("us-2"), 9), Some.Commit(Some.Hold("us-3")));
        Assert.Equal(
            [new CommitOutcome.Committed(1), new CommitOutcome.Conflict(0), new CommitOutcome.Committed(1)], await Task.WhenAll(answers));
    }

    [Fact]
    public async Task A_wall_stops_only_the_commit_that_runs_into_it()
    {
        var neighbours = Enumerable.Range(0, 20).Select(number => Some.Commit(Some.Hold($"us-{number}"), 0, 2) with { Outbox = [Some.Message($"m{number}")] }).ToList();
        var answers = await TogetherAsync([.. neighbours[..10], TooEarly, .. neighbours[10..], OfForeignRegion]);

        await Assert.ThrowsAsync<WallHitException>(() => answers[10]);
        await Assert.ThrowsAsync<WallHitException>(() => answers[21]);
        Assert.All(await Task.WhenAll(answers.Where((_, index) => index is not 10 and not 21)), outcome => Assert.Equal(new CommitOutcome.Committed(1), outcome));
        Assert.Equal(20, (await Store.ReadOutboxAsync(Slots.All, default, 100, None)).Length);
        foreach (var neighbour in neighbours)
        {
            Assert.Equal(neighbour.State.ToArray(), (await Store.LoadAsync(neighbour.Actor, None))!.State.ToArray());
            JournalProof.Holds(await JournalAsync(neighbour.Actor));
            Assert.Equal(2, (await JournalAsync(neighbour.Actor)).Length);
        }
    }

    [Fact]
    public async Task A_commit_that_ran_into_a_wall_left_nothing()
    {
        await Assert.ThrowsAsync<WallHitException>(async () => await Store.CommitAsync(TooEarly, None));
        Assert.Null(await Store.LoadAsync(TooEarly.Actor, None));
        Assert.Null(await Store.FindReplyAsync(TooEarly.Actor, "early", None));
        Assert.Empty(await JournalAsync(TooEarly.Actor));
        Assert.Empty(await Store.ReadOutboxAsync(Slots.All, default, 10, None));
        Assert.Null(await Store.NextWakeAsync(Slots.All, None));
    }

    [Fact]
    public async Task Commits_of_one_actor_in_one_batch_happen_one_after_the_other()
    {
        var hold = Some.Hold();
        var answers = await TogetherAsync(
            Some.Commit(hold), Some.Commit(hold), Some.Commit(hold, 1, 3), Some.Commit(hold, 1), Some.Commit(hold, 2) with { WakeAt = Some.Instant });
        Assert.Equal(
            [new CommitOutcome.Committed(1), new CommitOutcome.Conflict(1), new CommitOutcome.Committed(2), new CommitOutcome.Conflict(2), new CommitOutcome.Committed(3)],
            await Task.WhenAll(answers));
        JournalProof.Holds(await JournalAsync(hold));
        Assert.Equal([1, 2, 2, 2, 3], (await JournalAsync(hold)).Select(entry => (int)entry.Version));
        Assert.Equal("state 3 of hold/us-hold-1", Some.Text((await Store.LoadAsync(hold, None))!.State));
    }

    [Fact]
    public async Task What_follows_a_wall_in_the_same_batch_sees_the_state_before_it()
    {
        var early = TooEarly with { Actor = Some.Hold() };
        var answers = await TogetherAsync(early, Some.Commit(Some.Hold()), Some.Commit(Some.Hold(), 1));
        await Assert.ThrowsAsync<WallHitException>(() => answers[0]);
        Assert.Equal(new CommitOutcome.Committed(1), await answers[1]);
        Assert.Equal(new CommitOutcome.Committed(2), await answers[2]);
        JournalProof.Holds(await JournalAsync(Some.Hold()));
    }

    [Fact]
    public async Task A_commit_cancelled_while_it_waited_writes_nothing_and_its_neighbours_land()
    {
        using var cancel = new CancellationTokenSource();
        Harness.Gate.Close();
        var keeper = Store.CommitAsync(Some.Commit(Some.Hold("us-keeper")), None).AsTask();
        await Harness.Gate.ReachedAsync();
        var cancelled = Store.CommitAsync(Some.Commit(Some.Hold("us-1")), cancel.Token).AsTask();
        var neighbour = Store.CommitAsync(Some.Commit(Some.Hold("us-2")), None).AsTask();
        await cancel.CancelAsync();
        Harness.Gate.Open();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.WaitAsync(CommitGate.Patience));
        Assert.Equal(new CommitOutcome.Committed(1), await neighbour);
        Assert.Equal(new CommitOutcome.Committed(1), await keeper);
        Assert.Null(await Store.LoadAsync(Some.Hold("us-1"), None));
    }

    [Fact]
    public async Task Concurrent_commits_of_many_actors_all_land()
    {
        const int actors = 20, commits = 25;
        await Task.WhenAll(Enumerable.Range(0, actors).Select(actor => Task.Run(async () =>
        {
            for (var version = 0; version < commits; version++)
            {
                Assert.Equal(version + 1, await CommittedAsync(Some.Commit(Some.Hold($"us-{actor}"), version)));
            }
        })));
        for (var actor = 0; actor < actors; actor++)
        {
            JournalProof.Holds(await JournalAsync(Some.Hold($"us-{actor}")));
            Assert.Equal(commits, (await JournalAsync(Some.Hold($"us-{actor}"))).Length);
        }
    }
}
