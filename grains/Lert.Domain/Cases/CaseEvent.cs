using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Lert.Grains.Cases;
using Lert.Grains.Holds;

namespace Lert.Domain.Cases;

/// <summary>What can happen to a case. Names and shapes are permanent.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Opened), "case.opened.v1")]
[JsonDerivedType(typeof(Moved), "case.moved.v1")]
[JsonDerivedType(typeof(HoldsRequested), "case.holds-requested.v1")]
[JsonDerivedType(typeof(HoldActive), "case.hold-active.v1")]
[JsonDerivedType(typeof(HoldEnded), "case.hold-ended.v1")]
[JsonDerivedType(typeof(Closed), "case.closed.v1")]
[JsonDerivedType(typeof(IntakeRecorded), "case.intake-recorded.v1")]
[JsonDerivedType(typeof(RulesTaken), "case.rules-taken.v1")]
[JsonDerivedType(typeof(Misdirected), "case.misdirected.v1")]
[JsonDerivedType(typeof(Remarked), "case.remarked.v1")]
[JsonDerivedType(typeof(ClarificationRequested), "case.clarification-requested.v1")]
[JsonDerivedType(typeof(Clarified), "case.clarified.v1")]
[JsonDerivedType(typeof(ScopeNarrowed), "case.scope-narrowed.v1")]
[JsonDerivedType(typeof(AccountChosen), "case.account-chosen.v1")]
[JsonDerivedType(typeof(TranslationRecorded), "case.translation-recorded.v1")]
[JsonDerivedType(typeof(CalledBack), "case.called-back.v1")]
[JsonDerivedType(typeof(ApprovalGiven), "case.approval-given.v1")]
[JsonDerivedType(typeof(ApprovalsVoided), "case.approvals-voided.v1")]
[JsonDerivedType(typeof(RejectedByUs), "case.rejected.v1")]
[JsonDerivedType(typeof(ChallengeRaised), "case.challenge-raised.v1")]
[JsonDerivedType(typeof(ChallengeResolved), "case.challenge-resolved.v1")]
[JsonDerivedType(typeof(ItemRecorded), "case.item-recorded.v1")]
[JsonDerivedType(typeof(DisclosureApproved), "case.disclosure-approved.v1")]
[JsonDerivedType(typeof(DeliveryMade), "case.delivery-made.v1")]
[JsonDerivedType(typeof(ReceiptConfirmed), "case.receipt-confirmed.v1")]
[JsonDerivedType(typeof(WithdrawnByRequester), "case.withdrawn.v1")]
[JsonDerivedType(typeof(FoundDuplicate), "case.duplicate.v1")]
[JsonDerivedType(typeof(ReopenedAgain), "case.reopened.v1")]
[JsonDerivedType(typeof(BreakGlassReviewed), "case.break-glass-reviewed.v1")]
[JsonDerivedType(typeof(FollowUpRecorded), "case.follow-up-recorded.v1")]
[JsonDerivedType(typeof(AccessGranted), "case.access-granted.v1")]
[JsonDerivedType(typeof(FieldAmended), "case.field-amended.v1")]
[JsonDerivedType(typeof(AssigneeChanged), "case.assignee-changed.v1")]
[JsonDerivedType(typeof(AssigneeWanted), "case.assignee-wanted.v1")]
[JsonDerivedType(typeof(AssigneeAsked), "case.assignee-asked.v1")]
[JsonDerivedType(typeof(AssigneeDeclined), "case.assignee-declined.v1")]
[JsonDerivedType(typeof(AssigneeReleased), "case.assignee-released.v1")]
[JsonDerivedType(typeof(NobodyFound), "case.nobody-found.v1")]
[JsonDerivedType(typeof(DisclosureNoted), "case.disclosure-noted.v1")]
[JsonDerivedType(typeof(AuthorityHeard), "case.authority-heard.v1")]
[JsonDerivedType(typeof(ClockStarted), "case.clock-started.v1")]
[JsonDerivedType(typeof(ClockPaused), "case.clock-paused.v1")]
[JsonDerivedType(typeof(ClockResumed), "case.clock-resumed.v1")]
[JsonDerivedType(typeof(ClockWarned), "case.clock-warned.v1")]
[JsonDerivedType(typeof(ClockBreached), "case.clock-breached.v1")]
[JsonDerivedType(typeof(BreachExplained), "case.breach-explained.v1")]
[JsonDerivedType(typeof(ClockMet), "case.clock-met.v1")]
[JsonDerivedType(typeof(ClockCancelled), "case.clock-cancelled.v1")]
[JsonDerivedType(typeof(ClockRestarted), "case.clock-restarted.v1")]
[JsonDerivedType(typeof(ClockRecounted), "case.clock-recounted.v1")]
[JsonDerivedType(typeof(RequesterAnswered), "case.requester-answered.v1")]
[JsonDerivedType(typeof(VelocityFlagged), "case.velocity-flagged.v1")]
[JsonDerivedType(typeof(Recalled), "case.recalled.v1")]
[JsonDerivedType(typeof(RecallReviewed), "case.recall-reviewed.v1")]
[JsonDerivedType(typeof(LinksSuggested), "case.links-suggested.v1")]
[JsonDerivedType(typeof(LinkJudged), "case.link-judged.v1")]
[JsonDerivedType(typeof(LinkedByOther), "case.linked-by-other.v1")]
[JsonDerivedType(typeof(SilenceOrdered), "case.silence-ordered.v1")]
[JsonDerivedType(typeof(SilenceExtended), "case.silence-extended.v1")]
[JsonDerivedType(typeof(SilenceReviewed), "case.silence-reviewed.v1")]
[JsonDerivedType(typeof(SilenceEnded), "case.silence-ended.v1")]
[JsonDerivedType(typeof(DelayReceived), "case.delay-received.v1")]
[JsonDerivedType(typeof(NoticeExcepted), "case.notice-excepted.v1")]
[JsonDerivedType(typeof(ExceptionRevoked), "case.exception-revoked.v1")]
[JsonDerivedType(typeof(NoticeRecorded), "case.notice-recorded.v1")]
[JsonDerivedType(typeof(LetterNoted), "case.letter-noted.v1")]
[JsonDerivedType(typeof(PlaybookAdopted), "case.playbook-adopted.v1")]
[JsonDerivedType(typeof(StepTicked), "case.step-ticked.v1")]
[JsonDerivedType(typeof(StepUnticked), "case.step-unticked.v1")]
public abstract partial record CaseEvent
{
    private CaseEvent()
    {
    }

    /// <summary>The request is registered, in state Received.</summary>
    public sealed record Opened(
        CaseKind Kind,
        string Regime,
        DateTimeOffset TriggerAt,
        string? Zone,
        string Agency,
        string Officer,
        string AgencyReference,
        DateTimeOffset At,
        string By) : CaseEvent;

    /// <summary>With its opening: by which editions of our own rules.</summary>
    public sealed record RulesTaken(CaseRules Rules) : CaseEvent;

    /// <summary>A step of the table from one state to another.</summary>
    public sealed record Moved(CaseStatus Old, CaseStatus New, DateTimeOffset At) : CaseEvent;

    /// <summary>These accounts are to be protected and then held.</summary>
    public sealed record HoldsRequested(ImmutableArray<HoldOrder> Orders, DateTimeOffset At, string By) : CaseEvent;

    /// <summary>A hold said that it is active.</summary>
    public sealed record HoldActive(string HoldId) : CaseEvent;

    /// <summary>A hold said that it has ended; <paramref name="Early"/> by two people, and not by its timer.</summary>
    public sealed record HoldEnded(string HoldId, DateTimeOffset EndedAt, bool Early) : CaseEvent;

    /// <summary>Nothing is left to do.</summary>
    public sealed record Closed(string Reason, DateTimeOffset At, string By) : CaseEvent;
}
