using System.Collections.Immutable;
using Lert.Domain.Cases;
using Lert.Domain.Deciding;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Requesters;

namespace Lert.Domain.Requesters;

using Decision = Decision<CaseEvent>;

/// <summary>What a case tells its requester and hears of them: verification, velocity, doubt, recall.</summary>
internal static class CaseRequester
{
    public static Decision Decide(string key, CaseState state, CaseCommand command, Moment moment) => command switch
    {
        CaseCommand.NoteRequester note => Answered(state, note.Known, moment),
        CaseCommand.NoteVelocity note => state.IsFast || note.RequesterId != IdOf(key, state)
            ? Decision.Nothing
            : Decision.Accept(new CaseEvent.VelocityFlagged(note.RequesterId, note.Emergencies, moment.Now)),
        CaseCommand.NoteRecall note => Recall(key, state, note.Notice, moment),
        CaseCommand.ReviewRecall review => state.IsRecallOpen
            ? Decision.Accept(new CaseEvent.RecallReviewed(review.Finding, moment.Now, moment.By))
            : Decision.Refuse(RefusalCodes.CaseNoRecallOpen, "No recall waits for its review here."),
        _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
    };

    /// <summary>The officer's entry in the directory; empty for a report of our own.</summary>
    public static string IdOf(string key, CaseState state) =>
        Asks(state) ? RequesterKey.OfficerOf(ActorKey.RegionOf(key), state.Request!.Agency, state.Request.Officer) : "";

    /// <summary>What the requester is told: that the case names them, once and again when a name was corrected, and of each call to their agency.</summary>
    public static ImmutableArray<Outgoing> Messages(string key, CaseState before, CaseState after, ImmutableArray<CaseEvent> events)
    {
        if (!Asks(after))
        {
            return [];
        }

        var request = after.Request!;
        var id = IdOf(key, after);
        return
        [
            .. id == IdOf(key, before) ? [] : (Outgoing[])
                [new Outgoing.ToRequester(id, new RequesterCommand.NoteCase(request.Agency, request.Officer, key, request.Kind, request.At, after.Said.ContactNumber))],
            .. events.OfType<CaseEvent.CalledBack>().Select(called => called.Call).Where(call => call.Source == NumberSource.Directory)
                .Select(call => new Outgoing.ToRequester(id, new RequesterCommand.NoteCallBack(new OfficerCall(key, call.Number, call.Person, call.IsConfirmed, call.At, call.By)))),
        ];
    }

    public static CaseState Fold(CaseState state, CaseEvent happened) => happened switch
    {
        CaseEvent.RequesterAnswered answered => state with { Requester = answered.Answer, Fraud = answered.Score, IsFast = state.IsFast || answered.Answer.IsFast },
        CaseEvent.VelocityFlagged => state with { IsFast = true },
        CaseEvent.Recalled recalled => state with { Recall = recalled.Notice, RecallFinding = null },
        CaseEvent.RecallReviewed reviewed => state with { RecallFinding = reviewed.Finding },
        _ => throw new InvalidOperationException($"No rule for {happened.GetType().Name}."),
    };

    public static CaseAsking View(string key, CaseState state) => new(
        IdOf(key, state), state.Requester, state.Fraud, state.IsFast, state.NeedsTwo, state.Recall, state.RecallFinding);

    /// <summary>The directory has spoken of the names that the case has now.</summary>
    public static bool IsAnswered(CaseState state) =>
        !Asks(state) || (state.Requester is { } answer && answer.Agency == state.Request!.Agency && answer.Officer == state.Request.Officer);

    private static Decision Answered(CaseState state, RequesterAnswer answer, Moment moment) =>
        IsAnswered(state) || answer.Agency != state.Request!.Agency || answer.Officer != state.Request.Officer
            ? Decision.Nothing
            : Decision.Accept(new CaseEvent.RequesterAnswered(answer, FraudRules.Score(state.Intake, answer, moment.Rules.Requesters), moment.Now));

    /// <summary>
    /// What is on its way out goes back to review, and what was delivered is opened again; anything else stays where it is and is not decided before the review.
    /// The requester is told what became of it, also when it asks again.
    /// </summary>
    private static Decision Recall(string key, CaseState state, RecallNotice notice, Moment moment)
    {
        var (to, outcome) = CaseMachine.Find(state.Status, CaseStatus.LegalReview, nameof(CaseCommand.NoteRecall)) is not null
            ? (CaseStatus.LegalReview, RecallOutcome.Returned)
            : state.DeliveryReference is not null && CaseMachine.Find(state.Status, CaseStatus.Reopened, nameof(CaseCommand.NoteRecall)) is not null
                ? (CaseStatus.Reopened, RecallOutcome.Reopened)
                : (state.Status, HasEnded(state) ? RecallOutcome.Ended : RecallOutcome.Held);
        var answer = new Outgoing.ToRequester(notice.RequesterId, new RequesterCommand.NoteRecalled(key, notice.Number, outcome));
        if (state.Recall is { } known && known.RequesterId == notice.RequesterId && known.Number >= notice.Number)
        {
            return Decision.Nothing.Send(answer);
        }

        return Decision.Accept(
        [
            new CaseEvent.Recalled(notice, outcome, moment.Now),
            .. outcome == RecallOutcome.Reopened ? [new CaseEvent.ReopenedAgain("the requester was recalled", moment.Now, moment.By)] : (CaseEvent[])[],
            .. CaseReview.Void(state, "the requester was recalled", moment),
            .. to == state.Status ? [] : (CaseEvent[])[new CaseEvent.Moved(state.Status, to, moment.Now)],
        ]).Send(answer);
    }

    private static bool HasEnded(CaseState state) => state.DeliveryReference is null
        && state.Status is CaseStatus.Closed or CaseStatus.Rejected or CaseStatus.Withdrawn or CaseStatus.Duplicate;

    /// <summary>A report of our own has no requester.</summary>
    private static bool Asks(CaseState state) => state.Request is { } request && !request.Kind.IsOurOwn();
}
