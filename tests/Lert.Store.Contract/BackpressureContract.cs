namespace Lert.Store.Contract;

/// <summary>A store that cannot keep up says so at once instead of collecting work.</summary>
public abstract class BackpressureContract : StoreContract
{
    protected override int MaxQueued => 8;

    [Fact]
    public async Task One_more_than_the_queue_takes_is_refused_and_the_queued_ones_land()
    {
        Harness.Gate.Close();
        var atGate = Store.CommitAsync(Some.Commit(Some.Hold("us-gate")), None).AsTask();
        await Harness.Gate.ReachedAsync();
        var queued = Enumerable.Range(0, MaxQueued).Select(number => Store.CommitAsync(Some.Commit(Some.Hold($"us-{number}")), None).AsTask()).ToList();

        var busy = await Assert.ThrowsAsync<StoreBusyException>(async () => await Store.CommitAsync(Some.Commit(Some.Hold("us-refused")), None));
        Assert.True(busy.RetryAfter > TimeSpan.Zero);
        Assert.All(queued, answer => Assert.False(answer.IsCompleted));

        Harness.Gate.Open();
        Assert.All(await Task.WhenAll(queued.Append(atGate)).WaitAsync(CommitGate.Patience), outcome => Assert.Equal(new CommitOutcome.Committed(1), outcome));
        Assert.Null(await Store.LoadAsync(Some.Hold("us-refused"), None));
        await CommittedAsync(Some.Commit(Some.Hold("us-refused")));
    }

    [Fact]
    public async Task Readers_are_served_while_the_writer_is_stuck()
    {
        await CommittedAsync(Some.Commit(Some.Hold()));
        Harness.Gate.Close();
        var stuck = Store.CommitAsync(Some.Commit(Some.Hold(), 1), None).AsTask();
        await Harness.Gate.ReachedAsync();
        Assert.Equal(1, (await Store.LoadAsync(Some.Hold(), None).AsTask().WaitAsync(CommitGate.Patience))!.Version);
        Harness.Gate.Open();
        await stuck;
        Assert.Equal(2, (await Store.LoadAsync(Some.Hold(), None))!.Version);
    }
}
