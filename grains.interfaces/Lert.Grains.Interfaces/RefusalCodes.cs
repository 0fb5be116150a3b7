namespace Lert.Grains;

/// <summary>Every code that a command can be refused with. Codes are permanent: clients branch on them and the journal holds them.</summary>
public static class RefusalCodes
{
    /// <summary>Wrong in any state; the violations name the fields.</summary>
    public const string RequestInvalid = "request.invalid";

    /// <summary>This request id was used for another request.</summary>
    public const string RequestIdReused = "request.id-reused";

    /// <summary>The etag names a version that is no longer current.</summary>
    public const string VersionStale = "request.version-stale";

    public const string CaseNotFound = "case.not-found";
    public const string CaseClosed = "case.closed";
    public const string CaseHoldsActive = "case.holds-active";
    public const string CaseTooManyAccounts = "case.too-many-accounts";

    /// <summary>The case is in no state from which that step leads.</summary>
    public const string CaseTransitionNotAllowed = "case.transition-not-allowed";

    public const string CaseCallBackRequired = "case.call-back-required";
    public const string CaseDecisionRecordRequired = "case.decision-record-required";
    public const string CaseSeniorReviewRequired = "case.senior-review-required";
    /// <summary>One person cannot approve twice, and one is not enough.</summary>
    public const string CaseSecondApproverRequired = "case.second-approver-required";

    /// <summary>Whoever approved does not deliver.</summary>
    public const string CaseApproverDelivers = "case.approver-delivers";

    public const string CaseBreachUnexplained = "case.breach-unexplained";
    /// <summary>What one person approved alone waits for its review.</summary>
    public const string CaseReviewOpen = "case.review-open";

    /// <summary>Only an emergency has that.</summary>
    public const string CaseNotEmergency = "case.not-emergency";

    public const string CaseNothingToReview = "case.nothing-to-review";
    /// <summary>Nobody reviews what they approved themselves.</summary>
    public const string CaseOwnReview = "case.own-review";

    /// <summary>It is over, or keeps data by itself: nobody has to work on it.</summary>
    public const string CaseNeedsNobody = "case.needs-nobody";

    public const string CaseNotRestricted = "case.not-restricted";

    /// <summary>The directory has not said yet what it knows of who asks; it will in a moment.</summary>
    public const string CaseRequesterUnanswered = "case.requester-unanswered";

    /// <summary>The requester's identity is compromised, and nobody has reviewed yet what that means for this case.</summary>
    public const string CaseRecallOpen = "case.recall-open";

    /// <summary>No recall waits for its review here.</summary>
    public const string CaseNoRecallOpen = "case.no-recall-open";

    /// <summary>Steps of its playbook that stand before that state are open; the details name all of them.</summary>
    public const string CasePlaybookOpen = "case.playbook-open";

    /// <summary>It follows the newest playbook of its kind already.</summary>
    public const string CasePlaybookNewest = "case.playbook-newest";

    /// <summary>Its playbook has no such step.</summary>
    public const string CaseStepUnknown = "case.step-unknown";

    /// <summary>The regime of this case keeps no data. A hold is a preservation case of its own.</summary>
    public const string CaseHasNoPreservation = "case.has-no-preservation";

    /// <summary>The request is addressed to an entity that does not hold these accounts. The right one is in the details.</summary>
    public const string IntakeWrongEntity = "intake.wrong-entity";

    public const string IntakeTranslationRequired = "intake.translation-required";
    public const string ScopeRequiresWarrant = "scope.requires-warrant";
    public const string ScopeRequiresCourtOrder = "scope.requires-court-order";
    /// <summary>Contents for a foreign authority go by mutual legal assistance; a hold is offered meanwhile.</summary>
    public const string ScopeRequiresMlat = "scope.requires-mlat";

    /// <summary>The process keeps data and produces none.</summary>
    public const string ScopeKeepOnly = "scope.keep-only";

    /// <summary>What does not exist yet cannot be produced.</summary>
    public const string ScopeFutureData = "scope.future-data";

    public const string ScopeNothingLeft = "scope.nothing-left";
    /// <summary>A narrowing keeps items of the original scope, in the same or a shorter time.</summary>
    public const string ScopeNotNarrower = "scope.not-narrower";

    /// <summary>A handle was used by several accounts, and none of them is chosen.</summary>
    public const string ScopeAccountNotChosen = "scope.account-not-chosen";

    /// <summary>The item is about another account.</summary>
    public const string ScopeOtherAccount = "scope.other-account";

    /// <summary>That account did not use the handle on that day.</summary>
    public const string ScopeChoiceInvalid = "scope.choice-invalid";

    /// <summary>There is no such item in the scope in force.</summary>
    public const string ScopeItemUnknown = "scope.item-unknown";

    public const string ScopeItemsOpen = "scope.items-open";
    /// <summary>What was approved is no longer the scope in force.</summary>
    public const string ScopeChanged = "scope.changed";

    /// <summary>This case has no such clock.</summary>
    public const string ClockUnknown = "clock.unknown";

    public const string ClockLegalCannotPause = "clock.legal-cannot-pause";
    public const string ClockEnded = "clock.ended";
    public const string ClockNotPaused = "clock.not-paused";
    public const string ClockNotBreached = "clock.not-breached";
    /// <summary>The reason of a breach is said once.</summary>
    public const string ClockBreachExplained = "clock.breach-explained";

    public const string RegimeNotApplicable = "hold.regime-not-applicable";

    /// <summary>The period that the trigger started is already over.</summary>
    public const string HoldPeriodOver = "hold.period-over";

    /// <summary>The account's home region is not that of the case.</summary>
    public const string HoldWrongRegion = "hold.wrong-region";

    public const string HoldNotFound = "hold.not-found";
    public const string HoldReleased = "hold.released";
    public const string HoldLocked = "hold.locked";
    public const string HoldNotLocked = "hold.not-locked";
    public const string HoldExtensionTooLate = "hold.extension-too-late";
    public const string HoldExtensionExhausted = "hold.extension-exhausted";

    /// <summary>The dates cannot be computed: a holiday calendar does not reach that far, or the rules in force have no such regime.</summary>
    public const string HoldCalendarUnknown = "hold.calendar-unknown";

    /// <summary>One person cannot approve twice.</summary>
    public const string HoldSecondApproverRequired = "hold.second-approver-required";

    /// <summary>The second approver named another ground, order or basis than the first.</summary>
    public const string HoldApprovalDiffers = "hold.approval-differs";

    /// <summary>An order to destroy must be approved by people who saw the basis that it stands against.</summary>
    public const string HoldBasisNotSeen = "hold.basis-not-seen";

    public const string HoldSnapshotExists = "hold.snapshot-exists";

    /// <summary>The lock came after the data may have been deleted.</summary>
    public const string HoldDataGone = "hold.data-gone";

    /// <summary>Deletion may not proceed. It does not say why: nothing reveals a hold.</summary>
    public const string AccountRetained = "account.retained";

    /// <summary>This request was authorised once, but the authorisation is no longer good.</summary>
    public const string AccountAuthorizationSuperseded = "account.authorization-superseded";

    public const string PageNotFound = "page.not-found";
    public const string PageResolved = "page.resolved";

    public const string ResponderNotFound = "responder.not-found";

    /// <summary>That case was not suggested here.</summary>
    public const string CaseLinkUnknown = "case.link-unknown";

    public const string RequesterNotFound = "requester.not-found";

    /// <summary>That is said of an agency, or of an officer, and this is the other.</summary>
    public const string RequesterOfOtherSort = "requester.of-other-sort";

    /// <summary>The directory has no such number for that agency: a call to it proves nothing.</summary>
    public const string RequesterNumberUnknown = "requester.number-unknown";

    /// <summary>Nobody is verified without a call to the directory's number that confirmed them.</summary>
    public const string RequesterCallBackRequired = "requester.call-back-required";

    /// <summary>The officer's address is not one of the agency's.</summary>
    public const string RequesterMailNotOfAgency = "requester.mail-not-of-agency";

    /// <summary>They are recalled already, as of then or before.</summary>
    public const string RequesterRecalled = "requester.recalled";

    /// <summary>The recall before is not through yet.</summary>
    public const string RequesterRecallRunning = "requester.recall-running";

    /// <summary>They cannot take the case. Why is told no finer than in the detail <c>reason</c>: off-duty, not-qualified, busy or protected.</summary>
    public const string ResponderNotAvailable = "responder.not-available";

    /// <summary>They have looked at all that one day or one week allows.</summary>
    public const string ResponderCapReached = "responder.cap-reached";

    /// <summary>They are on a break, or must take one.</summary>
    public const string ResponderBreakDue = "responder.break-due";

    /// <summary>They were woken, saw something, and rest.</summary>
    public const string ResponderResting = "responder.resting";

    /// <summary>The last case was severe as well.</summary>
    public const string ResponderSevereInARow = "responder.severe-in-a-row";

    /// <summary>They opted out of severe material themselves.</summary>
    public const string ResponderOptedOut = "responder.opted-out";

    /// <summary>The session has ended, by a cap, its lease, or otherwise.</summary>
    public const string ResponderViewingOver = "responder.viewing-over";

    /// <summary>Nobody raises their own clearance.</summary>
    public const string ResponderOwnClearance = "responder.own-clearance";

    /// <summary>Nobody lifts their own caps.</summary>
    public const string ResponderOwnOverride = "responder.own-override";

    /// <summary>The store does not look restored, so there is nothing to confirm.</summary>
    public const string ClusterNotRestored = "cluster.not-restored";

    public const string RotaNotFound = "rota.not-found";

    /// <summary>Somebody who cannot be reached cannot be on call: the violations name each such person.</summary>
    public const string RotaNoContactRule = "rota.no-contact-rule";

    public const string RotaOverrideNotFound = "rota.override-not-found";

    /// <summary>By the overrides made before, at the same time, its person is replaced by whom it replaces.</summary>
    public const string RotaOverrideLoop = "rota.override-loop";
    public const string RotaTooManyOverrides = "rota.too-many-overrides";

    /// <summary>With the swap nobody would be on call for a time that is covered now.</summary>
    public const string RotaSwapLeavesGap = "rota.swap-leaves-gap";

    /// <summary>Whoever swaps must be in one of the layers.</summary>
    public const string RotaNotOnRota = "rota.not-on-rota";

    /// <summary>Nobody can give away a stretch in which they have no shift.</summary>
    public const string RotaNoShiftToSwap = "rota.no-shift-to-swap";
    public const string RotaPolicyNotFound = "rota.policy-not-found";

    public const string DisclosureNotFound = "disclosure.not-found";

    /// <summary>The disclosure has not come that far, or is over.</summary>
    public const string DisclosureNotAllowed = "disclosure.not-allowed";

    /// <summary>The case does not stand where anything may be handed out.</summary>
    public const string DisclosureCaseNotReady = "disclosure.case-not-ready";

    /// <summary>Whoever said what is produced does not approve it.</summary>
    public const string DisclosureOwnPreparation = "disclosure.own-preparation";

    /// <summary>The time in which the enforcing authority may speak is not over.</summary>
    public const string DisclosureTransmissionWindow = "disclosure.transmission-window";

    /// <summary>The enforcing authority has refused, for good; or nobody can say whether it still may.</summary>
    public const string DisclosureTransmissionBlocked = "disclosure.transmission-blocked";

    /// <summary>Only an order whose form has such grounds is declined by one of them.</summary>
    public const string DisclosureNoSuchForm = "disclosure.no-such-form";

    /// <summary>Where it should lie, there is no package, or another one.</summary>
    public const string DisclosurePackageMissing = "disclosure.package-missing";

    public const string LetterNotFound = "letter.not-found";

    /// <summary>It is signed off or discarded already, and so it stays.</summary>
    public const string LetterNotAllowed = "letter.not-allowed";

    /// <summary>Whoever drafted it does not sign it off.</summary>
    public const string LetterOwnDraft = "letter.own-draft";

    /// <summary>The case says something else by now than the draft does, or the template has another edition.</summary>
    public const string LetterOutdated = "letter.outdated";

    /// <summary>The enforcing authority has refused, and that is for good.</summary>
    public const string CaseAuthorityRefused = "case.authority-refused";

    /// <summary>The user was not told, and nothing says that they may not be.</summary>
    public const string NoticeNotGiven = "notice.not-given";

    /// <summary>The user was told, and their days are not over.</summary>
    public const string NoticePeriodRunning = "notice.period-running";

    /// <summary>An order of silence stands, or stood then.</summary>
    public const string NoticeSilenced = "notice.silenced";

    /// <summary>Two people have said that this user is not told.</summary>
    public const string NoticeExcepted = "notice.excepted";

    /// <summary>Nobody has said that this user is not told.</summary>
    public const string NoticeNotExcepted = "notice.not-excepted";

    /// <summary>For this kind of request it is not ours to tell anybody.</summary>
    public const string NoticeNotOurs = "notice.not-ours";

    /// <summary>Nothing is decided, or disclosed, that a user could be told of.</summary>
    public const string NoticeTooEarly = "notice.too-early";

    /// <summary>A notice to the user is due.</summary>
    public const string NoticeDue = "notice.due";

    /// <summary>It delays the government's own notice, and not ours.</summary>
    public const string NoticeGovernmentsOwn = "notice.governments-own";

    /// <summary>This case has no such order of silence.</summary>
    public const string NoticeOrderUnknown = "notice.order-unknown";

    /// <summary>That order of silence is over: another one is recorded anew.</summary>
    public const string NoticeOrderOver = "notice.order-over";

    /// <summary>An extension never ends sooner than what it extends.</summary>
    public const string NoticeOrderNotLonger = "notice.order-not-longer";

    /// <summary>Only an order without an end is reviewed.</summary>
    public const string NoticeNothingToReview = "notice.nothing-to-review";

    /// <summary>The clocks of a notice go by orders, reviews and notices alone.</summary>
    public const string NoticeClock = "notice.clock";

    /// <summary>All of the above, for tests that walk them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        RequestInvalid, RequestIdReused, VersionStale, CaseNotFound, CaseClosed, CaseHoldsActive, CaseTooManyAccounts,
        CaseTransitionNotAllowed, CaseCallBackRequired, CaseDecisionRecordRequired, CaseSeniorReviewRequired, CaseSecondApproverRequired,
        CaseApproverDelivers, CaseBreachUnexplained, CaseReviewOpen, CaseNotEmergency, CaseNothingToReview, CaseOwnReview, CaseNeedsNobody, CaseNotRestricted,
        CaseHasNoPreservation, IntakeWrongEntity, IntakeTranslationRequired, ScopeRequiresWarrant, ScopeRequiresCourtOrder,
        ScopeRequiresMlat, ScopeKeepOnly, ScopeFutureData, ScopeNothingLeft, ScopeNotNarrower, ScopeAccountNotChosen, ScopeOtherAccount,
        ScopeChoiceInvalid, ScopeItemUnknown, ScopeItemsOpen, ScopeChanged, ClockUnknown, ClockLegalCannotPause, ClockEnded, ClockNotPaused,
        ClockNotBreached, ClockBreachExplained,
        RegimeNotApplicable, HoldPeriodOver, HoldWrongRegion, HoldNotFound, HoldReleased, HoldLocked, HoldNotLocked, HoldExtensionTooLate, HoldExtensionExhausted,
        HoldCalendarUnknown, HoldSecondApproverRequired, HoldApprovalDiffers, HoldBasisNotSeen, HoldSnapshotExists, HoldDataGone, AccountRetained,
        AccountAuthorizationSuperseded, PageNotFound, PageResolved, ResponderNotFound, ResponderNotAvailable, ResponderCapReached, ResponderBreakDue, ResponderResting, ResponderSevereInARow,
        ResponderOptedOut, ResponderViewingOver, ResponderOwnClearance, ResponderOwnOverride, ClusterNotRestored,
        CasePlaybookOpen, CasePlaybookNewest, CaseStepUnknown, CaseRequesterUnanswered, CaseRecallOpen, CaseNoRecallOpen, CaseLinkUnknown, RequesterNotFound, RequesterOfOtherSort, RequesterNumberUnknown, RequesterCallBackRequired,
        RequesterMailNotOfAgency, RequesterRecalled, RequesterRecallRunning,
        RotaNotFound, RotaNoContactRule, RotaOverrideNotFound, RotaOverrideLoop, RotaTooManyOverrides, RotaSwapLeavesGap, RotaNotOnRota, RotaNoShiftToSwap, RotaPolicyNotFound,
        DisclosureNotFound, DisclosureNotAllowed, DisclosureCaseNotReady, DisclosureOwnPreparation, DisclosureTransmissionWindow, DisclosureTransmissionBlocked,
        DisclosureNoSuchForm, DisclosurePackageMissing, CaseAuthorityRefused,
        NoticeNotGiven, NoticePeriodRunning, NoticeSilenced, NoticeExcepted, NoticeNotExcepted, NoticeNotOurs, NoticeTooEarly, NoticeDue, NoticeGovernmentsOwn, NoticeOrderUnknown, NoticeOrderOver,
        NoticeOrderNotLonger, NoticeNothingToReview, NoticeClock,
        LetterNotFound, LetterNotAllowed, LetterOwnDraft, LetterOutdated,
    ];
}
