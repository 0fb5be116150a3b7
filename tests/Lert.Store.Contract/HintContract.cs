using System.Collections.Concurrent;

namespace Lert.Store.Contract;

/// <summary>Hints come after durability, one per batch, and a bad listener harms nobody.</summary>
public abstract class HintContract : StoreContract
{
    [Fact]
    public async Task A_hint_says_what_is_new()
    {
        var hints = new ConcurrentQueue<CommitHint>();
        using var heard = new SemaphoreSlim(0);
        using var subscription = Store.Subscribe(hint =>
        {
            hints.Enqueue(hint);
            heard.Release();
        });
        await CommittedAsync(Some.Commit(Some.Hold()) with { WakeAt = Some.Instant.AddTicks(1) });
        Assert.True(await heard.WaitAsync(CommitGate.Patience));
        await CommittedAsync(Some.Commit(Some.Hold(), 1, 0) with { Outbox = [Some.Message("m")] });
        Assert.True(await heard.WaitAsync(CommitGate.Patience));
        Assert.Equal([new CommitHint(true, false, Some.Instant.AddTicks(10)), new CommitHint(false, true, null)], hints);
    }

    [Fact]
    public async Task What_a_hint_speaks_of_can_be_read()
    {
        // The pool keeps the read going while the listener returns at once.
        var read = new TaskCompletionSource<Task<FeedPage>>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = Store.Subscribe(hint => read.TrySetResult(Store.ReadFeedAsync(0, 10, None).AsTask()));
        await CommittedAsync(Some.Commit(Some.Hold()));
        var page = await await read.Task.WaitAsync(CommitGate.Patience);
        Assert.Single(page.Entries);
    }

    [Fact]
    public async Task Commits_that_travel_together_make_one_hint_with_the_earliest_wake_up()
    {
        var hints = new ConcurrentQueue<CommitHint>();
        using var heard = new SemaphoreSlim(0);
        using var subscription = Store.Subscribe(hint =>
        {
            hints.Enqueue(hint);
            heard.Release();
        });
        int[] seconds = [30, 10, 20];
        await TogetherAsync(seconds.Select(second => Some.Commit(Some.Hold($"us-{second}")) with { WakeAt = Some.Instant.AddSeconds(second) }));
        Assert.True(await heard.WaitAsync(CommitGate.Patience));
        Assert.True(await heard.WaitAsync(CommitGate.Patience));
        Assert.Equal([new CommitHint(true, false, null), new CommitHint(true, false, Some.Instant.AddSeconds(10))], hints);
    }

    [Fact]
    public async Task A_refused_commit_makes_no_hint_and_a_disposed_subscription_hears_none()
    {
        var (kept, disposed) = (0, 0);
        using var heard = new SemaphoreSlim(0);
        Store.Subscribe(_ => disposed++).Dispose();
        using var subscription = Store.Subscribe(_ =>
        {
            kept++;
            heard.Release();
        });
        await Store.CommitAsync(Some.Commit(Some.Hold(), 5), None);
        await CommittedAsync(Some.Commit(Some.Hold()));
        Assert.True(await heard.WaitAsync(CommitGate.Patience));
        Assert.Equal((1, 0), (kept, disposed));
    }

    [Fact]
    public async Task A_listener_that_throws_stops_neither_the_store_nor_the_others()
    {
        using var heard = new SemaphoreSlim(0);
        using var bad = Store.Subscribe(_ => throw new InvalidOperationException("A bad listener."));
        using var good = Store.Subscribe(_ => heard.Release());
        await CommittedAsync(Some.Commit(Some.Hold()));
        Assert.True(await heard.WaitAsync(CommitGate.Patience));
        await CommittedAsync(Some.Commit(Some.Hold(), 1));
        Assert.True(await heard.WaitAsync(CommitGate.Patience));
    }
}
