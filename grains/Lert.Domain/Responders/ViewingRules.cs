using System.Collections.Immutable;
using Lert.Domain.Deciding;
using Lert.Grains;
using Lert.Grains.Responders;
using Decision = Lert.Domain.Deciding.Decision<Lert.Domain.Responders.ResponderEvent>;

namespace Lert.Domain.Responders;

/// <summary>
/// Sessions: how they begin, how long they may last, how they end. A session whose viewer says nothing any more is counted to the end of its lease: that it was
/// looked at until the last word is certain, what came after it is not, and a cap that is there to protect must not be stretched by a crash. The viewer shows
/// nothing after the lease, so that it never counts for less than was seen either.
/// </summary>
internal static class ViewingRules
{
    public static Decision Start(ResponderState state, ResponderCommand.StartViewing start, Moment moment)
    {
        var policy = moment.Rules.Wellness;
        var replaced = Ended(state, moment.Now, ViewingEnd.Replaced);
        var now = replaced.Aggregate(state, ResponderFolding.Fold);
        if (start.Severe && now.OptedOutAt is not null)
        {
            return Decision.Refuse(RefusalCodes.ResponderOptedOut, "You opted out of severe material. Opt in again before you look at it; nobody asks why you did.");
        }

        var (regular, refusal) = Regular(now, start, moment.Now, policy);
        var (granted, until) = ExposureRules.Granted(now, start.CaseId, moment.Now);
        var longer = regular + granted;
        var allowed = longer < until ? longer : until > regular ? until : regular;
        if (allowed - moment.Now < ExposureRules.Least)
        {
            return Decision.Refuse(refusal ?? Capped(now, moment.Now, policy));
        }

        var lease = moment.Now + policy.Lease;
        return Decision.Accept([
            .. replaced,
            new ResponderEvent.ViewingStarted(
                now.Sessions + 1,
                start.CaseId,
                start.Severe,
                moment.Now,
                regular,
                allowed,
                lease < allowed ? lease : allowed,
                ExposureRules.InRow(now, moment.Now, policy)),
        ]);
    }

    public static Decision Extend(ResponderState state, long number, Moment moment)
    {
        if (state.Session is not { } open || open.Number != number)
        {
            return Decision.Refuse(RefusalCodes.ResponderViewingOver, "That session has ended: show nothing more of it.");
        }

        var lease = moment.Now + moment.Rules.Wellness.Lease;
        var next = lease < open.AllowedUntil ? lease : open.AllowedUntil;
        return next > open.LeaseUntil ? Decision.Accept(new ResponderEvent.ViewingExtended(number, next)) : Decision.Nothing;
    }

    public static Decision Stop(ResponderState state, long number, Moment moment) =>
        state.Session?.Number == number ? Decision.Accept([.. Ended(state, moment.Now, ViewingEnd.Stopped)]) : Decision.Nothing;

    /// <summary>What ended by itself before <paramref name="now"/>, whether or not anybody was awake to see it.</summary>
    public static ImmutableArray<ResponderEvent> Due(ResponderState state, DateTimeOffset now) => state.Session is { } open && open.EndsAt <= now
        ? Ended(state, open.EndsAt, open.EndsAt == open.AllowedUntil ? ViewingEnd.CapReached : ViewingEnd.LeaseOver)
        : [];

    /// <summary>The end of the open session, and the rest that begins with it when somebody was woken for it. Nothing when none is open.</summary>
    public static ImmutableArray<ResponderEvent> Ended(ResponderState state, DateTimeOffset at, ViewingEnd why)
    {
        if (state.Session is not { } open)
        {
            return [];
        }

        var until = at > open.StartedAt ? at : open.StartedAt;
        return
        [
            new ResponderEvent.ViewingEnded(
                open.Number,
                open.CaseId,
                open.Severe,
                open.StartedAt,
                until,
                why,
                [.. new PersonalCalendar(state.Profile).Split(open.StartedAt, until).Select(part => new ViewedDay(part.Day, part.Until - part.From))],
                open.RowBefore + (until - open.StartedAt),
                until > open.RegularUntil ? until - open.RegularUntil : TimeSpan.Zero),
        ];
    }

    /// <summary>Until when the rules let them look without a lead's word, and what says no where they do not.</summary>
    private static (DateTimeOffset Until, Refusal? Refusal) Regular(ResponderState state, ResponderCommand.StartViewing start, DateTimeOffset at, WellnessPolicy policy)
    {
        if (ExposureRules.RestUntil(state, at) is { } rest)
        {
            return (at, new Refusal(RefusalCodes.ResponderResting, $"You were woken and saw something: rest until {rest:u}.").With("until", rest.ToString("O")));
        }

        if (ExposureRules.BreakUntil(state, at, policy) is { } pause)
        {
            return (at, new Refusal(RefusalCodes.ResponderBreakDue, $"You are on a break until {pause:u}.").With("until", pause.ToString("O")));
        }

        return start.Severe && ExposureRules.SevereLast(state.LastViewed, at, policy) is { } last && last != start.CaseId
            ? (at, new Refusal(RefusalCodes.ResponderSevereInARow, "The last case that you looked at was severe as well: one of another kind comes first."))
            : (ExposureRules.CappedUntil(state, at, policy), null);
    }

    private static Refusal Capped(ResponderState state, DateTimeOffset at, WellnessPolicy policy)
    {
        var today = new PersonalCalendar(state.Profile).DayOf(at);
        var isDay = policy.DayCap - ExposureRules.OnDay(state, today, at) < ExposureRules.Least;
        return new Refusal(
            RefusalCodes.ResponderCapReached,
            isDay
                ? $"You have looked at all that one day allows, {policy.DayCap.TotalMinutes:0} minutes."
                : $"You have looked at all that one week allows, {policy.WeekCap.TotalMinutes:0} minutes.").With("cap", isDay ? "day" : "week");
    }
}
