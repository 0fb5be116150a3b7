using System.Collections.Immutable;
using Lert.Domain.Clocks;
using Lert.Domain.Deciding;
using Lert.Domain.Intake;
using Lert.Domain.Notices;
using Lert.Domain.Playbooks;
using Lert.Domain.Requesters;
using Lert.Grains;
using Lert.Grains.Cases;

namespace Lert.Domain.Cases;

/// <summary>Whether a guard of <see cref="CaseMachine"/> lets a case pass.</summary>
internal static class CaseGuards
{
    /// <summary>Its refusal; null when it lets pass.</summary>
    /// <param name="to">Where the step leads.</param>
    public static Refusal? Judge(CaseGuard guard, CaseState state, CaseStatus to, Moment moment)
    {
        if (Passes(guard, state, to, moment))
        {
            return null;
        }

        if (guard == CaseGuard.UserTold)
        {
            return NoticeRules.Gate(state, moment).Judge();
        }

        var rule = GuardRule.Of(guard);
        var refusal = new Refusal(rule.Code, $"Not yet: {char.ToLowerInvariant(rule.Sentence[0])}{rule.Sentence[1..]}");
        return guard switch
        {
            CaseGuard.NothingHeld => refusal.With("holds", $"{state.Count(HoldProgress.Pending) + state.Count(HoldProgress.Active)}"),
            CaseGuard.PlaybookFollowed => OpenSteps(refusal, CaseChecklists.Open(state, to)),
            _ => refusal,
        };
    }

    /// <summary>Those who approved the scope that is in force.</summary>
    public static ImmutableArray<CaseApproval> Valid(ImmutableArray<CaseApproval> approvals, CaseState state)
    {
        var hash = ScopeRules.Hash(state);
        return [.. approvals.Where(approval => approval.ScopeHash == hash).DistinctBy(approval => approval.By)];
    }

    private static bool Passes(CaseGuard guard, CaseState state, CaseStatus to, Moment moment)
    {
        var kind = state.Request is { } request ? moment.Rules.Intake.Find(request.Kind) : null;
        var (isEmergency, isAsked) = (state.Request?.Kind.IsEmergency() == true, state.Request?.Kind.IsOurOwn() == false);
        switch (guard)
        {
            case CaseGuard.Translated:
                return kind is null or { Languages.IsEmpty: true } || state.Said.IsTranslated || state.Said.Language.Length == 0 || kind.Languages.Contains(state.Said.Language);
            case CaseGuard.SomethingReached:
                return !state.HasItems || !ScopeRules.InForce(state).IsEmpty;
            case CaseGuard.AccountsChosen:
                return ScopeRules.InForce(state).All(item => item.AccountId.Length > 0);
            case CaseGuard.CalledBack:
                return !isEmergency || !isAsked || state.CallBacks.Any(call => call is { IsConfirmed: true, Source: NumberSource.Directory });
            case CaseGuard.DecisionRecorded:
                return !isEmergency || Valid(state.Approvals, state).Any(approval => approval.Record is { IsComplete: true });
            case CaseGuard.SeniorReviewed:
                return !state.IsRestricted || IsBreakGlass(state) || Valid(state.Approvals, state).Any(approval => approval.By == state.Said.SeniorReviewer);
            case CaseGuard.Approved:
                return IsBreakGlass(state) || Valid(state.Approvals, state).Length >= Math.Max(kind?.Approvers ?? 1, state.NeedsTwo ? 2 : 1);
            case CaseGuard.RequesterAnswered:
                return !isEmergency || !isAsked || CaseRequester.IsAnswered(state);
            case CaseGuard.RecallReviewed:
                return !state.IsRecallOpen;
            case CaseGuard.ItemsRecorded:
                return ScopeRules.InForce(state).All(item => state.Records.Any(record => record.ItemId == item.ItemId));
            case CaseGuard.DisclosureApproved:
                return Valid(state.DisclosureApprovals, state).Length >= 2;
            case CaseGuard.OtherHandDelivers:
                return state.Approvals.Concat(state.DisclosureApprovals).All(approval => approval.By != moment.By);
            case CaseGuard.NothingHeld:
                return state.Count(HoldProgress.Pending) + state.Count(HoldProgress.Active) == 0;
            case CaseGuard.BreachesExplained:
                return state.Clocks.All(clock => clock.BreachedAt is null || clock.BreachReason is not null);
            case CaseGuard.ReviewsDone:
                return state.Clock(ClockIds.BreakGlassReview) is not { IsOpen: true };
            case CaseGuard.NothingToProduce:
                return !state.HasItems && state.Clocks.All(clock => !clock.IsLegal || !clock.IsOpen || ClockIds.IsOfNotice(clock.ClockId));
            case CaseGuard.UserTold:
                return NoticeRules.Gate(state, moment).IsOpen();
            case CaseGuard.NoticeSettled:
                return state.Clock(ClockIds.Notice) is not { IsOpen: true };
            case CaseGuard.PlaybookFollowed:
                return CaseChecklists.Open(state, to).IsEmpty;
            default:
                throw new InvalidOperationException($"No rule for {guard}.");
        }
    }

    /// <summary>All of them at once, by what is to be done and by their ids.</summary>
    private static Refusal OpenSteps(Refusal refusal, ImmutableArray<PlaybookStep> open) =>
        (refusal with { Message = $"Not yet, by the playbook: {string.Join(" ", open.Select(step => $"({step.StepId}) {step.Text}"))}" })
            .With("steps", string.Join(", ", open.Select(step => step.StepId)));

    private static bool IsBreakGlass(CaseState state) => !state.NeedsTwo && Valid(state.Approvals, state).Any(approval => approval.IsBreakGlass);
}
