using System.Collections.Frozen;
using Grpc.Core;
using Lert.Grains;

namespace Lert.Api.Errors;

/// <summary>Every code, and the status that carries it. What a caller may do next follows from the status alone.</summary>
internal static class ErrorTable
{
    private static readonly FrozenDictionary<string, StatusCode> Codes = new Dictionary<string, StatusCode>
    {
        // Wrong in any state: to be corrected.
        [RefusalCodes.RequestInvalid] = StatusCode.InvalidArgument,
        [RefusalCodes.HoldWrongRegion] = StatusCode.InvalidArgument,
        [EdgeCodes.RequestUnreadable] = StatusCode.InvalidArgument,

        // That id, other content.
        [RefusalCodes.RequestIdReused] = StatusCode.AlreadyExists,

        // To be read again.
        [RefusalCodes.VersionStale] = StatusCode.Aborted,

        // Not there, or not visible: nobody can tell which.
        [RefusalCodes.CaseNotFound] = StatusCode.NotFound,
        [RefusalCodes.HoldNotFound] = StatusCode.NotFound,
        [RefusalCodes.PageNotFound] = StatusCode.NotFound,
        [RefusalCodes.ResponderNotFound] = StatusCode.NotFound,
        [RefusalCodes.RequesterNotFound] = StatusCode.NotFound,
        [RefusalCodes.RotaNotFound] = StatusCode.NotFound,
        [RefusalCodes.DisclosureNotFound] = StatusCode.NotFound,
        [RefusalCodes.LetterNotFound] = StatusCode.NotFound,
        [EdgeCodes.JournalNotFound] = StatusCode.NotFound,
        [EdgeCodes.AccountNotFound] = StatusCode.NotFound,

        // The right command in the wrong state, or after a legal date.
        [RefusalCodes.CaseClosed] = StatusCode.FailedPrecondition,
        [RefusalCodes.CaseHoldsActive] = StatusCode.FailedPrecondition,
        [RefusalCodes.CaseTooManyAccounts] = StatusCode.FailedPrecondition,
        [RefusalCodes.CaseTransitionNotAllowed] = StatusCode.FailedPrecondition,
        [RefusalCodes.CaseCallBackRequired] = StatusCode.FailedPrecondition,
        [RefusalCodes.CaseDecisionRecordRequired] = StatusCode.FailedPrecondition,
        [RefusalCodes.CaseSeniorReviewRequired] = StatusCode.FailedPrecondition,
        [RefusalCodes.CaseSecondApproverRequired] = StatusCode.FailedPrecondition,
        [RefusalCodes.CaseApproverDelivers] = StatusCode.FailedPrecondition,
        [RefusalCodes.CaseBreachUnexplained] = StatusCode.FailedPrecondition,
        [RefusalCodes.CaseReviewOpen] = StatusCode.FailedPrecondition,
        [RefusalCodes.CaseNotEmergency] = StatusCode.FailedPrecondition,
        [RefusalCodes.CaseNothingToReview] = StatusCode.FailedPrecondition,
        [RefusalCodes.CaseOwnReview] = StatusCode.FailedPrecondition,
        [RefusalCodes.CaseNeedsNobody] = StatusCode.FailedPrecondition,
        [RefusalCodes.CaseNotRestricted] = StatusCode.FailedPrecondition,
        [RefusalCodes.CaseHasNoPreservation] = StatusCode.FailedPrecondition,
        [RefusalCodes.IntakeWrongEntity] = StatusCode.FailedPrecondition,
        [RefusalCodes.IntakeTranslationRequired] = StatusCode.FailedPrecondition,
        [RefusalCodes.ScopeRequiresWarrant] = StatusCode.FailedPrecondition,
        [RefusalCodes.ScopeRequiresCourtOrder] = StatusCode.FailedPrecondition,
        [RefusalCodes.ScopeRequiresMlat] = StatusCode.FailedPrecondition,
        [RefusalCodes.ScopeKeepOnly] = StatusCode.FailedPrecondition,
        [RefusalCodes.ScopeFutureData] = StatusCode.FailedPrecondition,
        [RefusalCodes.ScopeNothingLeft] = StatusCode.FailedPrecondition,
        [RefusalCodes.ScopeNotNarrower] = StatusCode.FailedPrecondition,
        [RefusalCodes.ScopeAccountNotChosen] = StatusCode.FailedPrecondition,
        [RefusalCodes.ScopeOtherAccount] = StatusCode.FailedPrecondition,
        [RefusalCodes.ScopeChoiceInvalid] = StatusCode.FailedPrecondition,
        [RefusalCodes.ScopeItemUnknown] = StatusCode.FailedPrecondition,
        [RefusalCodes.ScopeItemsOpen] = StatusCode.FailedPrecondition,
        [RefusalCodes.ScopeChanged] = StatusCode.FailedPrecondition,
        [RefusalCodes.DisclosureNotAllowed] = StatusCode.FailedPrecondition,
        [RefusalCodes.DisclosureCaseNotReady] = StatusCode.FailedPrecondition,
        [RefusalCodes.DisclosureOwnPreparation] = StatusCode.FailedPrecondition,
        [RefusalCodes.DisclosureTransmissionWindow] = StatusCode.FailedPrecondition,
        [RefusalCodes.DisclosureTransmissionBlocked] = StatusCode.FailedPrecondition,
        [RefusalCodes.DisclosureNoSuchForm] = StatusCode.FailedPrecondition,
        [RefusalCodes.DisclosurePackageMissing] = StatusCode.FailedPrecondition,
        [RefusalCodes.LetterNotAllowed] = StatusCode.FailedPrecondition,
        [RefusalCodes.LetterOwnDraft] = StatusCode.FailedPrecondition,
        [RefusalCodes.LetterOutdated] = StatusCode.FailedPrecondition,
        [RefusalCodes.CaseAuthorityRefused] = StatusCode.FailedPrecondition,
        [RefusalCodes.NoticeNotGiven] = StatusCode.FailedPrecondition,
        [RefusalCodes.NoticePeriodRunning] = StatusCode.FailedPrecondition,
        [RefusalCodes.NoticeSilenced] = StatusCode.FailedPrecondition,
        [RefusalCodes.NoticeExcepted] = StatusCode.FailedPrecondition,
        [RefusalCodes.NoticeNotExcepted] = StatusCode.FailedPrecondition,
        [RefusalCodes.NoticeNotOurs] = StatusCode.FailedPrecondition,
        [RefusalCodes.NoticeTooEarly] = StatusCode.FailedPrecondition,
        [RefusalCodes.NoticeDue] = StatusCode.FailedPrecondition,
        [RefusalCodes.NoticeGovernmentsOwn] = StatusCode.FailedPrecondition,
        [RefusalCodes.NoticeOrderUnknown] = StatusCode.FailedPrecondition,
        [RefusalCodes.NoticeOrderOver] = StatusCode.FailedPrecondition,
        [RefusalCodes.NoticeOrderNotLonger] = StatusCode.FailedPrecondition,
        [RefusalCodes.NoticeNothingToReview] = StatusCode.FailedPrecondition,
        [RefusalCodes.NoticeClock] = StatusCode.FailedPrecondition,
        [RefusalCodes.ClockUnknown] = StatusCode.FailedPrecondition,
        [RefusalCodes.ClockLegalCannotPause] = StatusCode.FailedPrecondition,
        [RefusalCodes.ClockEnded] = StatusCode.FailedPrecondition,
        [RefusalCodes.ClockNotPaused] = StatusCode.FailedPrecondition,
        [RefusalCodes.ClockNotBreached] = StatusCode.FailedPrecondition,
        [RefusalCodes.ClockBreachExplained] = StatusCode.FailedPrecondition,
        [RefusalCodes.RegimeNotApplicable] = StatusCode.FailedPrecondition,
        [RefusalCodes.HoldPeriodOver] = StatusCode.FailedPrecondition,
        [RefusalCodes.HoldReleased] = StatusCode.FailedPrecondition,
        [RefusalCodes.HoldLocked] = StatusCode.FailedPrecondition,
        [RefusalCodes.HoldNotLocked] = StatusCode.FailedPrecondition,
        [RefusalCodes.HoldExtensionTooLate] = StatusCode.FailedPrecondition,
        [RefusalCodes.HoldExtensionExhausted] = StatusCode.FailedPrecondition,
        [RefusalCodes.HoldCalendarUnknown] = StatusCode.FailedPrecondition,
        [RefusalCodes.HoldSecondApproverRequired] = StatusCode.FailedPrecondition,
        [RefusalCodes.HoldApprovalDiffers] = StatusCode.FailedPrecondition,
        [RefusalCodes.HoldBasisNotSeen] = StatusCode.FailedPrecondition,
        [RefusalCodes.HoldSnapshotExists] = StatusCode.FailedPrecondition,
        [RefusalCodes.HoldDataGone] = StatusCode.FailedPrecondition,
        [RefusalCodes.AccountRetained] = StatusCode.FailedPrecondition,
        [RefusalCodes.AccountAuthorizationSuperseded] = StatusCode.FailedPrecondition,
        [RefusalCodes.PageResolved] = StatusCode.FailedPrecondition,
        [RefusalCodes.ResponderNotAvailable] = StatusCode.FailedPrecondition,
        [RefusalCodes.ResponderCapReached] = StatusCode.FailedPrecondition,
        [RefusalCodes.ResponderBreakDue] = StatusCode.FailedPrecondition,
        [RefusalCodes.ResponderResting] = StatusCode.FailedPrecondition,
        [RefusalCodes.ResponderSevereInARow] = StatusCode.FailedPrecondition,
        [RefusalCodes.ResponderOptedOut] = StatusCode.FailedPrecondition,
        [RefusalCodes.ResponderViewingOver] = StatusCode.FailedPrecondition,
        [RefusalCodes.ResponderOwnClearance] = StatusCode.FailedPrecondition,
        [RefusalCodes.ResponderOwnOverride] = StatusCode.FailedPrecondition,
        [RefusalCodes.ClusterNotRestored] = StatusCode.FailedPrecondition,
        [RefusalCodes.CaseRequesterUnanswered] = StatusCode.FailedPrecondition,
        [RefusalCodes.CasePlaybookOpen] = StatusCode.FailedPrecondition,
        [RefusalCodes.CasePlaybookNewest] = StatusCode.FailedPrecondition,
        [RefusalCodes.CaseStepUnknown] = StatusCode.FailedPrecondition,
        [RefusalCodes.CaseRecallOpen] = StatusCode.FailedPrecondition,
        [RefusalCodes.CaseLinkUnknown] = StatusCode.FailedPrecondition,
        [RefusalCodes.CaseNoRecallOpen] = StatusCode.FailedPrecondition,
        [RefusalCodes.RequesterOfOtherSort] = StatusCode.FailedPrecondition,
        [RefusalCodes.RequesterNumberUnknown] = StatusCode.FailedPrecondition,
        [RefusalCodes.RequesterCallBackRequired] = StatusCode.FailedPrecondition,
        [RefusalCodes.RequesterMailNotOfAgency] = StatusCode.FailedPrecondition,
        [RefusalCodes.RequesterRecalled] = StatusCode.FailedPrecondition,
        [RefusalCodes.RequesterRecallRunning] = StatusCode.FailedPrecondition,
        [RefusalCodes.RotaNoContactRule] = StatusCode.FailedPrecondition,
        [RefusalCodes.RotaOverrideNotFound] = StatusCode.FailedPrecondition,
        [RefusalCodes.RotaOverrideLoop] = StatusCode.FailedPrecondition,
        [RefusalCodes.RotaTooManyOverrides] = StatusCode.FailedPrecondition,
        [RefusalCodes.RotaSwapLeavesGap] = StatusCode.FailedPrecondition,
        [RefusalCodes.RotaNotOnRota] = StatusCode.FailedPrecondition,
        [RefusalCodes.RotaNoShiftToSwap] = StatusCode.FailedPrecondition,
        [RefusalCodes.RotaPolicyNotFound] = StatusCode.FailedPrecondition,

        // No identity; no right.
        [EdgeCodes.TokenMissing] = StatusCode.Unauthenticated,
        [EdgeCodes.TokenInvalid] = StatusCode.Unauthenticated,
        [EdgeCodes.TokenExpired] = StatusCode.Unauthenticated,
        [EdgeCodes.RoleMissing] = StatusCode.PermissionDenied,
        [EdgeCodes.ConflictingRoles] = StatusCode.PermissionDenied,
        [EdgeCodes.NotYours] = StatusCode.PermissionDenied,

        // Ask again with the same request_id.
        [EdgeCodes.HoldNotSettled] = StatusCode.Unavailable,
        [EdgeCodes.CaseNotAnswered] = StatusCode.Unavailable,
        [EdgeCodes.Unavailable] = StatusCode.Unavailable,
        [EdgeCodes.OutcomeUnknown] = StatusCode.Unavailable,
        [EdgeCodes.Stopping] = StatusCode.Unavailable,
        [EdgeCodes.NewerRelease] = StatusCode.Unavailable,

        // Ask again, but not at once.
        [EdgeCodes.Busy] = StatusCode.ResourceExhausted,

        [EdgeCodes.DataLoss] = StatusCode.DataLoss,
        [EdgeCodes.Internal] = StatusCode.Internal,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static bool Knows(string code) => Codes.ContainsKey(code);

    /// <summary>A code that is not in the table comes from a silo newer than this API: its rules said no, and no status promises less than this one.</summary>
    public static StatusCode StatusOf(string code) => Codes.GetValueOrDefault(code, StatusCode.FailedPrecondition);
}
