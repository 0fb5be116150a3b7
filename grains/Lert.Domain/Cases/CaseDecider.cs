using System.Collections.Immutable;
using Lert.Domain.Clocks;
using Lert.Domain.Deciding;
using Lert.Domain.Emergencies;
using Lert.Domain.Links;
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

    public static int Format => 3;

    public static CaseCommand TimerTick { get; } = new CaseCommand.Tick();

    public static IEnumerable<FieldViolation> Validate(string key, CaseCommand command, Moment moment) => command switch
    {
        CaseCommand.Open open => OpeningRules.Validate(key, open, moment),
        CaseCommand.RequestHolds request => OpeningRules.ValidateAccounts(key, request.Accounts),
        _ => [],
    };

    public static Decision Decide(string key, CaseState state, CaseCommand command, Moment moment)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(moment);
        var decision = (state, command) switch
        {
            (_, CaseCommand.Tick) => ClockWork.Tick(state, moment),
            ({ Exists: false }, CaseCommand.Open open) => CaseOpening.Open(key, open, moment),
            ({ Exists: false }, CaseCommand.NoteTaken or CaseCommand.NoteDeclined or CaseCommand.NoteRequester or CaseCommand.NoteVelocity or CaseCommand.NoteRecall
                or CaseCommand.SuggestLinks or CaseCommand.NoteLinked) => Decision.Nothing,
            ({ Exists: false }, _) => NotFound(),
            ({ IsRestricted: true }, _) when !CaseAccess.MaySee(state, moment.By) => NotFound(),
            (_, CaseCommand.Open) => Decision.Refuse(RefusalCodes.RequestIdReused, "This request id has opened a case already."),
            (_, CaseCommand.NoteHoldActive note) => CaseHolds.Note(state, note.HoldId, HoldProgress.Active, new CaseEvent.HoldActive(note.HoldId), moment),
            (_, CaseCommand.NoteHoldEnded note) =>
                CaseHolds.Note(state, note.HoldId, HoldProgress.Ended, new CaseEvent.HoldEnded(note.HoldId, note.EndedAt, note.Early), moment),
            (_, CaseCommand.NoteTaken note) => CaseAssigning.Taken(state, note, moment),
            // An answer to a question that this case does not wait for.
            (_, CaseCommand.NoteDeclined) => Decision.Nothing,
            (_, CaseCommand.NoteRequester or CaseCommand.NoteVelocity or CaseCommand.NoteRecall or CaseCommand.ReviewRecall) =>
                CaseRequester.Decide(key, state, command, moment),
            (_, CaseCommand.SuggestLinks or CaseCommand.NoteLinked or CaseCommand.AcceptLink or CaseCommand.DismissLink) => CaseLinks.Decide(key, state, command, moment),
            (_, CaseCommand.Reopen reopen) => CaseProducing.Reopen(state, reopen, moment),
            (_, CaseCommand.ExplainBreach explain) => ClockWork.Explain(state, explain, moment),
            (_, CaseCommand.RecordFollowUp record) => CaseApproving.FollowedUp(state, record, moment),
            (_, CaseCommand.ReviewBreakGlass review) => CaseApproving.Review(state, review, moment),
            (_, CaseCommand.GrantAccess grant) => CaseProducing.Grant(state, grant, moment),
            ({ ClosedAt: not null }, _) => Decision.Refuse(RefusalCodes.CaseClosed, $"The case was closed at {state.ClosedAt:O}."),
            (_, CaseCommand.RequestHolds request) => CaseHolds.Request(key, state, request.Accounts, moment),
            (_, CaseCommand.Close close) => CaseProducing.Close(state, close, moment),
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

    /// <summary>A preservation case has no timer of its own: its clocks are its holds'.</summary>
    public static DateTimeOffset? WakeAt(CaseState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Clocks.Select(ClockPassing.NextAt).Min();
    }

    /// <summary>An emergency that nobody has decided goes before everything.</summary>
    public static Urgency UrgencyOf(CaseState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Clock(ClockIds.EmergencyDecision) is { IsOpen: true } ? Urgency.Emergency : Urgency.Normal;
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
        CaseCommand.PauseClock pause => ClockWork.Pause(state, pause, moment),
        CaseCommand.ResumeClock resume => ClockWork.Resume(state, resume, moment),
        CaseCommand.MeetClock meet => ClockWork.Meet(state, meet, moment),
        _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
    };

    /// <summary>What follows from a step, whoever took it: clocks begin and end, holds are locked and let go, people are woken.</summary>
    private static Decision WithEffects(string key, CaseState before, Decision decision, Moment moment)
    {
        var after = decision.Events.Aggregate(before, CaseFolding.Fold);
        ImmutableArray<CaseEvent> clocks = [.. ClockEffects.Of(before, after, moment)];
        ImmutableArray<CaseEvent> events = [.. decision.Events, .. clocks];
        return decision with
        {
            Events = events,
            Messages =
            [
                .. decision.Messages,
                .. CaseMoves.Locks(key, before, after),
                .. CasePages.Of(key, before, clocks.Aggregate(after, CaseFolding.Fold), events),
                .. CaseRequester.Messages(key, before, after, events),
                .. CaseLinks.Messages(key, before, after),
            ],
        };
    }

    private static Decision NotFound() => Decision.Refuse(RefusalCodes.CaseNotFound, "There is no such case.");
}
