using System.Collections.Immutable;
using Lert.Domain.Deciding;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Responders;
using Decision = Lert.Domain.Deciding.Decision<Lert.Domain.Responders.ResponderEvent>;

namespace Lert.Domain.Responders;

/// <summary>One person: how they are reached, what they can be given, and how they are kept from seeing too much.</summary>
public sealed class ResponderDecider : IDecider<ResponderState, ResponderCommand, ResponderEvent, ResponderView>
{
    private ResponderDecider()
    {
    }

    public static ResponderState Initial => ResponderState.Initial;

    public static int Format => 1;

    public static ResponderCommand TimerTick { get; } = new ResponderCommand.Tick();

    public static IEnumerable<FieldViolation> Validate(string key, ResponderCommand command, Moment moment)
    {
        ArgumentNullException.ThrowIfNull(moment);
        var policy = moment.Rules.Wellness;
        return command switch
        {
            ResponderCommand.Put put => ProfileRules.Problems(put.Profile),
            ResponderCommand.PutContactRules put => ContactLint.Problems(put.Rules, policy),
            ResponderCommand.GoOnDuty { Until: { } until } when until <= moment.Now => [new("until", "lies in the past")],
            ResponderCommand.GoOnDuty { Until: { } until } when until > moment.Now + policy.LongestDuty =>
                [new("until", $"is more than {policy.LongestDuty.TotalHours:0.#} hours away: duty is said anew for each shift")],
            ResponderCommand.StartViewing { CaseId.Length: 0 } => [new("case_id", "is required")],
            ResponderCommand.TakeBreak { Minutes: < 1 or > 240 } => [new("minutes", "must be 1 to 240")],
            ResponderCommand.TakeCase take => ProfileRules.Problems(take.Need),
            ResponderCommand.Assign assign => ProfileRules.Problems(assign.Need),
            ResponderCommand.OverrideCap overriding =>
            [
                .. overriding.CaseId.Length == 0 ? [new FieldViolation("case_id", "is required")] : ImmutableArray<FieldViolation>.Empty,
                .. overriding.Minutes is < 1 or > 240 ? [new FieldViolation("minutes", "must be 1 to 240")] : ImmutableArray<FieldViolation>.Empty,
                .. string.IsNullOrWhiteSpace(overriding.Reason) ? [new FieldViolation("reason", "is required")] : ImmutableArray<FieldViolation>.Empty,
            ],
            _ => [],
        };
    }

    /// <summary>What ended by itself is ended before anything else is decided, so that a late timer changes nothing.</summary>
    public static Decision Decide(string key, ResponderState state, ResponderCommand command, Moment moment)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(moment);
        var due = Due(state, moment);
        var decision = DecideNow(key, due.Aggregate(state, Evolve), command, moment);
        if (decision.Refusal is not null || (decision.IsNothing && command is not ResponderCommand.Tick))
        {
            return decision;
        }

        var events = due.AddRange(decision.Events);
        return events.Any(happened => happened is ResponderEvent.ViewingEnded)
            ? decision with { Events = events.AddRange(RestRules.Started(events.Aggregate(state, Evolve), moment.Now, moment.Rules.Wellness)) }
            : decision with { Events = events };
    }

    public static ResponderState Evolve(ResponderState state, ResponderEvent happened)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(happened);
        return ResponderFolding.Fold(state, happened);
    }

    public static DateTimeOffset? WakeAt(ResponderState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Session is { } open && !(state.DutyUntil < open.EndsAt) ? open.EndsAt : state.DutyUntil;
    }

    public static Listing List(string key, ResponderState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new((state.DutyUntil is null ? DutyStatus.Away : DutyStatus.Working).ToString());
    }

    public static ResponderView? View(string key, long version, ResponderState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Profile is not { } profile
            ? null
            : new ResponderView(
                key,
                version,
                profile,
                state.Contacts,
                state.DutyUntil,
                [.. state.Cases.Keys],
                state.Session is { } open ? ViewOf(open) : null,
                state.OptedOutAt is not null);
    }

    /// <summary>The contact rules for an alert of that urgency, in the order of their time.</summary>
    public static ImmutableArray<ContactRule> ContactsFor(ResponderState state, Grains.Pages.Urgency urgency)
    {
        ArgumentNullException.ThrowIfNull(state);
        return [.. state.Contacts.Where(rule => urgency <= rule.From).OrderBy(rule => rule.After)];
    }

    /// <summary>What speaks for and against giving them a case at that instant; null for somebody who is not known.</summary>
    public static Fitness? FitnessOf(string key, ResponderState state, DateTimeOffset at, WellnessPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(policy);
        return state.Exists ? ExposureRules.FitnessOf(key, state, at, policy) : null;
    }

    /// <summary>Whether a case without material could be given to them, as coarse as others may know it.</summary>
    public static UnavailableReason AvailabilityOf(Fitness fitness, WellnessPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(fitness);
        var any = new AssignmentNeed($"{fitness.Profile.Regions[0]}-", null, [], [], Clearance.Standard, 0, Severe: false);
        return AssignmentRules.Coarse(AssignmentRules.Judge(any, fitness, policy));
    }

    /// <summary>What they have had to look at; null for somebody who is not known.</summary>
    public static ExposureView? ExposureOf(string key, long version, ResponderState state, DateTimeOffset at, WellnessPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(policy);
        return state.Exists ? ExposureRules.ViewOf(key, version, state, at, policy) : null;
    }

    internal static ViewingSession ViewOf(OpenSession open) => new(open.Number, open.CaseId, open.Severe, open.StartedAt, open.AllowedUntil, open.LeaseUntil);

    private static Decision DecideNow(string key, ResponderState state, ResponderCommand command, Moment moment) => (state, command) switch
    {
        (_, ResponderCommand.Put put) => Put(key, state, put.Profile, moment),
        (_, ResponderCommand.Tick) => Decision.Nothing,
        // Whoever is not known is asked in vain, and the case must hear of it.
        ({ Exists: false }, ResponderCommand.TakeCase take) => Decision.Nothing.Send(
            TakingRules.ToCase(take.Need, new CaseCommand.NoteDeclined(key, take.Attempt, RefusalCodes.ResponderNotFound))),
        ({ Exists: false }, ResponderCommand.NotePaged or ResponderCommand.ReleaseCase) => Decision.Nothing,
        ({ Exists: false }, _) => Decision.Refuse(RefusalCodes.ResponderNotFound, "There is no such responder."),
        (_, ResponderCommand.PutContactRules put) => state.Contacts.SequenceEqual(put.Rules)
            ? Decision.Nothing
            : Decision.Accept(new ResponderEvent.ContactRulesPut(put.Rules, moment.Now, moment.By)),
        (_, ResponderCommand.GoOnDuty duty) => GoOnDuty(key, state, duty, moment),
        (_, ResponderCommand.GoOffDuty) => state.DutyUntil is null ? Decision.Nothing : Decision.Accept(new ResponderEvent.WentOffDuty(moment.Now)),
        (_, ResponderCommand.StartViewing start) => ViewingRules.Start(state, start, moment),
        (_, ResponderCommand.ExtendViewing extend) => ViewingRules.Extend(state, extend.Session, moment),
        (_, ResponderCommand.StopViewing stop) => ViewingRules.Stop(state, stop.Session, moment),
        (_, ResponderCommand.TakeBreak pause) => Decision.Accept([
            .. ViewingRules.Ended(state, moment.Now, ViewingEnd.BreakTaken),
            new ResponderEvent.BreakTaken(moment.Now, moment.Now.AddMinutes(pause.Minutes)),
        ]),
        (_, ResponderCommand.OptOut) => state.OptedOutAt is not null
            ? Decision.Nothing
            : Decision.Accept([
                .. state.Session is { Severe: true } ? ViewingRules.Ended(state, moment.Now, ViewingEnd.OptedOut) : [],
                new ResponderEvent.OptedOut(moment.Now),
            ]),
        (_, ResponderCommand.OptIn) => state.OptedOutAt is null ? Decision.Nothing : Decision.Accept(new ResponderEvent.OptedIn(moment.Now)),
        (_, ResponderCommand.TakeCase take) => TakingRules.Take(key, state, take, moment),
        (_, ResponderCommand.Assign assign) => TakingRules.Assign(key, state, assign, moment),
        (_, ResponderCommand.ReleaseCase release) => TakingRules.Release(state, release, moment),
        (_, ResponderCommand.OverrideCap overriding) => TakingRules.Override(key, overriding, moment),
        (_, ResponderCommand.NotePaged note) => RestRules.Note(state, note, moment),
        _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
    };

    private static Decision GoOnDuty(string key, ResponderState state, ResponderCommand.GoOnDuty duty, Moment moment)
    {
        var went = new ResponderEvent.WentOnDuty(
            moment.Now, duty.Until ?? moment.Now + moment.Rules.Wellness.LongestDuty, new PersonalCalendar(state.Profile).DayOf(moment.Now));

        // A break is theirs: a lead who puts them on duty does not end it.
        return state.BreakUntil > moment.Now && !TakingRules.IsSomebodyElse(key, moment.By)
            ? Decision.Accept(went, new ResponderEvent.BreakEnded(moment.Now))
            : Decision.Accept(went);
    }

    private static ImmutableArray<ResponderEvent> Due(ResponderState state, Moment moment)
    {
        var ended = ViewingRules.Due(state, moment.Now);
        return state.DutyUntil is { } until && until <= moment.Now ? ended.Add(new ResponderEvent.WentOffDuty(until)) : ended;
    }

    private static Decision Put(string key, ResponderState state, ResponderProfile profile, Moment moment)
    {
        if (profile.Clearance > (state.Profile?.Clearance ?? Clearance.Standard) && !TakingRules.IsSomebodyElse(key, moment.By))
        {
            return Decision.Refuse(RefusalCodes.ResponderOwnClearance, "Nobody raises their own clearance: another lead must.");
        }

        // Another zone is no new day: what was looked at today counts for the date that is today there.
        var (before, after) = (new PersonalCalendar(state.Profile).DayOf(moment.Now), new PersonalCalendar(profile).DayOf(moment.Now));
        var viewed = state.Exists && before != after ? ExposureRules.OnDay(state, before, moment.Now) : TimeSpan.Zero;
        var put = new ResponderEvent.ProfilePut(profile, moment.Now, moment.By);
        return viewed > TimeSpan.Zero ? Decision.Accept(put, new ResponderEvent.DayCarried(new ViewedDay(after, viewed))) : Decision.Accept(put);
    }
}
