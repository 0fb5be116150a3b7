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

    /// <summary>Somebody looked at it at triage, and perhaps said something.</summary>
    public sealed record Remarked(string Remark, DateTimeOffset At, string By) : CaseEvent;

    /// <summary>The requester was asked something; our own promise pauses meanwhile.</summary>
    public sealed record ClarificationRequested(string Question, DateTimeOffset At, string By) : CaseEvent;

    /// <summary>The requester answered what they had been asked.</summary>
    public sealed record Clarified(string Question, string Answer, DateTimeOffset At, string By) : CaseEvent;

    /// <summary>Less than was asked for is in force from now on. What was in force before stands in <paramref name="Old"/>.</summary>
    public sealed record ScopeNarrowed(ImmutableArray<NarrowedItem> Old, ImmutableArray<NarrowedItem> New, string Reason, DateTimeOffset At, string By) : CaseEvent;

    /// <summary>A handle that several accounts have used means this one on that day.</summary>
    public sealed record AccountChosen(HandleChoice? Old, HandleChoice New, string Reason, DateTimeOffset At, string By) : CaseEvent;

    /// <summary>A translation of the request came.</summary>
    public sealed record TranslationRecorded(string Reference, DateTimeOffset At, string By) : CaseEvent;

    /// <summary>Somebody called the requester back.</summary>
    public sealed record CalledBack(CallBack Call) : CaseEvent;

    /// <summary>One person approved the scope as its hash names it.</summary>
    public sealed record ApprovalGiven(CaseApproval Approval) : CaseEvent;

    /// <summary>The scope changed, or the case went back: what was approved is no longer what is in force.</summary>
    public sealed record ApprovalsVoided(ImmutableArray<string> Approvers, string Reason, DateTimeOffset At) : CaseEvent;

    /// <summary>We do not do what was asked for.</summary>
    public sealed record RejectedByUs(string Reason, DateTimeOffset At, string By) : CaseEvent;

    /// <summary>The process is disputed: nothing of it is produced meanwhile.</summary>
    public sealed record ChallengeRaised(ChallengeGround Ground, string Reason, DateTimeOffset At, string By) : CaseEvent;

    /// <summary>The dispute is decided; <paramref name="IsUpheld"/>, and the process fell.</summary>
    public sealed record ChallengeResolved(bool IsUpheld, string Reason, DateTimeOffset At, string By) : CaseEvent;

    /// <summary>What was found of one item, or why nothing.</summary>
    public sealed record ItemRecorded(ItemRecord? Old, ItemRecord New) : CaseEvent;

    /// <summary>One person approved what is to leave, as its hash names it.</summary>
    public sealed record DisclosureApproved(CaseApproval Approval) : CaseEvent;

    /// <summary>What was approved has left.</summary>
    public sealed record DeliveryMade(string Reference, string ScopeHash, DateTimeOffset At, string By) : CaseEvent;

    /// <summary>The requester has confirmed that they have it.</summary>
    public sealed record ReceiptConfirmed(string Reference, DateTimeOffset At, string By) : CaseEvent;

    /// <summary>The requester asks for nothing any more.</summary>
    public sealed record WithdrawnByRequester(string Reason, bool MayReleaseHolds, DateTimeOffset At, string By) : CaseEvent;

    /// <summary>It is the same request as another case.</summary>
    public sealed record FoundDuplicate(string OfCase, string Reason, DateTimeOffset At, string By) : CaseEvent;

    /// <summary>A case that was over goes on.</summary>
    public sealed record ReopenedAgain(string Reason, DateTimeOffset At, string By) : CaseEvent;

    /// <summary>Another person looked at what one had approved alone.</summary>
    public sealed record BreakGlassReviewed(string Finding, DateTimeOffset At, string By) : CaseEvent;

    /// <summary>The process that was promised in an emergency came.</summary>
    public sealed record FollowUpRecorded(string Reference, DateTimeOffset At, string By) : CaseEvent;

    /// <summary>One more person may see a restricted case.</summary>
    public sealed record AccessGranted(string Subject, string Reason, DateTimeOffset At, string By) : CaseEvent;

    /// <summary>A word of the registration was wrong, and is corrected.</summary>
    public sealed record FieldAmended(CaseField Field, string Old, string New, string Reason, DateTimeOffset At, string By) : CaseEvent;

    /// <summary>Somebody works on it now, and somebody else may have before.</summary>
    public sealed record AssigneeChanged(string? Old, string New, string Because, DateTimeOffset At, string By) : CaseEvent;

    /// <summary>A disclosure of this case came so far.</summary>
    public sealed record DisclosureNoted(string DisclosureId, DisclosureProgress Progress, DateTimeOffset At, string By) : CaseEvent;

    /// <summary>The enforcing authority said something.</summary>
    public sealed record AuthorityHeard(AuthorityAnswered? Old, AuthorityAnswered New) : CaseEvent;

    /// <summary>A duty or a promise runs from now on.</summary>
    public sealed record ClockStarted(CaseClock Clock) : CaseEvent;

    /// <summary>A promise of our own waits; a clock of the law never does.</summary>
    public sealed record ClockPaused(string ClockId, string Reason, DateTimeOffset At) : CaseEvent;

    /// <summary>It goes on, later by as long as it waited.</summary>
    public sealed record ClockResumed(string ClockId, DateTimeOffset OldDueAt, DateTimeOffset NewDueAt, DateTimeOffset At) : CaseEvent;

    /// <summary>So much of the time to the inner date is gone.</summary>
    public sealed record ClockWarned(string ClockId, int Percent, DateTimeOffset At) : CaseEvent;

    /// <summary>It ran out at <paramref name="DueAt"/>, and that was noticed at <paramref name="At"/>. For good.</summary>
    public sealed record ClockBreached(string ClockId, DateTimeOffset DueAt, DateTimeOffset At) : CaseEvent;

    /// <summary>Why a clock ran out, said once and for good.</summary>
    public sealed record BreachExplained(string ClockId, string Reason, DateTimeOffset At, string By) : CaseEvent;

    /// <summary>What the clock asked for was done.</summary>
    public sealed record ClockMet(string ClockId, string Reason, DateTimeOffset At) : CaseEvent;

    /// <summary>What the clock was for went away.</summary>
    public sealed record ClockCancelled(string ClockId, string Reason, DateTimeOffset At) : CaseEvent;

    /// <summary>A clock that was cancelled or met goes on, by the dates that it always had.</summary>
    public sealed record ClockRestarted(string ClockId, DateTimeOffset At) : CaseEvent;

    /// <summary>The rules of today give other dates.</summary>
    public sealed record ClockRecounted(string ClockId, CaseClock Old, CaseClock New, DateTimeOffset At) : CaseEvent;
}
