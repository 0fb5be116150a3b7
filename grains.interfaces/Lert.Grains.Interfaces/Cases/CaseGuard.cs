using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Lert.Grains.Cases;

/// <summary>What must be true before a case goes on.</summary>
public enum CaseGuard
{
    Unspecified = 0,
    Translated = 1,
    SomethingReached = 2,
    AccountsChosen = 3,
    CalledBack = 4,
    DecisionRecorded = 5,
    SeniorReviewed = 6,
    Approved = 7,
    ItemsRecorded = 8,
    DisclosureApproved = 9,
    OtherHandDelivers = 10,
    NothingHeld = 11,
    BreachesExplained = 12,
    ReviewsDone = 13,
    NothingToProduce = 14,
    RequesterAnswered = 15,
    RecallReviewed = 16,
    UserTold = 17,
    NoticeSettled = 18,
    PlaybookFollowed = 19,
}

/// <summary>A guard in words, and the code of its refusal.</summary>
public sealed record GuardRule(CaseGuard Guard, string Code, string Sentence)
{
    /// <summary>All of them, one for each value of the enum.</summary>
    public static ImmutableArray<GuardRule> All { get; } =
    [
        new(CaseGuard.Translated, RefusalCodes.IntakeTranslationRequired, "A translation is there, where the kind asks for one."),
        new(CaseGuard.SomethingReached, RefusalCodes.ScopeNothingLeft, "The process reaches at least one item."),
        new(CaseGuard.AccountsChosen, RefusalCodes.ScopeAccountNotChosen, "Each handle that several accounts used has one of them chosen, with a date."),
        new(CaseGuard.CalledBack, RefusalCodes.CaseCallBackRequired, "For an emergency: a call-back to a number of the directory, never of the request, confirmed it."),
        new(CaseGuard.DecisionRecorded, RefusalCodes.CaseDecisionRecordRequired, "For an emergency: facts, link of the data to the danger, and minimum scope are recorded."),
        new(CaseGuard.SeniorReviewed, RefusalCodes.CaseSeniorReviewRequired, "For a restricted case: its senior reviewer is among those who approved."),
        new(CaseGuard.Approved, RefusalCodes.CaseSecondApproverRequired, "As many different people approved this very scope as the kind asks for, and two where the requester gives reason for doubt."),
        new(CaseGuard.ItemsRecorded, RefusalCodes.ScopeItemsOpen, "Each item of the scope in force is collected, or has a reason why not."),
        new(CaseGuard.DisclosureApproved, RefusalCodes.CaseSecondApproverRequired, "Two different people approved the disclosure of this very scope."),
        new(CaseGuard.OtherHandDelivers, RefusalCodes.CaseApproverDelivers, "Whoever approved does not deliver."),
        new(CaseGuard.NothingHeld, RefusalCodes.CaseHoldsActive, "No hold of this case keeps data or is about to."),
        new(CaseGuard.BreachesExplained, RefusalCodes.CaseBreachUnexplained, "Each breached clock has its reason."),
        new(CaseGuard.ReviewsDone, RefusalCodes.CaseReviewOpen, "What was approved by one person alone was reviewed by another."),
        new(CaseGuard.NothingToProduce, RefusalCodes.ScopeItemsOpen, "The kind produces nothing, and its legal clocks have ended."),
        new(CaseGuard.RequesterAnswered, RefusalCodes.CaseRequesterUnanswered, "For an emergency: the directory has said what it knows of who asks."),
        new(CaseGuard.RecallReviewed, RefusalCodes.CaseRecallOpen, "Where the requester was recalled: somebody has reviewed what that means for this case."),
        new(CaseGuard.UserTold, RefusalCodes.NoticeNotGiven, "The user was told and has had their days, or an order of silence, an exception or the kind of request says otherwise."),
        new(CaseGuard.NoticeSettled, RefusalCodes.NoticeDue, "No notice to the user is due."),
        new(CaseGuard.PlaybookFollowed, RefusalCodes.CasePlaybookOpen, "Each step of its playbook that stands before that state is ticked."),
    ];

    private static readonly FrozenDictionary<CaseGuard, GuardRule> ByGuard = All.ToFrozenDictionary(rule => rule.Guard);

    public static GuardRule Of(CaseGuard guard) => ByGuard[guard];
}
