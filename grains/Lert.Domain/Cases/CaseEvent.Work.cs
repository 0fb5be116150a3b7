using System.Collections.Immutable;
using Lert.Grains.Cases;
using Lert.Grains.Disclosures;

namespace Lert.Domain.Cases;

/// <content>What happens to a request for data. Each change says what was there before.</content>
public abstract partial record CaseEvent
{
    /// <summary>What the request says beyond its registration, and how far its process reaches.</summary>
    public sealed record IntakeRecorded(CaseIntake Intake, ImmutableArray<ItemVerdict> Verdicts, string Desk, bool IsRestricted, ImmutableArray<string> Access) : CaseEvent;

    /// <summary>A request for accounts that another of our entities holds: received, and no case.</summary>
    public sealed record Misdirected(
        CaseKind Kind, string Agency, string Officer, string AgencyReference, string Entity, string RightEntity, DateTimeOffset TriggerAt, DateTimeOffset At, string By) : CaseEvent;

    public sealed record Remarked(string Remark, DateTimeOffset At, string By) : CaseEvent;

    public sealed record ClarificationRequested(string Question, DateTimeOffset At, string By) : CaseEvent;

    public sealed record Clarified(string Question, string Answer, DateTimeOffset At, string By) : CaseEvent;

    /// <summary>Less than was asked for is in force from now on. What was in force before stands in <paramref name="Old"/>.</summary>
    public sealed record ScopeNarrowed(ImmutableArray<NarrowedItem> Old, ImmutableArray<NarrowedItem> New, string Reason, DateTimeOffset At, string By) : CaseEvent;

    public sealed record AccountChosen(HandleChoice? Old, HandleChoice New, string Reason, DateTimeOffset At, string By) : CaseEvent;

    public sealed record TranslationRecorded(string Reference, DateTimeOffset At, string By) : CaseEvent;

    public sealed record CalledBack(CallBack Call) : CaseEvent;

    public sealed record ApprovalGiven(CaseApproval Approval) : CaseEvent;

    /// <summary>The scope changed, or the case went back: what was approved is no longer what is in force.</summary>
    public sealed record ApprovalsVoided(ImmutableArray<string> Approvers, string Reason, DateTimeOffset At) : CaseEvent;

    public sealed record RejectedByUs(string Reason, DateTimeOffset At, string By) : CaseEvent;

    public sealed record ChallengeRaised(ChallengeGround Ground, string Reason, DateTimeOffset At, string By) : CaseEvent;

    public sealed record ChallengeResolved(bool IsUpheld, string Reason, DateTimeOffset At, string By) : CaseEvent;

    public sealed record ItemRecorded(ItemRecord? Old, ItemRecord New) : CaseEvent;

    public sealed record DisclosureApproved(CaseApproval Approval) : CaseEvent;

    public sealed record DeliveryMade(string Reference, string ScopeHash, DateTimeOffset At, string By) : CaseEvent;

    public sealed record ReceiptConfirmed(string Reference, DateTimeOffset At, string By) : CaseEvent;

    public sealed record WithdrawnByRequester(string Reason, bool MayReleaseHolds, DateTimeOffset At, string By) : CaseEvent;

    public sealed record FoundDuplicate(string OfCase, string Reason, DateTimeOffset At, string By) : CaseEvent;

    public sealed record ReopenedAgain(string Reason, DateTimeOffset At, string By) : CaseEvent;

    public sealed record BreakGlassReviewed(string Finding, DateTimeOffset At, string By) : CaseEvent;

    public sealed record FollowUpRecorded(string Reference, DateTimeOffset At, string By) : CaseEvent;

    public sealed record AccessGranted(string Subject, string Reason, DateTimeOffset At, string By) : CaseEvent;

    public sealed record FieldAmended(CaseField Field, string Old, string New, string Reason, DateTimeOffset At, string By) : CaseEvent;

    /// <summary>Somebody works on it now, and somebody else may have before.</summary>
    public sealed record AssigneeChanged(string? Old, string New, string Because, DateTimeOffset At, string By) : CaseEvent;

    /// <summary>A disclosure of this case came so far.</summary>
    public sealed record DisclosureNoted(string DisclosureId, DisclosureProgress Progress, DateTimeOffset At, string By) : CaseEvent;

    /// <summary>The enforcing authority said something.</summary>
    public sealed record AuthorityHeard(AuthorityAnswered? Old, AuthorityAnswered New) : CaseEvent;

    public sealed record ClockStarted(CaseClock Clock) : CaseEvent;

    public sealed record ClockPaused(string ClockId, string Reason, DateTimeOffset At) : CaseEvent;

    /// <summary>It goes on, later by as long as it waited.</summary>
    public sealed record ClockResumed(string ClockId, DateTimeOffset OldDueAt, DateTimeOffset NewDueAt, DateTimeOffset At) : CaseEvent;

    public sealed record ClockWarned(string ClockId, int Percent, DateTimeOffset At) : CaseEvent;

    /// <summary>It ran out at <paramref name="DueAt"/>, and that was noticed at <paramref name="At"/>. For good.</summary>
    public sealed record ClockBreached(string ClockId, DateTimeOffset DueAt, DateTimeOffset At) : CaseEvent;

    public sealed record BreachExplained(string ClockId, string Reason, DateTimeOffset At, string By) : CaseEvent;

    public sealed record ClockMet(string ClockId, string Reason, DateTimeOffset At) : CaseEvent;

    public sealed record ClockCancelled(string ClockId, string Reason, DateTimeOffset At) : CaseEvent;

    /// <summary>A clock that was cancelled or met goes on, by the dates that it always had.</summary>
    public sealed record ClockRestarted(string ClockId, DateTimeOffset At) : CaseEvent;

    /// <summary>The rules of today give other dates.</summary>
    public sealed record ClockRecounted(string ClockId, CaseClock Old, CaseClock New, DateTimeOffset At) : CaseEvent;
}
