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
            Search = Columns(TDecider.List(actor.Key, next)),
            WakeAt = TDecider.WakeAt(next),
            Urgency = Stored(TDecider.UrgencyOf(next)),
            Outbox = Outbox.Pack(actor, version + 1, decision.Messages),
        };
    }

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
