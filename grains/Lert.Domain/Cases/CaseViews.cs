using Lert.Domain.Deciding;
using Lert.Domain.Intake;
using Lert.Domain.Notices;
using Lert.Domain.Playbooks;
using Lert.Domain.Requesters;
using Lert.Grains.Cases;

namespace Lert.Domain.Cases;

/// <summary>What callers see of a case, and what lists find it by.</summary>
internal static class CaseViews
{
    public static Listing List(string key, CaseState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var due = state.Clocks.Where(clock => clock is { Status: ClockStatus.Running, RunsOut: true } or { Status: ClockStatus.Breached, EndedAt: null });
        return new(state.Status.ToString())
        {
            Case = key,
            Regime = state.Request?.Regime,
            Assignee = state.Assignee,
            DueAt = due.Select(clock => (DateTimeOffset?)clock.DueInternal).Min(),
            Lists = CaseLists.NamesOf(key, state),
            Marks = CaseLists.MarksOf(state),
        };
    }

    public static CaseView? View(string key, long version, CaseState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Request is not { } request
            ? null
            : new CaseView(
                key,
                version,
                state.Status,
                request.Kind,
                request.Regime,
                request.TriggerAt,
                request.Zone,
                request.Agency,
                request.Officer,
                request.AgencyReference,
                request.At,
                request.By,
                state.Count(HoldProgress.Pending),
                state.Count(HoldProgress.Active),
                state.Count(HoldProgress.Ended),
                state.ClosedAt,
                state.CloseReason)
            {
                File = File(state) with { Asking = CaseRequester.View(key, state), Links = state.Links, Letters = state.Letters, Checklist = CaseChecklists.View(state), Notice = NoticeRules.PlanOf(state) },
            };
    }

    private static CaseFile File(CaseState state) => new(
        state.Desk,
        state.Assignee,
        state.IsRestricted,
        state.Access,
        state.Intake,
        state.Verdicts,
        state.Narrowing ?? [],
        state.NarrowingReason,
        state.HasItems ? ScopeRules.Hash(state) : "",
        state.Choices,
        state.Clocks,
        state.CallBacks,
        state.Approvals,
        state.DisclosureApprovals,
        state.Records,
        state.OpenQuestion,
        state.Ending,
        state.MayReleaseHolds,
        state.DuplicateOf,
        state.BreakGlassReview,
        state.FollowUp)
    {
        Assignment = new CaseAssignment(
            state.AssigneeBecause,
            state.Search?.Asked,
            state.Attempts,
            state.Search?.LeadSince,
            state.Search is { LeadSince: not null, Asked: null } waiting ? waiting.Because : null,
            state.Search?.NextAt),
    };
}
