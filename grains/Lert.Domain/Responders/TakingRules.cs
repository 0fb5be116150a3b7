using Lert.Domain.Deciding;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Pages;
using Lert.Grains.Responders;
using Decision = Lert.Domain.Deciding.Decision<Lert.Domain.Responders.ResponderEvent>;

namespace Lert.Domain.Responders;

/// <summary>A case becomes somebody's, in a commit of their own: two cases that ask at the same time cannot both have the last of their minutes.</summary>
internal static class TakingRules
{
    /// <summary>The case asked by message, and is answered by one.</summary>
    public static Decision Take(string key, ResponderState state, ResponderCommand.TakeCase take, Moment moment)
    {
        var (need, attempt) = (take.Need, take.Attempt);
        if (state.Cases.TryGetValue(need.CaseId, out var known))
        {
            var again = attempt > known.Attempt ? Decision.Accept(Taken(state, need, attempt, moment, moment.By, null)) : Decision.Nothing;
            return again.Send(Answer());
        }

        return Judge(key, state, need, take.IsOnCall, take.Override is { } word && IsSomebodyElse(key, word.By) ? word : null, moment) switch
        {
            (null, var lifted) => Accepted(state, need, attempt, lifted, moment, take.Override?.By ?? moment.By).Send(Answer()),
            ({ } why, _) => Decision.Accept(new ResponderEvent.CaseDeclined(need.CaseId, attempt, why, moment.Now))
                .Send(ToCase(need, new CaseCommand.NoteDeclined(key, attempt, RefusalCodes.ResponderNotAvailable))),
        };

        Outgoing Answer() => ToCase(need, new CaseCommand.NoteTaken(key, attempt, take.Override?.By ?? moment.By));
    }

    /// <summary>A lead asked, and is answered at once. What stands against it is told no finer than to anybody.</summary>
    public static Decision Assign(string key, ResponderState state, ResponderCommand.Assign assign, Moment moment)
    {
        var need = assign.Need;
        if (state.Cases.ContainsKey(need.CaseId))
        {
            return Decision.Nothing;
        }

        if (assign.OverrideReason is not null && !IsSomebodyElse(key, moment.By))
        {
            return Decision.Refuse(RefusalCodes.ResponderOwnOverride, "Nobody lifts their own caps: another lead must.");
        }

        var word = assign.OverrideReason is { } reason ? new LeadOverride(moment.By, reason) : null;
        return Judge(key, state, need, assign.IsOnCall, word, moment) switch
        {
            (null, var lifted) => Accepted(state, need, 0, lifted, moment, moment.By)
                .Send(ToCase(need, new CaseCommand.NoteTaken(key, 0, moment.By))),
            ({ } why, _) => Decision.Refuse(NotAvailable(why)),
        };
    }

    public static Decision Release(ResponderState state, ResponderCommand.ReleaseCase release, Moment moment) =>
        state.Cases.TryGetValue(release.CaseId, out var taken) && taken.Attempt <= release.Attempt
            ? Decision.Accept(new ResponderEvent.CaseReleased(release.CaseId, moment.Now))
            : Decision.Nothing;

    public static Decision Override(string key, ResponderCommand.OverrideCap command, Moment moment) => !IsSomebodyElse(key, moment.By)
        ? Decision.Refuse(RefusalCodes.ResponderOwnOverride, "Nobody lifts their own caps: another lead must.")
        : Decision.Accept(Granted(command.CaseId, TimeSpan.FromMinutes(command.Minutes), command.Reason, moment.By, moment));

    /// <summary>Whether the subject is another person than the responder of that key.</summary>
    public static bool IsSomebodyElse(string key, string subject) =>
        !string.Equals(key, ActorKey.ResponderOf(ActorKey.RegionOf(key), subject.ToLowerInvariant()), StringComparison.Ordinal);

    /// <summary>That they cannot take it, told no finer than to anybody.</summary>
    public static Refusal NotAvailable(Unfit why) => new Refusal(RefusalCodes.ResponderNotAvailable, Sentence(why)).With("reason", Word(why));

    /// <summary>A case that nobody has yet waits for it, and what waits behind 100,000 releases is late.</summary>
    public static Outgoing ToCase(AssignmentNeed need, CaseCommand answer) => new Outgoing.ToCase(need.CaseId, answer) { Urgency = Urgency.High };

    /// <summary>What stands against it, or nothing and the word that lifted it.</summary>
    private static (Unfit? Why, LeadOverride? Lifted) Judge(
        string key, ResponderState state, AssignmentNeed need, bool isOnCall, LeadOverride? word, Moment moment)
    {
        var policy = moment.Rules.Wellness;
        return AssignmentRules.Judge(need, ExposureRules.FitnessOf(key, state, moment.Now, policy) with { IsOnCall = isOnCall }, policy) switch
        {
            null => (null, null),
            { } why when word is not null && AssignmentRules.CanLift(why) => (null, word),
            var why => (why, null),
        };
    }

    /// <summary>A case that was given against a cap may be looked at against it as well, for as long as was estimated.</summary>
    private static Decision Accepted(ResponderState state, AssignmentNeed need, long attempt, LeadOverride? lifted, Moment moment, string by)
    {
        var taken = Decision.Accept(Taken(state, need, attempt, moment, by, lifted));
        return lifted is null || need.EstimateMinutes == 0
            ? taken
            : taken with { Events = taken.Events.Add(Granted(need.CaseId, TimeSpan.FromMinutes(need.EstimateMinutes), lifted.Reason, lifted.By, moment)) };
    }

    private static ResponderEvent Taken(ResponderState state, AssignmentNeed need, long attempt, Moment moment, string by, LeadOverride? lifted) =>
        new ResponderEvent.CaseTaken(
            need.CaseId, attempt, need.EstimateMinutes, need.Severe, moment.Now, new PersonalCalendar(state.Profile).DayOf(moment.Now), by, lifted);

    private static ResponderEvent Granted(string caseId, TimeSpan granted, string reason, string by, Moment moment) =>
        new ResponderEvent.CapOverridden(
            new CapOverride(caseId, granted, TimeSpan.Zero, by, reason, moment.Now, moment.Now + moment.Rules.Wellness.OverrideLifetime));

    private static string Sentence(Unfit why) => AssignmentRules.Coarse(why) switch
    {
        UnavailableReason.NotQualified => "They are of another region or desk, or not cleared for it.",
        UnavailableReason.OffDuty => "They are neither on duty nor on call.",
        UnavailableReason.Busy => "They have as many cases as one person may have.",
        _ => "They are not available for it. Why is theirs to know.",
    };

    private static string Word(Unfit why) => AssignmentRules.Coarse(why) switch
    {
        UnavailableReason.NotQualified => "not-qualified",
        UnavailableReason.OffDuty => "off-duty",
        UnavailableReason.Busy => "busy",
        _ => "protected",
    };
}
