using System.Collections.Immutable;
using Lert.Domain.Deciding;
using Lert.Grains.Pages;
using Lert.Store;

namespace Lert.Grains.Actors;

/// <summary>What one decision makes of an actor, as the store takes it.</summary>
public static class Commits
{
    /// <param name="version">The version that the decision was made on; 0 for an actor that has never been written.</param>
    /// <param name="next">The state after the decision's events.</param>
    /// <param name="command">What to remember; null for a tick.</param>
    public static Commit Of<TDecider, TState, TCommand, TEvent, TView>(
        ActorId actor, long version, Decision<TEvent> decision, TState next, Moment moment, RememberedCommand? command)
        where TDecider : IDecider<TState, TCommand, TEvent, TView>
        where TEvent : class
        where TView : class
    {
        ArgumentNullException.ThrowIfNull(decision);
        ArgumentNullException.ThrowIfNull(moment);
        var listing = TDecider.List(actor.Key, next);
        return new Commit
        {
            Actor = actor,
            ExpectedVersion = version,
            At = moment.Now,
            By = moment.By,
            Command = command,
            Events = ImmutableArray.CreateRange(decision.Events, happened => new NewEvent(StoredNames<TEvent>.Of(happened), ActorJson.Write(happened))),
            State = ActorJson.Write(next),
            Format = TDecider.Format,
            Search = Columns(listing),
            Lists = ListsOf(listing),
            WakeAt = TDecider.WakeAt(next),
            Urgency = Stored(TDecider.UrgencyOf(next)),
            Outbox = Outbox.Pack(actor, version + 1, decision.Messages),
        };
    }

    /// <summary>
    /// The same state once more, with the columns and the lists that the rules of this release make of it; null where a newer one wrote it. Nothing has happened, so
    /// the journal does not grow.
    /// </summary>
    public static Commit? Relisted<TDecider, TState, TCommand, TEvent, TView>(StoredActor stored, DateTimeOffset at)
        where TDecider : IDecider<TState, TCommand, TEvent, TView>
        where TEvent : class
        where TView : class
    {
        ArgumentNullException.ThrowIfNull(stored);
        if (stored.Format > TDecider.Format)
        {
            return null;
        }

        var state = ActorJson.Read<TState>(stored.State.Span);
        var listing = TDecider.List(stored.Actor.Key, state);
        return new Commit
        {
            Actor = stored.Actor,
            ExpectedVersion = stored.Version,
            At = at,
            By = "system:lists",
            Events = [],
            State = stored.State,
            Format = stored.Format,
            Search = Columns(listing),
            Lists = ListsOf(listing),
            WakeAt = stored.WakeAt,
            Urgency = Stored(TDecider.UrgencyOf(state)),
        };
    }

    /// <summary>As the store keeps them.</summary>
    public static ActorLists ListsOf(Listing listing) => listing.Lists.IsEmpty && listing.Marks == 0 ? ActorLists.None : new(listing.Lists, listing.Marks);

    /// <summary>As the store names it. Both are numbers that never change.</summary>
    internal static CommitUrgency Stored(Urgency urgency) => urgency switch
    {
        Urgency.Emergency => CommitUrgency.Emergency,
        Urgency.High => CommitUrgency.High,
        _ => CommitUrgency.Normal,
    };

    private static SearchColumns Columns(Listing listing) => new()
    {
        Status = listing.Status,
        Account = listing.Account,
        Case = listing.Case,
        Regime = listing.Regime,
        Assignee = listing.Assignee,
        DueAt = listing.DueAt,
        ReleaseNotBefore = listing.ReleaseNotBefore,
        ReleasedAt = listing.ReleasedAt,
        ReleasedEarly = listing.ReleasedEarly,
    };
}
