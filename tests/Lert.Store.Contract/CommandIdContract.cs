namespace Lert.Store.Contract;

/// <summary>A command id is judged before the version, and answered for ever.</summary>
public abstract class CommandIdContract : StoreContract
{
    private static Commit First => Some.Commit(Some.Hold()) with { Command = Some.Command("c1", reply: "the first reply") };

    [Fact]
    public async Task A_command_that_never_landed_has_no_reply() => Assert.Null(await Store.FindReplyAsync(Some.Hold(), "c1", None));

    [Fact]
    public async Task A_landed_command_is_found_with_its_hash_its_reply_and_its_time()
    {
        await CommittedAsync(First);
        await Harness.ReopenAsync();
        var reply = await Store.FindReplyAsync(Some.Hold(), "c1", None);
        Assert.Equal(("request", "the first reply", First.At), (Some.Text(reply!.RequestHash), Some.Text(reply.Reply), reply.At));
    }

    [Fact]
    public async Task A_retry_gets_the_stored_reply_even_when_the_version_moved_on()
    {
        await CommittedAsync(First);
        await CommittedAsync(Some.Commit(Some.Hold(), 1));
        foreach (var expected in new long[] { 0, 1, 2, 7 })
        {
            var retry = First with { ExpectedVersion = expected, Command = Some.Command("c1", reply: "another reply") };
            Assert.Equal("the first reply", Some.Text(Assert.IsType<CommitOutcome.AlreadyDone>(await Store.CommitAsync(retry, None)).Reply));
        }

        Assert.Equal(2, (await Store.LoadAsync(Some.Hold(), None))!.Version);
        Assert.Equal(2, (await JournalAsync(Some.Hold())).Length);
    }

    [Fact]
    public async Task The_same_id_with_another_request_is_refused_whatever_the_version()
    {
        await CommittedAsync(First);
        foreach (var expected in new long[] { 0, 1, 5 })
        {
            var other = First with { ExpectedVersion = expected, Command = Some.Command("c1", request: "another request") };
            Assert.IsType<CommitOutcome.CommandIdReused>(await Store.CommitAsync(other, None));
        }

        Assert.Equal(1, (await Store.LoadAsync(Some.Hold(), None))!.Version);
    }

    [Fact]
    public async Task The_same_id_at_another_actor_is_another_command()
    {
        await CommittedAsync(First);
        await CommittedAsync(First with { Actor = Some.Hold("us-hold-2") });
        await CommittedAsync(First with { Actor = new("case", "us-hold-1") });
    }

    [Fact]
    public async Task A_command_without_events_is_remembered_and_the_journal_does_not_grow()
    {
        await CommittedAsync(First with { Events = [] });
        Assert.NotNull(await Store.FindReplyAsync(Some.Hold(), "c1", None));
        Assert.Empty(await JournalAsync(Some.Hold()));
        await CommittedAsync(Some.Commit(Some.Hold(), 1));
        JournalProof.Holds(await JournalAsync(Some.Hold()));
        Assert.Equal(2, (await Store.LoadAsync(Some.Hold(), None))!.Version);
    }

    [Fact]
    public async Task Twins_in_one_batch_land_once()
    {
        var answers = await TogetherAsync(Enumerable.Repeat(First, 5));
        var outcomes = await Task.WhenAll(answers);
        Assert.Single(outcomes, new CommitOutcome.Committed(1));
        Assert.Equal(4, outcomes.Count(outcome => outcome is CommitOutcome.AlreadyDone done && Some.Text(done.Reply) == "the first reply"));
        Assert.Single(await JournalAsync(Some.Hold()));
    }

    [Fact]
    public async Task Many_retries_at_once_land_once()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => Store.CommitAsync(First, None).AsTask())));
        Assert.Single(outcomes, new CommitOutcome.Committed(1));
        Assert.All(outcomes, outcome => Assert.True(outcome is CommitOutcome.Committed or CommitOutcome.AlreadyDone));
    }
}
