using System.Collections.Immutable;
using Lert.Store;

namespace Lert.Chaos.Silo;

/// <summary>The real store; a weakening changes one thing about it.</summary>
internal abstract class ForwardingStore(IActorStore inner) : IActorStore
{
    protected IActorStore Inner { get; } = inner;

    public ValueTask<StoredActor?> LoadAsync(ActorId actor, CancellationToken cancellationToken) => Inner.LoadAsync(actor, cancellationToken);

    public virtual ValueTask<CommitOutcome> CommitAsync(Commit commit, CancellationToken cancellationToken) => Inner.CommitAsync(commit, cancellationToken);

    public virtual ValueTask<StoredReply?> FindReplyAsync(ActorId actor, string commandId, CancellationToken cancellationToken) =>
        Inner.FindReplyAsync(actor, commandId, cancellationToken);

    public virtual ValueTask<ImmutableArray<DueActor>> ReadDueAsync(Slots slots, DateTimeOffset now, DueActor? from, int limit, CancellationToken cancellationToken) =>
        Inner.ReadDueAsync(slots, now, from, limit, cancellationToken);

    public virtual ValueTask<DateTimeOffset?> NextWakeAsync(Slots slots, CancellationToken cancellationToken) => Inner.NextWakeAsync(slots, cancellationToken);

    public ValueTask<ImmutableArray<PendingMessage>> ReadOutboxAsync(Slots slots, OutboxPlace place, int limit, CancellationToken cancellationToken) =>
        Inner.ReadOutboxAsync(slots, place, limit, cancellationToken);

    public ValueTask AcknowledgeAsync(ImmutableArray<long> rows, CancellationToken cancellationToken) => Inner.AcknowledgeAsync(rows, cancellationToken);

    public ValueTask RecordFailedDeliveryAsync(ImmutableArray<long> rows, CancellationToken cancellationToken) =>
        Inner.RecordFailedDeliveryAsync(rows, cancellationToken);

    public ValueTask<FeedPage> ReadFeedAsync(long position, int limit, CancellationToken cancellationToken) => Inner.ReadFeedAsync(position, limit, cancellationToken);

    public ValueTask<long> ReadFeedEndAsync(CancellationToken cancellationToken) => Inner.ReadFeedEndAsync(cancellationToken);

    public ValueTask<ImmutableArray<JournalEntry>> ReadJournalAsync(ActorId actor, long sequence, int limit, CancellationToken cancellationToken) =>
        Inner.ReadJournalAsync(actor, sequence, limit, cancellationToken);

    public ValueTask<ImmutableArray<StoredActor>> QueryAsync(ActorQuery query, CancellationToken cancellationToken) => Inner.QueryAsync(query, cancellationToken);

    public ValueTask<ImmutableArray<StoredActor>> QueryListsAsync(ListsQuery query, CancellationToken cancellationToken) => Inner.QueryListsAsync(query, cancellationToken);

    public ValueTask<ImmutableArray<string>> ReadUnlistedAsync(string kind, string? afterKey, int limit, CancellationToken cancellationToken) =>
        Inner.ReadUnlistedAsync(kind, afterKey, limit, cancellationToken);

    public IDisposable Subscribe(Action<CommitHint> listener) => Inner.Subscribe(listener);
}
