using System.Collections.Immutable;

namespace Lert.Grains.Cases;

/// <content>What people do with a request for data, in the order of its life.</content>
public abstract partial record CaseCommand
{
    /// <summary>Somebody has looked at it.</summary>
    [GenerateSerializer, Immutable, Alias("lert.case.triage")]
    public sealed record Triage([property: Id(0)] string Remark) : CaseCommand;

    /// <summary>A plain step of <see cref="CaseMachine"/>, with nothing to say but where to.</summary>
    [GenerateSerializer, Immutable, Alias("lert.case.advance")]
    public sealed record Advance([property: Id(0)] CaseStatus To) : CaseCommand;

    /// <summary>Something is missing: the requester is asked. Our own clocks pause, legal ones do not.</summary>
    [GenerateSerializer, Immutable, Alias("lert.case.request-clarification")]
    public sealed record RequestClarification([property: Id(0)] string Question) : CaseCommand;

    /// <summary>The requester has answered.</summary>
    [GenerateSerializer, Immutable, Alias("lert.case.answer")]
    public sealed record Answer([property: Id(0)] string Text) : CaseCommand;

    /// <summary>Only these items stay. The original scope stands beside it, unchanged; approvals of another scope are void.</summary>
    [GenerateSerializer, Immutable, Alias("lert.case.narrow")]
    public sealed record Narrow([property: Id(0)] ImmutableArray<NarrowedItem> Items, [property: Id(1)] string Reason) : CaseCommand;

    /// <summary>Several accounts used the handle; this one was meant.</summary>
    [GenerateSerializer, Immutable, Alias("lert.case.choose-account")]
    public sealed record ChooseAccount([property: Id(0)] HandleChoice Choice, [property: Id(1)] string Reason) : CaseCommand;

    [GenerateSerializer, Immutable, Alias("lert.case.record-translation")]
    public sealed record RecordTranslation([property: Id(0)] string Reference) : CaseCommand;

    /// <summary>Somebody called the requester's agency.</summary>
    /// <param name="IsInDirectory">The directory has that number for the agency; read by the grain when it decides.</param>
    [GenerateSerializer, Immutable, Alias("lert.case.record-call-back")]
    public sealed record RecordCallBack(
        [property: Id(0)] string Number,
        [property: Id(1)] NumberSource Source,
        [property: Id(2)] string Person,
        [property: Id(3)] bool IsConfirmed,
        [property: Id(4)] bool IsInDirectory = false) : CaseCommand;

    /// <summary>One person's yes to the scope in force. The case goes on once there are as many as its kind asks for.</summary>
    [GenerateSerializer, Immutable, Alias("lert.case.approve")]
    public sealed record Approve(
        [property: Id(0)] string Reason, [property: Id(1)] DecisionRecord? Record, [property: Id(2)] bool IsBreakGlass) : CaseCommand;

    [GenerateSerializer, Immutable, Alias("lert.case.reject")]
    public sealed record Reject([property: Id(0)] string Reason) : CaseCommand;

    /// <summary>Nothing is produced until this is resolved, and the holds are locked.</summary>
    [GenerateSerializer, Immutable, Alias("lert.case.challenge")]
    public sealed record Challenge([property: Id(0)] ChallengeGround Ground, [property: Id(1)] string Reason) : CaseCommand;

    /// <summary>A court or the requester has answered: upheld, and the request is rejected; or not, and the review goes on.</summary>
    [GenerateSerializer, Immutable, Alias("lert.case.resolve-challenge")]
    public sealed record ResolveChallenge([property: Id(0)] bool IsUpheld, [property: Id(1)] string Reason) : CaseCommand;

    /// <summary>What became of one item in collection.</summary>
    [GenerateSerializer, Immutable, Alias("lert.case.record-item")]
    public sealed record RecordItem(
        [property: Id(0)] string ItemId, [property: Id(1)] string AccountId, [property: Id(2)] ItemOutcome Outcome, [property: Id(3)] string Reason) : CaseCommand;

    /// <summary>One person's yes to what is about to leave.</summary>
    /// <param name="ScopeHash">As the person saw it.</param>
    [GenerateSerializer, Immutable, Alias("lert.case.approve-disclosure")]
    public sealed record ApproveDisclosure([property: Id(0)] string ScopeHash, [property: Id(1)] string Reason) : CaseCommand;

    [GenerateSerializer, Immutable, Alias("lert.case.deliver")]
    public sealed record Deliver([property: Id(0)] string Reference) : CaseCommand;

    [GenerateSerializer, Immutable, Alias("lert.case.confirm-receipt")]
    public sealed record ConfirmReceipt([property: Id(0)] string Reference) : CaseCommand;

    /// <summary>The requester no longer wants it: nothing is delivered. Its holds stay, unless the requester said that they may go.</summary>
    [GenerateSerializer, Immutable, Alias("lert.case.withdraw")]
    public sealed record Withdraw([property: Id(0)] string Reason, [property: Id(1)] bool MayReleaseHolds) : CaseCommand;

    [GenerateSerializer, Immutable, Alias("lert.case.mark-duplicate")]
    public sealed record MarkDuplicate([property: Id(0)] string OfCase, [property: Id(1)] string Reason) : CaseCommand;

    [GenerateSerializer, Immutable, Alias("lert.case.reopen")]
    public sealed record Reopen([property: Id(0)] string Reason) : CaseCommand;

    /// <summary>A promise of our own waits. A legal clock cannot.</summary>
    [GenerateSerializer, Immutable, Alias("lert.case.pause-clock")]
    public sealed record PauseClock([property: Id(0)] string ClockId, [property: Id(1)] string Reason) : CaseCommand;

    [GenerateSerializer, Immutable, Alias("lert.case.resume-clock")]
    public sealed record ResumeClock([property: Id(0)] string ClockId) : CaseCommand;

    /// <summary>What the clock was for is done in another way than by this case's own steps: content was removed.</summary>
    [GenerateSerializer, Immutable, Alias("lert.case.meet-clock")]
    public sealed record MeetClock([property: Id(0)] string ClockId, [property: Id(1)] string Reason) : CaseCommand;

    /// <summary>Why a clock was breached. Said once, for good.</summary>
    [GenerateSerializer, Immutable, Alias("lert.case.explain-breach")]
    public sealed record ExplainBreach([property: Id(0)] string ClockId, [property: Id(1)] string Reason) : CaseCommand;

    /// <summary>Another person's review of what one approved alone.</summary>
    [GenerateSerializer, Immutable, Alias("lert.case.review-break-glass")]
    public sealed record ReviewBreakGlass([property: Id(0)] string Finding) : CaseCommand;

    /// <summary>The process that was promised after an emergency has come.</summary>
    [GenerateSerializer, Immutable, Alias("lert.case.record-follow-up")]
    public sealed record RecordFollowUp([property: Id(0)] string Reference) : CaseCommand;

    /// <summary>Lets one more person see a restricted case.</summary>
    [GenerateSerializer, Immutable, Alias("lert.case.grant-access")]
    public sealed record GrantAccess([property: Id(0)] string Subject, [property: Id(1)] string Reason) : CaseCommand;

    /// <summary>Corrects one field of the registration. Old and new value are journaled.</summary>
    [GenerateSerializer, Immutable, Alias("lert.case.amend")]
    public sealed record Amend([property: Id(0)] CaseField Field, [property: Id(1)] string Value, [property: Id(2)] string Reason) : CaseCommand;
}

/// <summary>Fields that may be corrected. What decides a date or a scope is none of them.</summary>
public enum CaseField
{
    Unspecified = 0,
    Agency = 1,
    Officer = 2,
    AgencyReference = 3,
}
