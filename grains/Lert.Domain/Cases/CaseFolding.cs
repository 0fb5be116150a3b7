using System.Collections.Immutable;
using Lert.Domain.Assignments;
using Lert.Domain.Links;
using Lert.Domain.Notices;
using Lert.Domain.Playbooks;
using Lert.Domain.Requesters;
using Lert.Grains.Cases;

namespace Lert.Domain.Cases;

/// <summary>What each event makes of a case.</summary>
internal static class CaseFolding
{
    public static CaseState Fold(CaseState state, CaseEvent happened) => happened switch
    {
        CaseEvent.Opened opened => state with { Request = opened, Status = CaseStatus.Received },
        CaseEvent.Moved moved => CaseNeed.IsOver(state with { Status = moved.New }) ? state with { Status = moved.New, Search = null } : state with { Status = moved.New },
        CaseEvent.HoldsRequested requested => state with
        {
            Holds = state.Holds.SetItems(requested.Orders.Select(order => KeyValuePair.Create(order.HoldId, HoldProgress.Pending))),
        },
        CaseEvent.HoldActive active => state with { Holds = state.Holds.SetItem(active.HoldId, HoldProgress.Active) },
        CaseEvent.HoldEnded ended => state with { Holds = state.Holds.SetItem(ended.HoldId, HoldProgress.Ended) },
        CaseEvent.Closed closed => state with { Status = CaseStatus.Closed, ClosedAt = closed.At, CloseReason = closed.Reason, Search = null },
        CaseEvent.IntakeRecorded recorded => state with
        {
            Intake = recorded.Intake, Verdicts = recorded.Verdicts, Desk = recorded.Desk, IsRestricted = recorded.IsRestricted, Access = recorded.Access,
        },
        CaseEvent.RulesTaken taken => state with { Rules = taken.Rules },
        CaseEvent.ClarificationRequested asked => state with { OpenQuestion = asked.Question },
        CaseEvent.Clarified => state with { OpenQuestion = null },
        CaseEvent.ScopeNarrowed narrowed => state with { Narrowing = narrowed.New, NarrowingReason = narrowed.Reason },
        CaseEvent.AccountChosen chosen => state with { Choices = [.. state.Choices.Where(choice => choice.Handle != chosen.New.Handle), chosen.New] },
        CaseEvent.TranslationRecorded => state with { Intake = state.Said with { IsTranslated = true } },
        CaseEvent.CalledBack called => state with { CallBacks = state.CallBacks.Add(called.Call) },
        CaseEvent.ApprovalGiven given => state with
        {
            Approvals = state.Approvals.Add(given.Approval), BreakGlassBy = given.Approval.IsBreakGlass ? given.Approval.By : state.BreakGlassBy,
        },
        CaseEvent.ApprovalsVoided => state with { Approvals = [], DisclosureApprovals = [] },
        CaseEvent.RejectedByUs rejected => state with { Ending = rejected.Reason },
        CaseEvent.ChallengeRaised raised => state with { Ending = raised.Reason, IsComity = state.IsComity || raised.Ground == ChallengeGround.Comity },
        CaseEvent.ChallengeResolved resolved => state with { Ending = resolved.Reason },
        CaseEvent.ItemRecorded recorded => state with { Records = [.. state.Records.Where(record => record.ItemId != recorded.New.ItemId), recorded.New] },
        CaseEvent.DisclosureApproved approved => state with { DisclosureApprovals = state.DisclosureApprovals.Add(approved.Approval) },
        CaseEvent.DeliveryMade made => state with { DeliveryReference = made.Reference },
        CaseEvent.WithdrawnByRequester withdrawn => state with { Ending = withdrawn.Reason, MayReleaseHolds = withdrawn.MayReleaseHolds },
        CaseEvent.FoundDuplicate found => state with { Ending = found.Reason, DuplicateOf = found.OfCase },
        // It goes its whole way again, and so does its checklist.
        CaseEvent.ReopenedAgain => state with { Ending = null, ClosedAt = null, CloseReason = null, DuplicateOf = null, MayReleaseHolds = false, Ticks = [] },
        CaseEvent.BreakGlassReviewed reviewed => state with { BreakGlassReview = reviewed.Finding },
        CaseEvent.FollowUpRecorded recorded => state with { FollowUp = recorded.Reference },
        CaseEvent.AccessGranted granted => state with { Access = state.Access.Add(granted.Subject) },
        CaseEvent.AssigneeChanged or CaseEvent.AssigneeWanted or CaseEvent.AssigneeAsked or CaseEvent.AssigneeDeclined or CaseEvent.AssigneeReleased or CaseEvent.NobodyFound =>
            AssigneeSearch.Fold(state, happened),
        CaseEvent.FieldAmended amended => state with { Request = Amend(state.Request, amended) },
        CaseEvent.LinksSuggested or CaseEvent.LinkJudged or CaseEvent.LinkedByOther => CaseLinks.Fold(state, happened),
        CaseEvent.RequesterAnswered or CaseEvent.VelocityFlagged or CaseEvent.Recalled or CaseEvent.RecallReviewed => CaseRequester.Fold(state, happened),
        CaseEvent.LetterNoted noted => CaseLetters.Fold(state, noted),
        CaseEvent.PlaybookAdopted or CaseEvent.StepTicked or CaseEvent.StepUnticked => CaseChecklists.Fold(state, happened),
        CaseEvent.DisclosureNoted noted => state with { Disclosures = state.Disclosures.SetItem(noted.DisclosureId, noted.Progress) },
        CaseEvent.AuthorityHeard heard => state with { Authority = heard.New },
        CaseEvent.SilenceOrdered or CaseEvent.SilenceExtended or CaseEvent.SilenceReviewed or CaseEvent.SilenceEnded or CaseEvent.DelayReceived or CaseEvent.NoticeExcepted
            or CaseEvent.ExceptionRevoked or CaseEvent.NoticeRecorded => NoticeFolding.Fold(state, happened),
        CaseEvent.Remarked or CaseEvent.ReceiptConfirmed or CaseEvent.Misdirected => state,
        _ => FoldClock(state, happened),
    };

    private static CaseState FoldClock(CaseState state, CaseEvent happened) => happened switch
    {
        CaseEvent.ClockStarted started => state with { Clocks = [.. state.Clocks.Where(clock => clock.ClockId != started.Clock.ClockId), started.Clock] },
        CaseEvent.ClockPaused paused => On(state, paused.ClockId, clock => clock with { Status = ClockStatus.Paused, PausedAt = paused.At }),
        CaseEvent.ClockResumed resumed => On(
            state, resumed.ClockId, clock => clock with { Status = ClockStatus.Running, PausedAt = null, DueInternal = resumed.NewDueAt, DueLegalOuter = resumed.NewDueAt }),
        CaseEvent.ClockWarned warned => On(state, warned.ClockId, clock => clock with { WarnedPercent = warned.Percent }),
        CaseEvent.ClockBreached breached => On(state, breached.ClockId, clock => clock with { Status = ClockStatus.Breached, BreachedAt = breached.DueAt }),
        CaseEvent.BreachExplained explained => On(state, explained.ClockId, clock => clock with { BreachReason = explained.Reason }),
        CaseEvent.ClockMet met => On(state, met.ClockId, clock => Ended(clock, ClockStatus.Met, met.At)),
        CaseEvent.ClockCancelled cancelled => On(state, cancelled.ClockId, clock => Ended(clock, ClockStatus.Cancelled, cancelled.At)),
        CaseEvent.ClockRestarted restarted => On(
            state, restarted.ClockId, clock => clock with { EndedAt = null, PausedAt = null, Status = clock.BreachedAt is null ? ClockStatus.Running : ClockStatus.Breached }),
        CaseEvent.ClockRecounted recounted => On(state, recounted.ClockId, _ => recounted.New),
        _ => throw new InvalidOperationException($"No rule for {happened.GetType().Name}."),
    };

    private static CaseClock Ended(CaseClock clock, ClockStatus status, DateTimeOffset at) =>
        clock with { EndedAt = at, PausedAt = null, Status = clock.BreachedAt is null ? status : ClockStatus.Breached };

    private static CaseState On(CaseState state, string id, Func<CaseClock, CaseClock> change) =>
        state with { Clocks = ImmutableArray.CreateRange(state.Clocks, clock => clock.ClockId == id ? change(clock) : clock) };

    private static CaseEvent.Opened? Amend(CaseEvent.Opened? request, CaseEvent.FieldAmended amended) => request is null ? null : amended.Field switch
    {
        CaseField.Agency => request with { Agency = amended.New },
        CaseField.Officer => request with { Officer = amended.New },
        CaseField.AgencyReference => request with { AgencyReference = amended.New },
        _ => request,
    };
}
