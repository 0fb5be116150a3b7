using System.Collections.Immutable;

namespace Lert.Store.Contract;

/// <summary>What every part of the contract starts from: one fresh store per test.</summary>
public abstract class StoreContract : IAsyncLifetime
{
    protected StoreHarness Harness { get; private set; } = null!;

    protected IActorStore Store => Harness.Store;

    protected static CancellationToken None => CancellationToken.None;

    /// <summary>How many commits may wait in the store under test.</summary>
    protected virtual int MaxQueued => 1000;

    public async Task InitializeAsync() => Harness = await OpenAsync(MaxQueued);

    public async Task DisposeAsync() => await Harness.DisposeAsync();

    protected abstract ValueTask<StoreHarness> OpenAsync(int maxQueued);

    /// <summary>Starts these commits so that they wait together behind one that stands at the gate, then lets all go.</summary>
    protected async Task<IReadOnlyList<Task<CommitOutcome>>> TogetherAsync(params IEnumerable<Commit> commits)
    {
        Harness.Gate.Close();
        var first = Store.CommitAsync(Some.Commit(Some.Hold("us-gate-keeper" + _keepers++)), None).AsTask();
        await Harness.Gate.ReachedAsync();
        var waiting = commits.Select(commit => Store.CommitAsync(commit, None).AsTask()).ToList();
        Harness.Gate.Open();
        await Task.WhenAll(waiting.Append(first)).WaitAsync(CommitGate.Patience).ContinueWith(static _ => { }, TaskScheduler.Default);
        return waiting;
    }

    protected async Task<long> CommittedAsync(Commit commit) =>
        Assert.IsType<CommitOutcome.Committed>(await Store.CommitAsync(commit, None).AsTask().WaitAsync(CommitGate.Patience)).Version;

    protected async Task<ImmutableArray<JournalEntry>> JournalAsync(ActorId actor) => await Store.ReadJournalAsync(actor, 0, 10_000, None);

    private int _keepers;
}
