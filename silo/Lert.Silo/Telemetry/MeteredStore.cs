using System.Collections.Immutable;
using Lert.Grains.Actors;
using Lert.Store;

namespace Lert.Silo.Telemetry;

/// <summary>The store, with its commits counted and timed. What a release was late by is read from the commit that made it.</summary>
internal sealed class MeteredStore(IActorStore store, SiloMeter meter, TimeProvider clock) : IActorStore
{
    private long _commits;
    private int _pending;
    private Failure? _trouble;

    /// <summary>Commits that became durable through this silo.</summary>
    public long Commits => Interlocked.Read(ref _commits);

    /// <summary>Commits on their way.</summary>
    public int Pending => Volatile.Read(ref _pending);

    /// <summary>Why the last commit failed for a reason of the store's, and how long ago that was; null when the last one did not.</summary>
    public (string Sentence, TimeSpan Since)? Trouble => _trouble is { } last ? (last.Sentence, clock.GetElapsedTime(last.At)) : null;

    public async ValueTask<CommitOutcome> CommitAsync(Commit commit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(commit);
        var began = clock.GetTimestamp();
        using var span = SiloMeter.Traces.StartActivity("commit");
        var word = "failed";
        Interlocked.Increment(ref _pending);
        try
        {
            var outcome = await store.CommitAsync(commit, cancellationToken);
            word = Word(outcome);
            _trouble = null;
            if (outcome is CommitOutcome.Committed)
            {
                Interlocked.Increment(ref _commits);
                NoteRelease(commit);
            }

            return outcome;
        }
        catch (Exception fault)
        {
            word = Word(fault);
            Count(fault);
            if (fault is StoreUnavailableException or CommitOutcomeUnknownException)
            {
                _trouble = new(fault.Message, clock.GetTimestamp());
            }

            throw;
        }
        finally
        {
            Interlocked.Decrement(ref _pending);
            meter.Committed(word, clock.GetElapsedTime(began));
            span?.SetTag("lert.actor.kind", commit.Actor.Kind).SetTag("lert.outcome", word);
        }
    }

    public ValueTask<StoredActor?> LoadAsync(ActorId actor, CancellationToken cancellationToken) => Counted(store.LoadAsync(actor, cancellationToken));

    public ValueTask<StoredReply?> FindReplyAsync(ActorId actor, string commandId, CancellationToken cancellationToken) => Counted(store.FindReplyAsync(actor, commandId, cancellationToken));

    public ValueTask<ImmutableArray<DueActor>> ReadDueAsync(Slots slots, DateTimeOffset now, DueActor? from, int limit, CancellationToken cancellationToken) =>
        Counted(store.ReadDueAsync(slots, now, from, limit, cancellationToken));

    public ValueTask<DateTimeOffset?> NextWakeAsync(Slots slots, CancellationToken cancellationToken) => store.NextWakeAsync(slots, cancellationToken);

    public async ValueTask<ImmutableArray<PendingMessage>> ReadOutboxAsync(Slots slots, OutboxPlace place, int limit, CancellationToken cancellationToken)
    {
        var waiting = await Counted(store.ReadOutboxAsync(slots, place, limit, cancellationToken));
        if (waiting.Any(static message => message.IsDamaged))
        {
            meter.Lost();
        }

        return waiting;
    }

    public ValueTask AcknowledgeAsync(ImmutableArray<long> rows, CancellationToken cancellationToken) => store.AcknowledgeAsync(rows, cancellationToken);

    public ValueTask RecordFailedDeliveryAsync(ImmutableArray<long> rows, CancellationToken cancellationToken) => store.RecordFailedDeliveryAsync(rows, cancellationToken);

    public ValueTask<FeedPage> ReadFeedAsync(long position, int limit, CancellationToken cancellationToken) => Counted(store.ReadFeedAsync(position, limit, cancellationToken));

    public ValueTask<long> ReadFeedEndAsync(CancellationToken cancellationToken) => store.ReadFeedEndAsync(cancellationToken);

    public ValueTask<ImmutableArray<JournalEntry>> ReadJournalAsync(ActorId actor, long sequence, int limit, CancellationToken cancellationToken) =>
        Counted(store.ReadJournalAsync(actor, sequence, limit, cancellationToken));

    public ValueTask<ImmutableArray<StoredActor>> QueryAsync(ActorQuery query, CancellationToken cancellationToken) => Counted(store.QueryAsync(query, cancellationToken));

    public ValueTask<ImmutableArray<StoredActor>> QueryListsAsync(ListsQuery query, CancellationToken cancellationToken) => Counted(store.QueryListsAsync(query, cancellationToken));

    public ValueTask<ImmutableArray<string>> ReadUnlistedAsync(string kind, string? afterKey, int limit, CancellationToken cancellationToken) =>
        store.ReadUnlistedAsync(kind, afterKey, limit, cancellationToken);

    public IDisposable Subscribe(Action<CommitHint> listener) => store.Subscribe(listener);

    /// <summary>Damage is found where something is read, long before anybody commits to it.</summary>
    private async ValueTask<T> Counted<T>(ValueTask<T> read)
    {
        try
        {
            return await read;
        }
        catch (Exception fault)
        {
            Count(fault);
            throw;
        }
    }

    private void Count(Exception fault)
    {
        switch (fault)
        {
            case DataLossException:
                meter.Lost();
                break;
            case WallHitException:
                meter.HitWall();
                break;
        }
    }

    // The release itself carries the event; a later commit of a released hold carries its columns as well, and is none.
    private void NoteRelease(Commit commit)
    {
        if (commit is { Actor.Kind: ActorKinds.Hold, Search.ReleasedAt: { } released } && commit.Events.Any(static happened => happened.Type == "hold.released.v1"))
        {
            meter.Released(commit.Search is { ReleasedEarly: false, ReleaseNotBefore: { } due } ? released - due : null);
        }
    }

    private static string Word(CommitOutcome outcome) => outcome switch
    {
        CommitOutcome.Committed => "committed",
        CommitOutcome.Conflict => "conflict",
        CommitOutcome.AlreadyDone => "already_done",
        CommitOutcome.CommandIdReused => "id_reused",
        _ => "failed",
    };

    private static string Word(Exception fault) => fault switch
    {
        StoreBusyException => "busy",
        StoreUnavailableException => "unavailable",
        CommitOutcomeUnknownException => "unknown",
        WallHitException => "wall",
        DataLossException => "data_loss",
        OperationCanceledException => "cancelled",
        _ => "failed",
    };

    private sealed record Failure(string Sentence, long At);
}
