namespace Lert.Store.Contract;

/// <summary>When the answer is lost, the command id tells whether it landed.</summary>
public abstract class UnknownOutcomeContract : StoreContract
{
    private static Commit Placed => Some.Commit(Some.Hold()) with { Command = Some.Command("c1"), Outbox = [Some.Message("m1")], WakeAt = Some.Instant };

    [Fact]
    public async Task A_failure_before_landing_leaves_nothing_and_the_retry_lands()
    {
        Harness.Gate.FailOnce(landed: false);
        await Assert.ThrowsAsync<CommitOutcomeUnknownException>(async () => await Store.CommitAsync(Placed, None));
        Assert.Null(await Store.FindReplyAsync(Some.Hold(), "c1", None));
        Assert.Null(await Store.LoadAsync(Some.Hold(), None));
        Assert.Empty(await Store.ReadOutboxAsync(Slots.All, default, 10, None));
        Assert.Empty((await Store.ReadFeedAsync(0, 10, None)).Entries);

        Assert.Equal(1, await CommittedAsync(Placed));
    }

    [Fact]
    public async Task A_failure_after_landing_left_everything_and_the_retry_gets_the_reply()
    {
        Harness.Gate.FailOnce(landed: true);
        await Assert.ThrowsAsync<CommitOutcomeUnknownException>(async () => await Store.CommitAsync(Placed, None));
        Assert.Equal("reply", Some.Text((await Store.FindReplyAsync(Some.Hold(), "c1", None))!.Reply));
        Assert.Equal(1, (await Store.LoadAsync(Some.Hold(), None))!.Version);
        Assert.Single(await Store.ReadOutboxAsync(Slots.All, default, 10, None));

        Assert.IsType<CommitOutcome.AlreadyDone>(await Store.CommitAsync(Placed, None));
        Assert.Single(await Store.ReadOutboxAsync(Slots.All, default, 10, None));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_commit_of_a_lost_batch_is_unknown_and_its_command_id_tells(bool landed)
    {
        var commits = Enumerable.Range(0, 8).Select(number => Some.Commit(Some.Hold($"us-hold-{number}")) with { Command = Some.Command("c") }).ToList();

        // The first transaction is the one that keeps the gate busy; the second carries the batch.
        Harness.Gate.FailOnce(landed, skip: 1);
        foreach (var answer in await TogetherAsync(commits))
        {
            await Assert.ThrowsAsync<CommitOutcomeUnknownException>(() => answer);
        }

        foreach (var commit in commits)
        {
            Assert.Equal(landed, await Store.FindReplyAsync(commit.Actor, "c", None) is not null);
            var retry = await Store.CommitAsync(commit, None);
            Assert.True(landed ? retry is CommitOutcome.AlreadyDone : retry is CommitOutcome.Committed { Version: 1 });
            JournalProof.Holds(await JournalAsync(commit.Actor));
            Assert.Single(await JournalAsync(commit.Actor));
        }
    }
}
