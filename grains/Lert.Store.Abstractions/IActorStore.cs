using System.Collections.Immutable;

namespace Lert.Store;

/// <summary>
/// The truth. Grains are caches and queues in front of it, and it alone decides what happened: every guarantee of the product is one of this
/// contract's, and one contract suite holds every implementation to it.
/// </summary>
/// <remarks>
/// Instants are kept to the microsecond; a wake-up is rounded up, so that no timer is ever early. All methods throw
/// <see cref="StoreUnavailableException"/> when the store cannot be reached and <see cref="DataLossException"/> when what it holds is broken.
/// </remarks>
public interface IActorStore
{
    /// <summary>The actor as last committed, or null when it was never written.</summary>
    /// <exception cref="StoreBusyException">Too many wait already.</exception>
    ValueTask<StoredActor?> LoadAsync(ActorId actor, CancellationToken cancellationToken);

    /// <summary>
    /// Compare-and-set on the version, the remembered command, the journal, the snapshot with its search columns, the wake-up and the outbox: all of it
    /// or nothing. The command id is judged before the version: a retry that is late gets its reply, not a conflict.
    /// </summary>
    /// <exception cref="CommitOutcomeUnknownException">It may or may not have landed.</exception>
    /// <exception cref="StoreBusyException">The queue is full; nothing was written.</exception>
    /// <exception cref="WallHitException">The database refused the impossible; nothing was written.</exception>
    ValueTask<CommitOutcome> CommitAsync(Commit commit, CancellationToken cancellationToken);

    /// <summary>The remembered reply of a command, or null when it never landed.</summary>
    ValueTask<StoredReply?> FindReplyAsync(ActorId actor, string commandId, CancellationToken cancellationToken);

    /// <summary>
    /// Actors of these slots whose wake-up is at or before <paramref name="now"/>: the most urgent first, of those the earliest, and within an instant in the order of
    /// their ids. At most <paramref name="limit"/>.
    /// </summary>
    /// <param name="from">Those that are <see cref="CommitUrgency.Normal"/> begin with this one, or with the next where it is gone; null for all of them.</param>
    ValueTask<ImmutableArray<DueActor>> ReadDueAsync(Slots slots, DateTimeOffset now, DueActor? from, int limit, CancellationToken cancellationToken);

    /// <summary>The earliest wake-up of these slots, due or not; null when nothing waits.</summary>
    ValueTask<DateTimeOffset?> NextWakeAsync(Slots slots, CancellationToken cancellationToken);

    /// <summary>
    /// Messages for targets in these slots behind <paramref name="place"/>: the most urgent first, and of those in the order of their rows. At most <paramref name="limit"/>.
    /// One that is broken is among them and says so (<see cref="PendingMessage.IsDamaged"/>): it must not keep the others waiting.
    /// </summary>
    ValueTask<ImmutableArray<PendingMessage>> ReadOutboxAsync(Slots slots, OutboxPlace place, int limit, CancellationToken cancellationToken);

    /// <summary>Forgets delivered messages. Rows that are no longer there are not an error: two pumps may have delivered the same one.</summary>
    ValueTask AcknowledgeAsync(ImmutableArray<long> rows, CancellationToken cancellationToken);

    /// <summary>Counts one failed delivery of each of these messages (<see cref="PendingMessage.Attempts"/>), across restarts. Rows that are gone are not an error.</summary>
    ValueTask RecordFailedDeliveryAsync(ImmutableArray<long> rows, CancellationToken cancellationToken);

    /// <summary>The whole store's journal after <paramref name="position"/>, in an order that is safe to resume from under concurrent commits.</summary>
    ValueTask<FeedPage> ReadFeedAsync(long position, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Where the feed ends now: a position that <see cref="ReadFeedAsync"/> may start from without missing any later commit. It is looked up, however long the
    /// journal is: it is asked for with every burst of commits.
    /// </summary>
    ValueTask<long> ReadFeedEndAsync(CancellationToken cancellationToken);

    /// <summary>One actor's journal after <paramref name="sequence"/> (0 for all of it).</summary>
    ValueTask<ImmutableArray<JournalEntry>> ReadJournalAsync(ActorId actor, long sequence, int limit, CancellationToken cancellationToken);

    /// <summary>Actors by their search columns, a page at a time.</summary>
    ValueTask<ImmutableArray<StoredActor>> QueryAsync(ActorQuery query, CancellationToken cancellationToken);

    /// <summary>Actors by the lists that they stand in, a page at a time.</summary>
    ValueTask<ImmutableArray<StoredActor>> QueryListsAsync(ListsQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// Keys of actors without <see cref="StoredActor.Lists"/>, in their order, behind <paramref name="afterKey"/>; at most <paramref name="limit"/>. What has an
    /// earliest release stands in no list and is left out.
    /// </summary>
    ValueTask<ImmutableArray<string>> ReadUnlistedAsync(string kind, string? afterKey, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Calls <paramref name="listener"/> after commits became durable. A hint that saves a poll, never the truth: it may be missed, and it must return at once.
    /// Dispose the result to stop.
    /// </summary>
    IDisposable Subscribe(Action<CommitHint> listener);
}

/// <summary>What is new since the hint before.</summary>
/// <param name="Events">The feed has new entries.</param>
/// <param name="Messages">The outbox has new rows.</param>
/// <param name="EarliestWake">The earliest wake-up set by these commits; null when they set none.</param>
public readonly record struct CommitHint(bool Events, bool Messages, DateTimeOffset? EarliestWake);
