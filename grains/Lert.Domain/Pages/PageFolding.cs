using System.Collections.Immutable;
using Lert.Grains.Pages;

namespace Lert.Domain.Pages;

/// <summary>What each event makes of a page.</summary>
internal static class PageFolding
{
    public static PageState Evolve(PageState state, PageEvent happened) => happened switch
    {
        // The numbers of deliveries go on, so that no receiver takes a new one for an old one.
        PageEvent.Opened opened => new PageState { Alert = opened.Alert, Status = PageStatus.Open, NextAt = opened.Alert.At, Delivered = state.Delivered },
        PageEvent.Joined joined => Join(state, joined),
        PageEvent.PolicyTaken taken => state with { Policy = taken.Policy, PolicyProblem = taken.Problem, Unread = 0 },
        PageEvent.NotRead unread => state with { Unread = state.Unread + 1, NextAt = unread.AgainAt, LookAt = null },
        PageEvent.StepPassed passed => state with { Round = passed.Round, Step = passed.Step, Unread = 0, NextAt = passed.At, LookAt = null, Told = [] },
        PageEvent.StepBegun begun => Tell(
            state with { Round = begun.Round, Step = begun.Step, NextAt = begun.NextAt, LookAt = begun.LookAt, Unread = 0, Told = [] }, begun.People, begun.Deliveries),
        PageEvent.GlassBroken broken => Judge(Tell(
            state with { BreakGlass = broken.Turn, Step = Steps(state), NextAt = broken.NextAt, LookAt = broken.LookAt, Unread = 0, Told = [] }, broken.People, broken.Deliveries)),
        PageEvent.LookedAgain looked => Tell(
            state with { LookAt = looked.LookAt, Unread = looked.Unread ? state.Unread + 1 : 0 }, looked.People, looked.Deliveries),
        PageEvent.Offered offered => state with { Deliveries = [.. state.Deliveries.Select(delivery => Offer(delivery, offered))] },
        PageEvent.DeliverySent sent => Reached(Without(state, sent.DeliveryId), sent),
        PageEvent.DeliveryFailed { RetryAt: { } retry } failed => state with
        {
            Deliveries = [.. state.Deliveries.Select(delivery =>
                delivery.Id == failed.DeliveryId ? delivery with { Failed = failed.Attempt, NextAt = retry, Offers = 0 } : delivery)],
        },
        PageEvent.DeliveryFailed failed => Hurry(state, failed),
        PageEvent.PersonNotReached lost => Judge(state with
        {
            Told = Set(state.Told, lost.Responder, Reach.NotReached),
            NextAt = lost.StepOver ? lost.At : state.NextAt,
        }),
        PageEvent.Acknowledged acknowledged => Quiet(state, PageStatus.Acknowledged, acknowledged.Until) with
        {
            AcknowledgedBy = acknowledged.By,
            AcknowledgedAt = acknowledged.At,
            Woken = state.Woken.RemoveRange(state.Woken.Keys.Where(person => !IsPerson(person, acknowledged.By))),
        },
        PageEvent.ProgressNoted noted => state with { Until = noted.Until },
        PageEvent.AcknowledgementExpired expired => Over(state, expired.At) with { AcknowledgedBy = null, AcknowledgedAt = null },
        PageEvent.Snoozed snoozed => Quiet(state, PageStatus.Snoozed, snoozed.Until) with { AcknowledgedBy = null, AcknowledgedAt = null, Woken = state.Woken.Clear() },
        PageEvent.SnoozeEnded ended => Over(state, ended.At),
        PageEvent.Escalated escalated => state with
        {
            Status = PageStatus.Open, Until = null, AcknowledgedBy = null, AcknowledgedAt = null, NextAt = escalated.At, LookAt = null,
        },
        PageEvent.Resolved resolved => Quiet(state, PageStatus.Resolved, null) with
        {
            End = new PageEnd(resolved.At, resolved.By, resolved.Reason), Woken = state.Woken.Clear(), NobodyReached = false,
        },
        _ => throw new InvalidOperationException($"No rule for {happened.GetType().Name}."),
    };

    /// <summary>Whether this responder is the person whose token bears that subject.</summary>
    public static bool IsPerson(string responder, string subject) =>
        string.Equals(responder, Grains.ActorKey.ResponderOf(Grains.ActorKey.RegionOf(responder), subject), StringComparison.OrdinalIgnoreCase);

    private static int Steps(PageState state) => state.Policy?.Steps.Length ?? 0;

    private static PageState Join(PageState state, PageEvent.Joined joined)
    {
        var next = state with
        {
            Joined = joined.Count,
            JoinedAt = joined.At,
            Alert = state.Alert is { } alert ? alert with { Urgency = joined.Urgency } : null,
        };
        return joined.StartsOver ? Over(next, joined.At) with { AcknowledgedBy = null, AcknowledgedAt = null } : next;
    }

    /// <summary>From the first step again.</summary>
    private static PageState Over(PageState state, DateTimeOffset at) =>
        state with { Status = PageStatus.Open, Until = null, Round = 0, Step = null, BreakGlass = 0, NextAt = at, LookAt = null, Unread = 0, Told = [] };

    /// <summary>Nobody is told any more.</summary>
    private static PageState Quiet(PageState state, PageStatus status, DateTimeOffset? until) =>
        state with { Status = status, Until = until, NextAt = null, LookAt = null, Unread = 0, Told = [], Deliveries = [] };

    private static PageState Tell(PageState state, ImmutableArray<ToldPerson> people, ImmutableArray<Delivery> deliveries) => state with
    {
        Told = state.Told.AddRange(people),
        Deliveries = state.Deliveries.AddRange(deliveries),
        Delivered = state.Delivered + deliveries.Length,
    };

    private static PageState Judge(PageState state) => state.Told.All(person => person.Reach == Reach.NotReached) ? state with { NobodyReached = true } : state;

    private static PageState Without(PageState state, string delivery) => state with { Deliveries = state.Deliveries.RemoveAll(known => known.Id == delivery) };

    private static PageState Reached(PageState state, PageEvent.DeliverySent sent) => state with
    {
        Told = Set(state.Told, sent.Responder, Reach.Sent),
        Woken = state.Woken.ContainsKey(sent.Responder) ? state.Woken : state.Woken.Add(sent.Responder, sent.At),
        NobodyReached = false,
    };

    /// <summary>The next way to the same person is due at once.</summary>
    private static PageState Hurry(PageState state, PageEvent.DeliveryFailed failed)
    {
        var responder = state.Deliveries.FirstOrDefault(delivery => delivery.Id == failed.DeliveryId)?.Responder;
        var next = Without(state, failed.DeliveryId);
        return next.Deliveries.Where(delivery => delivery.Responder == responder).MinBy(delivery => delivery.NextAt) is { Offers: 0, Failed: 0 } waiting
            ? next with { Deliveries = next.Deliveries.Replace(waiting, waiting with { NextAt = Earlier(waiting.NextAt, failed.At) }) }
            : next;
    }

    private static Delivery Offer(Delivery delivery, PageEvent.Offered offered) =>
        offered.Deliveries.FirstOrDefault(offer => offer.Id == delivery.Id) is { } offer ? delivery with { Offers = delivery.Offers + 1, NextAt = offer.AgainAt } : delivery;

    private static ImmutableArray<ToldPerson> Set(ImmutableArray<ToldPerson> told, string responder, Reach reach) =>
        [.. told.Select(person => person.Responder == responder ? person with { Reach = reach } : person)];

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
