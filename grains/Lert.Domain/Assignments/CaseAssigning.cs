using System.Collections.Immutable;
using Lert.Domain.Cases;
using Lert.Domain.Deciding;
using Lert.Domain.Responders;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Responders;
using Decision = Lert.Domain.Deciding.Decision<Lert.Domain.Cases.CaseEvent>;

namespace Lert.Domain.Assignments;

/// <summary>
/// Who works on a case. The case asks, the person's own commit decides, and the answer comes by message: what is asked and until when to wait stands in the case's
/// state, so that whatever is lost on the way is found by its timer. Whoever turns out to have it without being its assignee is let go again.
/// </summary>
internal static class CaseAssigning
{
    /// <summary>A lead picks somebody. What is known to stand against it is refused at once; the last word is the person's own commit.</summary>
    public static Decision Assign(string key, CaseState state, CaseCommand.Assign assign, Moment moment)
    {
        if (!CaseNeed.CanBeGiven(state))
        {
            return Decision.Refuse(RefusalCodes.CaseNeedsNobody, "It is over: nobody has to work on it.");
        }

        if (state.Assignee == assign.ResponderId)
        {
            return Decision.Nothing;
        }

        if (assign.OverrideReason is not null && !TakingRules.IsSomebodyElse(assign.ResponderId, moment.By))
        {
            return Decision.Refuse(RefusalCodes.ResponderOwnOverride, "Nobody lifts their own caps: another lead must.");
        }

        if (assign.Facts is not { IsRead: true } facts)
        {
            // The question itself will tell.
            return Asked(assign, state, "It could not be read what speaks for them.", moment);
        }

        if (facts.Candidates.FirstOrDefault(one => one.ResponderId == assign.ResponderId) is not { } fitness)
        {
            return Decision.Refuse(RefusalCodes.ResponderNotFound, "There is no such responder.");
        }

        var need = CaseNeed.Of(key, state, moment.Rules);
        return AssignmentRules.Judge(need, fitness, moment.Rules.Wellness) is { } why && !(assign.OverrideReason is not null && AssignmentRules.CanLift(why))
            ? Decision.Refuse(TakingRules.NotAvailable(why))
            : Asked(assign, state, AssignmentWords.Chosen(need, fitness), moment);
    }

    public static Decision Unassign(CaseState state, CaseCommand.Unassign unassign, Moment moment) => state switch
    {
        { Assignee: { } old } => Decision.Accept(new CaseEvent.AssigneeReleased(old, unassign.Reason, moment.Now, moment.By)),
        { Search.Asked: { } asked } => Decision.Accept(new CaseEvent.AssigneeReleased(asked, unassign.Reason, moment.Now, moment.By), new CaseEvent.AssigneeWanted([asked], moment.Now)),
        _ => Decision.Nothing,
    };

    /// <summary>A responder says that the case is theirs. It is, where it asked them, or still has nobody; else they are let go again.</summary>
    public static Decision Taken(string key, CaseState state, CaseCommand.NoteTaken note, Moment moment)
    {
        if (state.Assignee == note.ResponderId)
        {
            return Decision.Nothing;
        }

        if (state.Search is { } search && search.Asked == note.ResponderId && note.Attempt == state.Attempts)
        {
            return Decision.Accept(new CaseEvent.AssigneeChanged(state.Assignee, note.ResponderId, search.Because ?? "", moment.Now, search.By ?? note.By));
        }

        var isByHand = note.Attempt == 0;
        if (CaseNeed.IsOver(state) || !(isByHand || state is { Assignee: null, Search.Asked: null }))
        {
            return Decision.Nothing.Send(LetGo(key, note.ResponderId, note.Attempt));
        }

        // A lead gave it to them, or they said yes too late and there is still nobody. They are asked by a question of its own: an older word to let go, still on
        // its way, must not undo it.
        return Decision.Accept(Asked(state, note.ResponderId, isByHand ? "assigned by hand" : "said yes after all", null, isByHand ? note.By : null, moment));
    }

    /// <summary>An answer to a question that this case does not wait for changes nothing.</summary>
    public static Decision Declined(CaseState state, CaseCommand.NoteDeclined note, Moment moment) =>
        state.Search?.Asked == note.ResponderId && note.Attempt == state.Attempts
            ? Decision.Accept(new CaseEvent.AssigneeDeclined(note.ResponderId, note.Attempt, note.Code, moment.Now))
            : Decision.Nothing;

    /// <summary>What a step does to who works on it: it begins to look where somebody is needed, and lets go where it is over.</summary>
    public static IEnumerable<CaseEvent> Effects(CaseState before, CaseState after, Moment moment)
    {
        if (CaseNeed.IsOver(after) && after.Assignee is { } last)
        {
            yield return new CaseEvent.AssigneeReleased(last, $"the case is {after.Status}", moment.Now, moment.By);
        }
        else if (after is { Assignee: null, Search: null } && CaseNeed.IsThere(after))
        {
            yield return new CaseEvent.AssigneeWanted(before.Assignee is { } former ? [former] : [], moment.Now);
        }
    }

    /// <summary>Who is asked, and who need not keep it any longer: whoever had it or was asked, and neither has it nor is asked now.</summary>
    public static IEnumerable<Outgoing> Messages(string key, CaseState before, CaseState after, ImmutableArray<CaseEvent> events, Moment moment)
    {
        var refused = events.OfType<CaseEvent.AssigneeDeclined>().Where(declined => declined.Why != AssigneeLook.NoAnswer).Select(declined => declined.ResponderId);
        foreach (var former in Holders(before).Except(Holders(after)).Except(refused))
        {
            yield return LetGo(key, former, before.Attempts);
        }

        foreach (var asked in events.OfType<CaseEvent.AssigneeAsked>())
        {
            yield return new Outgoing.ToResponder(
                asked.ResponderId, new ResponderCommand.TakeCase(CaseNeed.Of(key, after, moment.Rules), asked.Attempt, asked.Override, IsOnCall: false)) { Urgency = Grains.Pages.Urgency.High };
        }
    }

    /// <summary>Whoever works on a restricted case sees it.</summary>
    public static ImmutableArray<string> Access(CaseState state, string responder)
    {
        var subject = responder.IndexOf("-u-", StringComparison.Ordinal) is var mark and >= 0 ? responder[(mark + 3)..] : responder;
        return !state.IsRestricted || state.Access.Contains(subject) ? state.Access : state.Access.Add(subject);
    }

    private static Decision Asked(CaseCommand.Assign assign, CaseState state, string speaks, Moment moment) => Decision.Accept(Asked(
        state,
        assign.ResponderId,
        $"{speaks} Picked by hand: {assign.Reason}",
        assign.OverrideReason is { } word ? new LeadOverride(moment.By, word) : null,
        moment.By,
        moment));

    private static CaseEvent Asked(CaseState state, string responder, string because, LeadOverride? word, string? by, Moment moment) =>
        new CaseEvent.AssigneeAsked(responder, state.Attempts + 1, because, word, moment.Now + AssigneeLook.AnswerWithin, moment.Now, by);

    private static string[] Holders(CaseState state) => [.. ((string?[])[state.Assignee, state.Search?.Asked]).OfType<string>()];

    private static Outgoing LetGo(string key, string responder, long attempt) => new Outgoing.ToResponder(responder, new ResponderCommand.ReleaseCase(key, attempt));
}
