using System.Collections.Immutable;
using Lert.Domain.Assignments;
using Lert.Domain.Clocks;
using Lert.Domain.Deciding;
using Lert.Domain.Emergencies;
using Lert.Domain.Links;
using Lert.Domain.Notices;
using Lert.Domain.Playbooks;
using Lert.Domain.Requesters;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Pages;
using Decision = Lert.Domain.Deciding.Decision<Lert.Domain.Cases.CaseEvent>;

namespace Lert.Domain.Cases;

/// <summary>A request's life, from its receipt to its closing. Its states and guards stand in <see cref="CaseMachine"/>.</summary>
public sealed class CaseDecider : IDecider<CaseState, CaseCommand, CaseEvent, CaseView>
{
    /// <summary>How many accounts one case may hold. A request for more is split by its requester.</summary>
    public const int MaxAccounts = 5_000;

    private CaseDecider()
    {
    }

    public static CaseState Initial => CaseState.Initial;

    public static int Format => 6;

    public static CaseCommand TimerTick { get; } = new CaseCommand.Tick(null);

    public static IEnumerable<FieldViolation> Validate(string key, CaseCommand command, Moment moment) => command switch
    {
        CaseCommand.Open open => OpeningRules.Validate(key, open, moment),
        CaseCommand.RequestHolds request => OpeningRules.ValidateAccounts(key, request.Accounts),
        _ => CaseNotices.Validate(command, moment),
    };

    public static Decision Decide(string key, CaseState state, CaseCommand command, Moment moment)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(moment);
        var decision = (state, command) switch
        {
            (_, CaseCommand.Tick tick) => Tick(key, state, tick.Facts, moment),
            ({ Exists: false }, CaseCommand.Open open) => CaseOpening.Open(key, open, moment),
            ({ Exists: false }, CaseCommand.NoteTaken or CaseCommand.NoteDeclined or CaseCommand.NoteRequester or CaseCommand.NoteVelocity or CaseCommand.NoteRecall
                or CaseCommand.SuggestLinks or CaseCommand.NoteLinked or CaseCommand.NoteLetter) => Decision.Nothing,
            ({ Exists: false }, _) => NotFound(),
            ({ IsRestricted: true }, _) when !CaseAccess.MaySee(state, moment.By) => NotFound(),
            (_, CaseCommand.Open) => Decision.Refuse(RefusalCodes.RequestIdReused, "This request id has opened a case already."),
            (_, CaseCommand.NoteHoldActive note) => CaseHolds.Note(state, note.HoldId, HoldProgress.Active, new CaseEvent.HoldActive(note.HoldId), moment),
            (_, CaseCommand.NoteHoldEnded note) =>
                CaseHolds.Note(state, note.HoldId, HoldProgress.Ended, new CaseEvent.HoldEnded(note.HoldId, note.EndedAt, note.Early), moment),
            (_, CaseCommand.NoteTaken note) => CaseAssigning.Taken(key, state, note, moment),
            (_, CaseCommand.NoteDeclined note) => CaseAssigning.Declined(state, note, moment),
            (_, CaseCommand.NoteLetter note) => CaseLetters.Note(state, note),
            (_, CaseCommand.NoteDisclosure note) => CaseDisclosing.Note(key, state, note, moment),
            (_, CaseCommand.NoteRequester or CaseCommand.NoteVelocity or CaseCommand.NoteRecall or CaseCommand.ReviewRecall) =>
                CaseRequester.Decide(key, state, command, moment),
            (_, CaseCommand.SuggestLinks or CaseCommand.NoteLinked or CaseCommand.AcceptLink or CaseCommand.DismissLink) => CaseLinks.Decide(key, state, command, moment),
            ({ ClosedAt: null }, CaseCommand.TickStep or CaseCommand.UntickStep or CaseCommand.AdoptPlaybook) => CaseChecklists.Decide(state, command, moment),
            (_, CaseCommand.Reopen reopen) => CaseProducing.Reopen(state, reopen, moment),
            (_, CaseCommand.ExplainBreach explain) => ClockWork.Explain(state, explain, moment),
            (_, CaseCommand.RecordFollowUp record) => CaseApproving.FollowedUp(state, record, moment),
            (_, CaseCommand.ReviewBreakGlass review) => CaseApproving.Review(state, review, moment),
            (_, CaseCommand.GrantAccess grant) => CaseProducing.Grant(state, grant, moment),
            (_, CaseCommand.RecordSilence or CaseCommand.ExtendSilence or CaseCommand.LiftSilence or CaseCommand.ReviewSilence or CaseCommand.ExceptNotice or CaseCommand.RevokeExemption
                or CaseCommand.RecordNotice) =>
                CaseNotices.Decide(state, command, moment),
            ({ ClosedAt: not null }, _) => Decision.Refuse(RefusalCodes.CaseClosed, $"The case was closed at {state.ClosedAt:O}."),
            (_, CaseCommand.RequestHolds request) => CaseHolds.Request(key, state, request.Accounts, moment),
            (_, CaseCommand.Close close) => CaseProducing.Close(state, close, moment),
            (_, CaseCommand.Assign assign) => CaseAssigning.Assign(key, state, assign, moment),
            (_, CaseCommand.Unassign unassign) => CaseAssigning.Unassign(state, unassign, moment),
            _ => Work(state, command, moment),
        };
        return decision.Events.IsEmpty || decision.Refusal is not null ? decision : WithEffects(key, state, decision, moment);
    }

    public static CaseState Evolve(CaseState state, CaseEvent happened)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(happened);
        return CaseFolding.Fold(state, happened);
    }

    /// <summary>What its clocks and its search for somebody have to say next. A preservation case has no timer of its own: its clocks are its holds'.</summary>
    public static DateTimeOffset? WakeAt(CaseState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Clocks.Select(ClockPassing.NextAt).Append(state.Search?.NextAt).Min();
    }

    /// <summary>What the grain reads for this command right before it is decided; null where nothing.</summary>
    public static CandidateQuestion? Missing(string key, CaseState state, CaseCommand command, Moment moment)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(moment);
        var desk = state.Desk.Length > 0 ? state.Desk : null;
        return command switch
        {
            CaseCommand.Tick when AssigneeLook.IsDue(state, moment.Now) => new CandidateQuestion(ActorKey.RegionOf(key), desk, null),
            CaseCommand.Assign assign when state.Exists => new CandidateQuestion(ActorKey.RegionOf(key), desk, assign.ResponderId),
            _ => null,
        };
    }

    /// <summary>An emergency that nobody has decided goes before everything, and a case that nobody has before what runs by itself.</summary>
    public static Urgency UrgencyOf(CaseState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Clock(ClockIds.EmergencyDecision) is { IsOpen: true } ? Urgency.Emergency : state.Search is not null ? Urgency.High : Urgency.Normal;
    }

    /// <summary>Whether a clock that runs would be counted otherwise by the rules of today: the next tick does it.</summary>
    public static bool IsOutdated(CaseState state, Rules rules, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(rules);
        return ClockPassing.Recounted(state.Clocks, rules.Regimes, now).Any();
    }

    /// <summary>Whether process of this case is open on that hold: what it told the hold may still be on its way.</summary>
    public static bool IsServedOn(CaseState state, string holdId)
    {
        ArgumentNullException.ThrowIfNull(state);
        return CaseMoves.Served(state).Contains(holdId);
    }

    /// <summary>Whether this case keeps somebody awake by that page: that it did not for a while may still be on its way there.</summary>
    public static bool IsAwakeAbout(string key, CaseState state, string pageId)
    {
        ArgumentNullException.ThrowIfNull(state);
        return CasePages.IsAwakeAbout(key, state, pageId);
    }

    /// <summary>What may be produced now; null when there is no such case.</summary>
    public static CaseScope? ScopeOf(string key, CaseState state, Moment moment)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(moment);
        return CaseDisclosing.ScopeOf(key, state, moment);
    }

    public static Listing List(string key, CaseState state) => CaseViews.List(key, state);

    public static CaseView? View(string key, long version, CaseState state) => CaseViews.View(key, version, state);

    private static Decision Work(CaseState state, CaseCommand command, Moment moment) => command switch
    {
        CaseCommand.Triage triage => CaseReview.Triage(state, triage, moment),
        CaseCommand.Advance advance => CaseReview.Advance(state, advance, moment),
        CaseCommand.RequestClarification ask => CaseReview.Ask(state, ask, moment),
        CaseCommand.Answer answer => CaseReview.Answer(state, answer, moment),
        CaseCommand.Narrow narrow => CaseReview.Narrow(state, narrow, moment),
        CaseCommand.ChooseAccount choose => CaseReview.Choose(state, choose, moment),
        CaseCommand.RecordTranslation record => CaseReview.Translated(state, record, moment),
        CaseCommand.RecordCallBack record => CaseReview.CalledBack(record, moment),
        CaseCommand.Approve approve => CaseApproving.Approve(state, approve, moment),
        CaseCommand.Reject reject => CaseReview.Reject(state, reject, moment),
        CaseCommand.Challenge challenge => CaseReview.Challenge(state, challenge, moment),
        CaseCommand.ResolveChallenge resolve => CaseReview.Resolve(state, resolve, moment),
        CaseCommand.RecordItem record => CaseProducing.Record(state, record, moment),
        CaseCommand.ApproveDisclosure approve => CaseApproving.ApproveDisclosure(state, approve, moment),
        CaseCommand.Deliver deliver => CaseProducing.Deliver(state, deliver, moment),
        CaseCommand.ConfirmReceipt confirm => CaseProducing.Receipt(state, confirm, moment),
        CaseCommand.Withdraw withdraw => CaseProducing.Withdraw(state, withdraw, moment),
        CaseCommand.MarkDuplicate mark => CaseProducing.MarkDuplicate(state, mark, moment),
        CaseCommand.Amend amend => CaseProducing.Amend(state, amend, moment),
        CaseCommand.RecordAuthorityAnswer record => CaseDisclosing.Answered(state, record, moment),
        CaseCommand.PauseClock pause => ClockWork.Pause(state, pause, moment),
        CaseCommand.ResumeClock resume => ClockWork.Resume(state, resume, moment),
        CaseCommand.MeetClock meet => ClockWork.Meet(state, meet, moment),
        _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
    };

    /// <summary>First what is due of the clocks, then of the search for somebody.</summary>
    private static Decision Tick(string key, CaseState state, CandidateFacts? facts, Moment moment)
    {
        var clocks = ClockWork.Tick(state, moment);
        return clocks with { Events = [.. clocks.Events, .. AssigneeLook.Run(key, clocks.Events.Aggregate(state, CaseFolding.Fold), facts, moment)] };
    }

    /// <summary>What follows from a step, whoever took it: clocks begin and end, holds are locked and let go, somebody is looked for or let go, people are woken.</summary>
    private static Decision WithEffects(string key, CaseState before, Decision decision, Moment moment)
    {
        var after = decision.Events.Aggregate(before, CaseFolding.Fold);
        ImmutableArray<CaseEvent> effects = [.. ClockEffects.Of(before, after, moment), .. CaseNotices.Effects(after, moment), .. CaseAssigning.Effects(before, after, moment)];
        ImmutableArray<CaseEvent> events = [.. decision.Events, .. effects];
        var end = effects.Aggregate(after, CaseFolding.Fold);
        return decision with
        {
            Events = events,
            Messages =
            [
                .. decision.Messages,
                .. CaseMoves.Locks(key, before, after),
                .. CaseAssigning.Messages(key, before, end, events, moment),
                .. CaseDisclosing.Stops(before, end),
                .. CasePages.Of(key, before, end, events, moment),
                .. CaseRequester.Messages(key, before, after, events),
                .. CaseLinks.Messages(key, before, after),
            ],
        };
    }

    private static Decision NotFound() => Decision.Refuse(RefusalCodes.CaseNotFound, "There is no such case.");
}
