using System.Collections.Immutable;

namespace Lert.Grains.Cases;

using static CaseGuard;
using static CaseStatus;

/// <summary>One way from a state to another.</summary>
/// <param name="Command">The name of the command of <see cref="CaseCommand"/> that goes it.</param>
/// <param name="Roles">Who may; <c>system</c> is a message of another actor.</param>
/// <param name="Guards">All must be true, and the first that is not says why.</param>
public sealed record CaseTransition(CaseStatus From, CaseStatus To, string Command, ImmutableArray<string> Roles, ImmutableArray<CaseGuard> Guards);

/// <summary>
/// The life of a case, as one table. A step that is not here is refused with <see cref="RefusalCodes.CaseTransitionNotAllowed"/>; a guard that fails refuses with
/// its own code. <c>docs/case-states.md</c> is generated from it.
/// </summary>
public static class CaseMachine
{
    /// <summary>Who acts when another actor's message does.</summary>
    public const string System = "system";

    private static readonly ImmutableArray<string> Desk = ["intake", "specialist", "lead"];
    private static readonly ImmutableArray<string> Reviewers = ["specialist", "lead", "counsel"];
    private static readonly ImmutableArray<string> Deciders = ["lead", "counsel"];
    private static readonly ImmutableArray<string> Collectors = ["specialist", "lead", "producer"];
    private static readonly ImmutableArray<string> Deliverers = ["producer"];
    private static readonly ImmutableArray<string> Closers = ["specialist", "lead"];
    private static readonly ImmutableArray<string> Actors = [System];

    private static readonly ImmutableArray<CaseGuard> Decision = [AccountsChosen, RequesterAnswered, RecallReviewed, CalledBack, DecisionRecorded, CaseGuard.Approved, SeniorReviewed, PlaybookFollowed];

    private static readonly ImmutableArray<CaseStatus> Challengeable = [LegalReview, CaseStatus.Approved, Narrowed, Collecting, QualityCheck, DisclosureApproval];
    private static readonly ImmutableArray<CaseStatus> Undelivered =
        [Received, Triaged, Validating, AwaitingRequester, LegalReview, CaseStatus.Approved, Narrowed, Challenged, Collecting, QualityCheck, DisclosureApproval, Preserved, Reopened];

    private static readonly ImmutableArray<CaseStatus> Leaving = [CaseStatus.Approved, Narrowed, Collecting, QualityCheck, DisclosureApproval];

    public static ImmutableArray<CaseTransition> All { get; } =
    [
        // In.
        new(Received, Triaged, nameof(CaseCommand.Triage), Desk, []),
        new(Triaged, Validating, nameof(CaseCommand.Advance), Desk, []),
        new(Validating, AwaitingRequester, nameof(CaseCommand.RequestClarification), Desk, []),
        new(AwaitingRequester, Validating, nameof(CaseCommand.Answer), Desk, []),
        new(Reopened, Validating, nameof(CaseCommand.Advance), Desk, []),

        // To keep data: triaged and validated by asking for the holds, which a report of our own does as it opens.
        new(Received, Triaged, nameof(CaseCommand.Open), Desk, []),
        new(Triaged, Validating, nameof(CaseCommand.Open), Desk, []),
        new(Received, Triaged, nameof(CaseCommand.RequestHolds), Desk, []),
        new(Triaged, Validating, nameof(CaseCommand.RequestHolds), Desk, []),
        new(Reopened, Validating, nameof(CaseCommand.RequestHolds), Desk, []),
        new(Validating, Preserved, nameof(CaseCommand.NoteHoldActive), Actors, []),
        new(Validating, Preserved, nameof(CaseCommand.NoteHoldEnded), Actors, []),

        // Decided.
        new(Validating, LegalReview, nameof(CaseCommand.Advance), Closers, [Translated, SomethingReached, PlaybookFollowed]),
        new(LegalReview, CaseStatus.Approved, nameof(CaseCommand.Approve), Deciders, Decision),
        new(LegalReview, Narrowed, nameof(CaseCommand.Approve), Deciders, Decision),
        new(LegalReview, Rejected, nameof(CaseCommand.Reject), Reviewers, []),
        new(Validating, Rejected, nameof(CaseCommand.Reject), Reviewers, []),
        .. Challengeable.Select(from => new CaseTransition(from, Challenged, nameof(CaseCommand.Challenge), Deciders, [])),
        new(Challenged, LegalReview, nameof(CaseCommand.ResolveChallenge), Deciders, []),
        new(Challenged, Rejected, nameof(CaseCommand.ResolveChallenge), Deciders, []),

        // Out.
        new(CaseStatus.Approved, Collecting, nameof(CaseCommand.Advance), Collectors, [PlaybookFollowed]),
        new(Narrowed, Collecting, nameof(CaseCommand.Advance), Collectors, [PlaybookFollowed]),
        new(Collecting, QualityCheck, nameof(CaseCommand.Advance), Collectors, [ItemsRecorded, PlaybookFollowed]),
        new(QualityCheck, Collecting, nameof(CaseCommand.Advance), Collectors, []),
        new(QualityCheck, DisclosureApproval, nameof(CaseCommand.Advance), Collectors, [ItemsRecorded, PlaybookFollowed]),
        new(DisclosureApproval, Delivered, nameof(CaseCommand.Deliver), Deliverers, [DisclosureApproved, OtherHandDelivers, UserTold]),
        new(Delivered, Acknowledged, nameof(CaseCommand.ConfirmReceipt), Collectors, []),
        new(DisclosureApproval, Delivered, nameof(CaseCommand.NoteDisclosure), Actors, [DisclosureApproved, OtherHandDelivers]),
        new(Delivered, Acknowledged, nameof(CaseCommand.NoteDisclosure), Actors, []),

        // At the end.
        new(Received, Closed, nameof(CaseCommand.Close), Closers, [NothingHeld, NothingToProduce, BreachesExplained, RecallReviewed]),
        new(Triaged, Closed, nameof(CaseCommand.Close), Closers, [NothingHeld, NothingToProduce, BreachesExplained, RecallReviewed]),
        new(Validating, Closed, nameof(CaseCommand.Close), Closers, [NothingHeld, NothingToProduce, BreachesExplained, RecallReviewed]),
        new(Preserved, Closed, nameof(CaseCommand.Close), Closers, [NothingHeld, BreachesExplained, RecallReviewed, PlaybookFollowed]),
        new(CaseStatus.Approved, Closed, nameof(CaseCommand.Close), Closers, [NothingHeld, NothingToProduce, BreachesExplained, RecallReviewed, PlaybookFollowed]),
        new(Acknowledged, Closed, nameof(CaseCommand.Close), Closers, [NothingHeld, BreachesExplained, ReviewsDone, RecallReviewed, NoticeSettled, PlaybookFollowed]),
        new(Rejected, Closed, nameof(CaseCommand.Close), Closers, [NothingHeld, BreachesExplained, ReviewsDone, RecallReviewed, NoticeSettled]),
        new(Withdrawn, Closed, nameof(CaseCommand.Close), Closers, [NothingHeld, BreachesExplained, ReviewsDone, RecallReviewed, NoticeSettled]),
        new(Duplicate, Closed, nameof(CaseCommand.Close), Closers, [NothingHeld, RecallReviewed]),

        // The requester was somebody else: what was on its way out is reviewed, and what was delivered is opened again.
        .. Leaving.Select(from => new CaseTransition(from, LegalReview, nameof(CaseCommand.NoteRecall), Actors, [])),
        .. ((ImmutableArray<CaseStatus>)[Delivered, Acknowledged, Closed]).Select(
            from => new CaseTransition(from, Reopened, nameof(CaseCommand.NoteRecall), Actors, [])),

        // At the side.
        .. Undelivered.Select(from => new CaseTransition(from, Withdrawn, nameof(CaseCommand.Withdraw), Desk, [])),
        .. ((ImmutableArray<CaseStatus>)[Received, Triaged, Validating, AwaitingRequester]).Select(
            from => new CaseTransition(from, Duplicate, nameof(CaseCommand.MarkDuplicate), Desk, [])),
        .. ((ImmutableArray<CaseStatus>)[Closed, Rejected, Withdrawn, Duplicate]).Select(
            from => new CaseTransition(from, Reopened, nameof(CaseCommand.Reopen), Deciders, [])),
    ];

    /// <summary>The step from one state to another by this command; null when there is none.</summary>
    public static CaseTransition? Find(CaseStatus from, CaseStatus to, string command) =>
        All.FirstOrDefault(step => step.From == from && step.To == to && step.Command == command);

    /// <summary>The roles that may ever go this step; none when there is no such step.</summary>
    public static ImmutableArray<string> RolesFor(string command, CaseStatus? to = null) =>
        [.. All.Where(step => step.Command == command && (to is null || step.To == to)).SelectMany(step => step.Roles).Distinct(StringComparer.Ordinal)];
}
