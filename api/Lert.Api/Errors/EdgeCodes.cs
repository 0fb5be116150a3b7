namespace Lert.Api.Errors;

/// <summary>Permanent codes of errors that come from the edge or from a broken machine, not from the rules. They stand beside <see cref="Lert.Grains.RefusalCodes"/>.</summary>
public static class EdgeCodes
{
    /// <summary>The bytes are no message of this method.</summary>
    public const string RequestUnreadable = "request.unreadable";

    public const string TokenMissing = "auth.token-missing";

    /// <summary>Not signed by a key that we know, for another audience, or without a proper subject.</summary>
    public const string TokenInvalid = "auth.token-invalid";
    public const string TokenExpired = "auth.token-expired";

    /// <summary>None of the caller's roles may call this method.</summary>
    public const string RoleMissing = "auth.role-missing";

    /// <summary>One token unites duties that must be apart.</summary>
    public const string ConflictingRoles = "auth.conflicting-roles";

    /// <summary>It is another person's own.</summary>
    public const string NotYours = "auth.not-yours";

    /// <summary>Accepted, but not yet in effect within the time that the caller gave.</summary>
    public const string HoldNotSettled = "hold.not-settled";

    /// <summary>Somebody was asked to take a case, and has not answered within the time that the caller gave.</summary>
    public const string CaseNotAnswered = "case.not-answered";

    public const string JournalNotFound = "journal.not-found";
    public const string AccountNotFound = "account.not-found";

    /// <summary>Nothing was done; ask again.</summary>
    public const string Unavailable = "fault.unavailable";

    /// <summary>It may or may not have been done; the same request_id tells.</summary>
    public const string OutcomeUnknown = "fault.outcome-unknown";

    /// <summary>This server is stopping; another one, or the same one later, goes on.</summary>
    public const string Stopping = "fault.stopping";

    /// <summary>A newer release wrote what was asked for, and this server is not yet of that release. Nothing was done; ask again.</summary>
    public const string NewerRelease = "fault.newer-release";
    public const string Busy = "fault.busy";
    public const string DataLoss = "fault.data-loss";

    /// <summary>Our bug; the incident id finds it in the log.</summary>
    public const string Internal = "fault.internal";

    /// <summary>All of the above, for tests that walk them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        RequestUnreadable, TokenMissing, TokenInvalid, TokenExpired, RoleMissing, ConflictingRoles, NotYours, HoldNotSettled, CaseNotAnswered, JournalNotFound, AccountNotFound,
        Unavailable, OutcomeUnknown, Stopping, NewerRelease, Busy, DataLoss, Internal,
    ];
}
