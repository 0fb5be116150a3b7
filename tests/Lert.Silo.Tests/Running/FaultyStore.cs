using System.Collections.Concurrent;
using System.Collections.Immutable;
using Lert.Store;

namespace Lert.Silo.Tests.Running;

/// <summary>The real store, and around it what can go wrong with one.</summary>
internal sealed class FaultyStore(IActorStore inner) : IActorStore
{
    public IActorStore Inner => inner;

    private Func<Commit, Exception?> _before = static _ => null;
    private Func<Commit, Exception?> _after = static _ => null;

    /// <summary>The pumps find nothing, so that a test is alone with a grain.</summary>
    public bool PumpsAreBlind { get; set; }

    /// <summary>What fails before the inner store is asked, by method name.</summary>
    public ConcurrentDictionary<string, Exception> Broken { get; } = new();

    public ConcurrentQueue<ActorId> Loads { get; } = new();

    public ConcurrentQueue<Commit> Commits { get; } = new();

    /// <summary>How often the pumps looked.</summary>
    public int Fetches => _fetches;

    private int _fetches;

    /// <summary>The timers that each look brought.</summary>
    public ConcurrentQueue<ImmutableArray<DueActor>> DueReads { get; } = new();

    /// <summary>How many messages each look at the outbox brought.</summary>
    public ConcurrentQueue<int> OutboxReads { get; } = new();

    /// <summary>Called with each commit before it lands; may commit something else first, or throw.</summary>
    public Func<Commit, Task>? Ahead { get; set; }

    /// <summary>Called with the timers that a look brought, before the pump has them.</summary>
    public Action<ImmutableArray<DueActor>>? AfterDue { get; set; }

    /// <summary>Called with each actor before it is loaded.</summary>
    public Func<ActorId, Task>? AheadOfLoads { get; set; }

    public void FailNextCommit(bool landed, Exception fault)
    {
        Func<Commit, Exception?> once = _ =>
        {
            FailNoCommits();
            return fault;
        };
        FailNoCommits();
        if (landed)
        {
            _after = once;
        }
        else
        {
            _before = once;
        }
    }

    private void FailNoCommits()
    {
        _before = static _ => null;
        _after = static _ => null;
    }

    public void FailCommits(Func<Commit, Exception?> choose) => _before = choose;

    public async ValueTask<StoredActor?> LoadAsync(ActorId actor, CancellationToken cancellationToken)
    {
        Throw(nameof(LoadAsync));
        Loads.Enqueue(actor);
        if (AheadOfLoads is { } ahead)
        {
            await ahead(actor);
        }

        return await inner.LoadAsync(actor, cancellationToken);
    }

    public async ValueTask<CommitOutcome> CommitAsync(Commit commit, CancellationToken cancellationToken)
    {
        if (Ahead is { } ahead)
        {
            await ahead(commit);
        }

        if (_before(commit) is { } early)
        {
            throw early;
        }

        var outcome = await inner.CommitAsync(commit, cancellationToken);
        Commits.Enqueue(commit);
        return _after(commit) is { } late ? throw late : outcome;
    }

    public ValueTask<StoredReply?> FindReplyAsync(ActorId actor, string commandId, CancellationToken cancellationToken)
    {
        Throw(nameof(FindReplyAsync));
        return inner.FindReplyAsync(actor, commandId, cancellationToken);
    }

    public async ValueTask<ImmutableArray<DueActor>> ReadDueAsync(Slots slots, DateTimeOffset now, DueActor? from, int limit, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _fetches);
        Throw(nameof(ReadDueAsync));
        var due = PumpsAreBlind ? [] : await inner.ReadDueAsync(slots, now, from, limit, cancellationToken);
        DueReads.Enqueue(due);
        AfterDue?.Invoke(due);
        return due;
    }

    public ValueTask<DateTimeOffset?> NextWakeAsync(Slots slots, CancellationToken cancellationToken) =>
        PumpsAreBlind ? new((DateTimeOffset?)null) : inner.NextWakeAsync(slots, cancellationToken);

    public async ValueTask<ImmutableArray<PendingMessage>> ReadOutboxAsync(Slots slots, OutboxPlace place, int limit, CancellationToken cancellationToken)
    {
        Throw(nameof(ReadOutboxAsync));
        var waiting = PumpsAreBlind ? [] : await inner.ReadOutboxAsync(slots, place, limit, cancellationToken);
        OutboxReads.Enqueue(waiting.Length);
        return waiting;
    }

    public ValueTask AcknowledgeAsync(ImmutableArray<long> rows, CancellationToken cancellationToken)
    {
        Throw(nameof(AcknowledgeAsync));
        return inner.AcknowledgeAsync(rows, cancellationToken);
    }

    public ValueTask RecordFailedDeliveryAsync(ImmutableArray<long> rows, CancellationToken cancellationToken) =>
        inner.RecordFailedDeliveryAsync(rows, cancellationToken);

    public ValueTask<FeedPage> ReadFeedAsync(long position, int limit, CancellationToken cancellationToken) =>
        inner.ReadFeedAsync(position, limit, cancellationToken);

    public ValueTask<long> ReadFeedEndAsync(CancellationToken cancellationToken) => inner.ReadFeedEndAsync(cancellationToken);

    public ValueTask<ImmutableArray<JournalEntry>> ReadJournalAsync(ActorId actor, long sequence, int limit, CancellationToken cancellationToken) =>
        inner.ReadJournalAsync(actor, sequence, limit, cancellationToken);

    public ValueTask<ImmutableArray<StoredActor>> QueryAsync(ActorQuery query, CancellationToken cancellationToken) => inner.QueryAsync(query, cancellationToken);

    public ValueTask<ImmutableArray<StoredActor>> QueryListsAsync(ListsQuery query, CancellationToken cancellationToken) => inner.QueryListsAsync(query, cancellationToken);

    public ValueTask<ImmutableArray<string>> ReadUnlistedAsync(string kind, string? afterKey, int limit, CancellationToken cancellationToken)
    {
        Throw(nameof(ReadUnlistedAsync));
        return inner.ReadUnlistedAsync(kind, afterKey, limit, cancellationToken);
    }

    public IDisposable Subscribe(Action<CommitHint> listener) => inner.Subscribe(listener);

    private void Throw(string method)
    {
        if (Broken.TryGetValue(method, out var fault))
        {
            throw fault;
        }
    }
}
