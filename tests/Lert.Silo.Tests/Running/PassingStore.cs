using System.Collections.Immutable;
using Lert.Store;

namespace Lert.Silo.Tests.Running;

/// <summary>Hands everything on; a test overrides what it means to bend.</summary>
internal abstract class PassingStore(IActorStore inner) : IActorStore
{
    public virtual ValueTask<StoredActor?> LoadAsync(ActorId actor, CancellationToken cancellationToken) => inner.LoadAsync(actor, cancellationToken);

    public virtual ValueTask<CommitOutcome> CommitAsync(Commit commit, CancellationToken cancellationToken) => inner.CommitAsync(commit, cancellationToken);

    public virtual ValueTask<StoredReply?> FindReplyAsync(ActorId actor, string commandId, CancellationToken cancellationToken) =>
        inner.FindReplyAsync(actor, commandId, cancellationToken);

    public virtual ValueTask<ImmutableArray<DueActor>> ReadDueAsync(Slots slots, DateTimeOffset now, DueActor? from, int limit, CancellationToken cancellationToken) =>
        inner.ReadDueAsync(slots, now, from, limit, cancellationToken);

    public virtual ValueTask<DateTimeOffset?> NextWakeAsync(Slots slots, CancellationToken cancellationToken) => inner.NextWakeAsync(slots, cancellationToken);

    public virtual ValueTask<ImmutableArray<PendingMessage>> ReadOutboxAsync(Slots slots, OutboxPlace place, int limit, CancellationToken cancellationToken) =>
        inner.ReadOutboxAsync(slots, place, limit, cancellationToken);

    public virtual ValueTask AcknowledgeAsync(ImmutableArray<long> rows, CancellationToken cancellationToken) => inner.AcknowledgeAsync(rows, cancellationToken);

    public virtual ValueTask RecordFailedDeliveryAsync(ImmutableArray<long> rows, CancellationToken cancellationToken) =>
        inner.RecordFailedDeliveryAsync(rows, cancellationToken);

    public virtual ValueTask<FeedPage> ReadFeedAsync(long position, int limit, CancellationToken cancellationToken) => inner.ReadFeedAsync(position, limit, cancellationToken);

    public virtual ValueTask<long> ReadFeedEndAsync(CancellationToken cancellationToken) => inner.ReadFeedEndAsync(cancellationToken);

    public virtual ValueTask<ImmutableArray<JournalEntry>> ReadJournalAsync(ActorId actor, long sequence, int limit, CancellationToken cancellationToken) =>
        inner.ReadJournalAsync(actor, sequence, limit, cancellationToken);

    public virtual ValueTask<ImmutableArray<StoredActor>> QueryAsync(ActorQuery query, CancellationToken cancellationToken) => inner.QueryAsync(query, cancellationToken);

    public virtual ValueTask<ImmutableArray<StoredActor>> QueryListsAsync(ListsQuery query, CancellationToken cancellationToken) => inner.QueryListsAsync(query, cancellationToken);

    public virtual ValueTask<ImmutableArray<string>> ReadUnlistedAsync(string kind, string? afterKey, int limit, CancellationToken cancellationToken) =>
        inner.ReadUnlistedAsync(kind, afterKey, limit, cancellationToken);

    public virtual IDisposable Subscribe(Action<CommitHint> listener) => inner.Subscribe(listener);
}
