using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Lert.Grains;
using Lert.Grains.Actors;
using Lert.Store;

namespace Lert.Chaos.Silo;

/// <summary><see cref="Weakening.CompareAndSet"/>: the last writer wins, whatever it had read.</summary>
internal sealed class OverwritingStore(IActorStore inner) : ForwardingStore(inner)
{
    public override async ValueTask<CommitOutcome> CommitAsync(Commit commit, CancellationToken cancellationToken)
    {
        // What the caller believes about the version is its own affair.
        var (attempt, outcome) = (commit, await Inner.CommitAsync(commit, cancellationToken));
        for (var tries = 0; outcome is CommitOutcome.Conflict(var actual) && tries < 100; tries++)
        {
            attempt = attempt with { ExpectedVersion = actual };
            outcome = await Inner.CommitAsync(attempt, cancellationToken);
        }

        return outcome is CommitOutcome.Committed ? new CommitOutcome.Committed(commit.ExpectedVersion + 1) : outcome;
    }
}

/// <summary><see cref="Weakening.CommandIds"/>: nothing is remembered. A repetition is committed under a name of its own, because the real store would know it.</summary>
internal sealed class ForgetfulStore(IActorStore inner) : ForwardingStore(inner)
{
    private int _again;

    public override async ValueTask<CommitOutcome> CommitAsync(Commit commit, CancellationToken cancellationToken)
    {
        var outcome = await Inner.CommitAsync(commit, cancellationToken);
        return outcome is CommitOutcome.AlreadyDone or CommitOutcome.CommandIdReused
            ? await Inner.CommitAsync(commit with { Command = commit.Command! with { Id = $"{commit.Command.Id}.again-{Interlocked.Increment(ref _again)}" } }, cancellationToken)
            : outcome;
    }

    public override ValueTask<StoredReply?> FindReplyAsync(ActorId actor, string commandId, CancellationToken cancellationToken) => new((StoredReply?)null);
}

/// <summary><see cref="Weakening.Wakes"/>: who reads a timer has taken it, as with a queue that is acknowledged on receipt; it is not given out again.</summary>
internal sealed class TakingStore(IActorStore inner) : ForwardingStore(inner)
{
    private readonly ConcurrentDictionary<DueActor, byte> _taken = new();

    public override async ValueTask<ImmutableArray<DueActor>> ReadDueAsync(Slots slots, DateTimeOffset now, DueActor? from, int limit, CancellationToken cancellationToken)
    {
        var due = await Inner.ReadDueAsync(slots, now, from, limit + _taken.Count, cancellationToken);
        return [.. due.Where(one => _taken.TryAdd(one, 0))];
    }

    /// <summary>What was taken is due and no longer there, so nobody is to wait for it.</summary>
    public override async ValueTask<DateTimeOffset?> NextWakeAsync(Slots slots, CancellationToken cancellationToken) =>
        _taken.IsEmpty ? await Inner.NextWakeAsync(slots, cancellationToken) : null;
}

/// <summary><see cref="Weakening.Protection"/>: the word that a hold has ended goes out before the end is committed.</summary>
internal sealed class HastyStore(IActorStore inner, Func<IGrainFactory> grains) : ForwardingStore(inner)
{
    public override async ValueTask<CommitOutcome> CommitAsync(Commit commit, CancellationToken cancellationToken)
    {
        foreach (var message in commit.Outbox.Where(message => message.Type == "account.withdraw.v1"))
        {
            _ = await grains().GetActor(message.Target).Deliver(
                new Message(message.Id, commit.Actor.ToString(), message.Type, ImmutableCollectionsMarshal.AsImmutableArray(message.Body.ToArray())));
        }

        return await Inner.CommitAsync(commit, cancellationToken);
    }
}

/// <summary>No weakening but a fault: the first commit of every timer fails, as when the database goes away between the reading of the list and the commit.</summary>
internal sealed class StumblingStore(IActorStore inner) : ForwardingStore(inner)
{
    private readonly ConcurrentDictionary<ActorId, byte> _stumbled = new();

    public override ValueTask<CommitOutcome> CommitAsync(Commit commit, CancellationToken cancellationToken) =>
        commit.Command is null && _stumbled.TryAdd(commit.Actor, 0)
            ? throw new StoreUnavailableException("The test makes it fail once.")
            : Inner.CommitAsync(commit, cancellationToken);
}
