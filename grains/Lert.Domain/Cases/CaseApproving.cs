using System.Collections.Immutable;
using Lert.Domain.Clocks;
using Lert.Domain.Deciding;
using Lert.Domain.Intake;
using Lert.Grains;
using Lert.Grains.Cases;
using Decision = Lert.Domain.Deciding.Decision<Lert.Domain.Cases.CaseEvent>;

namespace Lert.Domain.Cases;

/// <summary>Different people say yes to one and the same scope; in an emergency one may have to be enough, and is reviewed.</summary>
internal static class CaseApproving
{
    /// <summary>Those of whom there are not enough yet: their approval is kept, and the case waits for the next.</summary>
    private static readonly ImmutableArray<CaseGuard> Waiting = [CaseGuard.Approved, CaseGuard.SeniorReviewed];

    public static Decision Approve(CaseState state, CaseCommand.Approve approve, Moment moment)
    {
        var to = state.Narrowing is null ? CaseStatus.Approved : CaseStatus.Narrowed;
        if (CaseMachine.Find(state.Status, to, nameof(CaseCommand.Approve)) is not { } step)
        {
            return Decision.Refuse(CaseMoves.NotAllowed(state.Status, to));
        }

        if (approve.IsBreakGlass && !state.Request!.Kind.IsEmergency())
        {
            return Decision.Refuse(RefusalCodes.CaseNotEmergency, "One person alone approves in an emergency only.");
        }

        if (CaseGuards.Valid(state.Approvals, state).Any(given => given.By == moment.By))
        {
            return Decision.Refuse(RefusalCodes.CaseSecondApproverRequired, "You have approved this scope already; another person must.");
        }

        var given = new CaseEvent.ApprovalGiven(new CaseApproval(moment.By, moment.Now, ScopeRules.Hash(state), approve.Reason, approve.Record, approve.IsBreakGlass));
        var next = CaseFolding.Fold(state, given);
        var failed = step.Guards.Select(guard => (guard, refusal: CaseGuards.Judge(guard, next, to, moment))).Where(judged => judged.refusal is not null).ToImmutableArray();
        return failed.FirstOrDefault(judged => !Waiting.Contains(judged.guard)).refusal is { } refusal
            ? Decision.Refuse(refusal)
            : failed.IsEmpty
                ? Decision.Accept(given, new CaseEvent.Moved(state.Status, to, moment.Now))
                : Decision.Accept(given);
    }

    public static Decision ApproveDisclosure(CaseState state, CaseCommand.ApproveDisclosure approve, Moment moment)
    {
        var hash = ScopeRules.Hash(state);
        if (state.Status != CaseStatus.DisclosureApproval)
        {
            return Decision.Refuse(CaseMoves.NotAllowed(state.Status, CaseStatus.Delivered));
        }

        if (approve.ScopeHash != hash)
        {
            return Decision.Refuse(new Refusal(RefusalCodes.ScopeChanged, "What you saw is not the scope in force: read again.").With("scope_hash", hash));
        }

        return CaseGuards.Valid(state.DisclosureApprovals, state).Any(given => given.By == moment.By)
            ? Decision.Refuse(RefusalCodes.CaseSecondApproverRequired, "You have approved this disclosure already; another person must.")
            : Decision.Accept(new CaseEvent.DisclosureApproved(new CaseApproval(moment.By, moment.Now, hash, approve.Reason, null, false)));
    }

    /// <summary>Another person looks at what one approved alone.</summary>
    public static Decision Review(CaseState state, CaseCommand.ReviewBreakGlass review, Moment moment)
    {
        if (state.Clock(ClockIds.BreakGlassReview) is not { IsOpen: true })
        {
            return Decision.Refuse(RefusalCodes.CaseNothingToReview, "Nothing here waits for a review.");
        }

        return state.BreakGlassBy == moment.By
            ? Decision.Refuse(RefusalCodes.CaseOwnReview, "You approved it yourself; another person must review it.")
            : Decision.Accept(
                new CaseEvent.BreakGlassReviewed(review.Finding, moment.Now, moment.By),
                new CaseEvent.ClockMet(ClockIds.BreakGlassReview, "reviewed", moment.Now));
    }

    public static Decision FollowedUp(CaseState state, CaseCommand.RecordFollowUp record, Moment moment) =>
        state.Clock(ClockIds.FollowUp) is { IsOpen: true }
            ? Decision.Accept(
                new CaseEvent.FollowUpRecorded(record.Reference, moment.Now, moment.By), new CaseEvent.ClockMet(ClockIds.FollowUp, record.Reference, moment.Now))
            : Decision.Refuse(RefusalCodes.CaseNotEmergency, "No process is expected to follow here.");
}
