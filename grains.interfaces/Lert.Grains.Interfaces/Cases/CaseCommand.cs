using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Lert.Grains.Holds;

namespace Lert.Grains.Cases;

/// <summary>What a case can be asked to do.</summary>
[GenerateSerializer, Immutable, Alias("lert.case-command")]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Open), "case.open.v1")]
[JsonDerivedType(typeof(RequestHolds), "case.request-holds.v1")]
[JsonDerivedType(typeof(NoteHoldActive), "case.note-hold-active.v1")]
[JsonDerivedType(typeof(NoteHoldEnded), "case.note-hold-ended.v1")]
[JsonDerivedType(typeof(NoteTaken), "case.note-taken.v1")]
[JsonDerivedType(typeof(NoteDeclined), "case.note-declined.v1")]
[JsonDerivedType(typeof(Close), "case.close.v1")]
[JsonDerivedType(typeof(Triage), "case.triage.v1")]
[JsonDerivedType(typeof(Advance), "case.advance.v1")]
[JsonDerivedType(typeof(RequestClarification), "case.request-clarification.v1")]
[JsonDerivedType(typeof(Answer), "case.answer.v1")]
[JsonDerivedType(typeof(Narrow), "case.narrow.v1")]
[JsonDerivedType(typeof(ChooseAccount), "case.choose-account.v1")]
[JsonDerivedType(typeof(RecordTranslation), "case.record-translation.v1")]
[JsonDerivedType(typeof(RecordCallBack), "case.record-call-back.v1")]
[JsonDerivedType(typeof(Approve), "case.approve.v1")]
[JsonDerivedType(typeof(Reject), "case.reject.v1")]
[JsonDerivedType(typeof(Challenge), "case.challenge.v1")]
[JsonDerivedType(typeof(ResolveChallenge), "case.resolve-challenge.v1")]
[JsonDerivedType(typeof(RecordItem), "case.record-item.v1")]
[JsonDerivedType(typeof(ApproveDisclosure), "case.approve-disclosure.v1")]
[JsonDerivedType(typeof(Deliver), "case.deliver.v1")]
[JsonDerivedType(typeof(ConfirmReceipt), "case.confirm-receipt.v1")]
[JsonDerivedType(typeof(Withdraw), "case.withdraw.v1")]
[JsonDerivedType(typeof(MarkDuplicate), "case.mark-duplicate.v1")]
[JsonDerivedType(typeof(Reopen), "case.reopen.v1")]
[JsonDerivedType(typeof(PauseClock), "case.pause-clock.v1")]
[JsonDerivedType(typeof(ResumeClock), "case.resume-clock.v1")]
[JsonDerivedType(typeof(MeetClock), "case.meet-clock.v1")]
[JsonDerivedType(typeof(ExplainBreach), "case.explain-breach.v1")]
[JsonDerivedType(typeof(ReviewBreakGlass), "case.review-break-glass.v1")]
[JsonDerivedType(typeof(RecordFollowUp), "case.record-follow-up.v1")]
[JsonDerivedType(typeof(GrantAccess), "case.grant-access.v1")]
[JsonDerivedType(typeof(Amend), "case.amend.v1")]
[JsonDerivedType(typeof(NoteRequester), "case.note-requester.v1")]
[JsonDerivedType(typeof(NoteVelocity), "case.note-velocity.v1")]
[JsonDerivedType(typeof(NoteRecall), "case.note-recall.v1")]
[JsonDerivedType(typeof(ReviewRecall), "case.review-recall.v1")]
[JsonDerivedType(typeof(SuggestLinks), "case.suggest-links.v1")]
[JsonDerivedType(typeof(NoteLinked), "case.note-linked.v1")]
[JsonDerivedType(typeof(AcceptLink), "case.accept-link.v1")]
[JsonDerivedType(typeof(DismissLink), "case.dismiss-link.v1")]
[JsonDerivedType(typeof(Assign), "case.assign.v1")]
[JsonDerivedType(typeof(Unassign), "case.unassign.v1")]
[JsonDerivedType(typeof(NoteDisclosure), "case.note-disclosure.v1")]
[JsonDerivedType(typeof(RecordAuthorityAnswer), "case.record-authority-answer.v1")]
[JsonDerivedType(typeof(RecordSilence), "case.record-silence.v1")]
[JsonDerivedType(typeof(ExtendSilence), "case.extend-silence.v1")]
[JsonDerivedType(typeof(LiftSilence), "case.lift-silence.v1")]
[JsonDerivedType(typeof(ReviewSilence), "case.review-silence.v1")]
[JsonDerivedType(typeof(ExceptNotice), "case.except-notice.v1")]
[JsonDerivedType(typeof(RevokeExemption), "case.revoke-exemption.v1")]
[JsonDerivedType(typeof(RecordNotice), "case.record-notice.v1")]
[JsonDerivedType(typeof(NoteLetter), "case.note-letter.v1")]
[JsonDerivedType(typeof(TickStep), "case.tick-step.v1")]
[JsonDerivedType(typeof(UntickStep), "case.untick-step.v1")]
[JsonDerivedType(typeof(AdoptPlaybook), "case.adopt-playbook.v1")]
[JsonDerivedType(typeof(Tick), "case.tick.v1")]
public abstract partial record CaseCommand
{
    private CaseCommand()
    {
    }

    /// <summary>Registers a request. A finished CyberTip names its accounts and makes their holds at once; a request for data says in its intake what it asks for.</summary>
    [GenerateSerializer, Immutable, Alias("lert.case.open")]
    public sealed record Open(
        [property: Id(0)] CaseKind Kind,
        [property: Id(1)] string Regime,
        [property: Id(2)] DateTimeOffset? TriggerAt,
        [property: Id(3)] string? Zone,
        [property: Id(4)] string Agency,
        [property: Id(5)] string Officer,
        [property: Id(6)] string AgencyReference,
        [property: Id(7)] ImmutableArray<HoldRequest> Accounts,
        [property: Id(8)] CaseIntake? Intake = null) : CaseCommand;

    /// <summary>Asks for a hold on each of these accounts. Accounts that this case already holds are left as they are.</summary>
    [GenerateSerializer, Immutable, Alias("lert.case.request-holds")]
    public sealed record RequestHolds([property: Id(0)] ImmutableArray<HoldRequest> Accounts) : CaseCommand;

    /// <summary>From a hold: it is active.</summary>
    [GenerateSerializer, Immutable, Alias("lert.case.note-hold-active")]
    public sealed record NoteHoldActive([property: Id(0)] string HoldId) : CaseCommand;

    /// <summary>From a hold: it is released.</summary>
    [GenerateSerializer, Immutable, Alias("lert.case.note-hold-ended")]
    public sealed record NoteHoldEnded([property: Id(0)] string HoldId, [property: Id(1)] DateTimeOffset EndedAt, [property: Id(2)] bool Early) : CaseCommand;

    /// <summary>From a responder: the case is theirs. Whoever gave up that attempt meanwhile lets them go again with <c>responder.release-case.v1</c>.</summary>
    /// <param name="Attempt">The number that the case gave its question; 0 where a lead assigned by hand.</param>
    /// <param name="By">Who assigned: the lead's subject, or <c>system:…</c> where the case itself asked.</param>
    [GenerateSerializer, Immutable, Alias("lert.case.note-taken")]
    public sealed record NoteTaken([property: Id(0)] string ResponderId, [property: Id(1)] long Attempt, [property: Id(2)] string By) : CaseCommand;

    /// <summary>From a responder: they cannot take it.</summary>
    /// <param name="Attempt">The number that the case gave its question.</param>
    /// <param name="Code">The refusal's code. What a person has had to look at never follows from it.</param>
    [GenerateSerializer, Immutable, Alias("lert.case.note-declined")]
    public sealed record NoteDeclined([property: Id(0)] string ResponderId, [property: Id(1)] long Attempt, [property: Id(2)] string Code) : CaseCommand;

    /// <summary>Nothing is left to do. Refused while a hold of this case is active.</summary>
    [GenerateSerializer, Immutable, Alias("lert.case.close")]
    public sealed record Close([property: Id(0)] string Reason) : CaseCommand;

    /// <param name="Facts">What the case's grain read right before; null where it read nothing. Whatever a sender puts here is not looked at.</param>
    [GenerateSerializer, Immutable, Alias("lert.case.tick")]
    public sealed record Tick([property: Id(0)] CandidateFacts? Facts) : CaseCommand;
}

/// <summary>One account to hold, with the snapshot where it was already taken.</summary>
[GenerateSerializer, Immutable, Alias("lert.hold-request")]
public sealed record HoldRequest([property: Id(0)] string AccountId, [property: Id(1)] Snapshot? Snapshot);
