using NodaTime;

namespace Lert.Domain.Legal;

/// <summary>The permanent codes of <see cref="LegalError"/>. A grain puts its own noun in front: <c>hold.extension-too-late</c>.</summary>
public static class LegalErrorCode
{
    public const string RegimeUnknown = "regime-unknown";

    /// <summary>The trigger's local date is before the regime's first day.</summary>
    public const string RegimeNotApplicable = "regime-not-applicable";

    /// <summary>A duty to act was asked for a release, or a duty to keep for a due date.</summary>
    public const string RegimeOfOtherDuty = "regime-of-other-duty";

    public const string ExtensionTooLate = "extension-too-late";

    public const string ExtensionExhausted = "extension-exhausted";

    public const string ExtensionBeforeTrigger = "extension-before-trigger";

    public const string ZoneUnknown = "zone-unknown";

    public const string OrderRequired = "order-required";

    public const string OrderNotTaken = "order-not-taken";

    public const string OrderInvalid = "order-invalid";

    public const string LockInvalid = "lock-invalid";

    public const string InstantOutOfRange = "instant-out-of-range";

    /// <summary>The holiday calendar does not reach the days that decide. <see cref="LegalError.OpenEnd"/> says what a hold does until it does.</summary>
    public const string CalendarUnknown = "calendar-unknown";
}

/// <summary>A refusal as a value.</summary>
/// <param name="Code">One of <see cref="LegalErrorCode"/>.</param>
/// <param name="Message">A sentence for a person.</param>
/// <param name="OpenEnd">Only with <see cref="LegalErrorCode.CalendarUnknown"/>.</param>
public sealed record LegalError(string Code, string Message, OpenEnd? OpenEnd = null);

/// <summary>
/// A duty to keep whose end cannot be computed yet, because its holiday calendar does not reach it. The hold stays active; at
/// <see cref="AlarmAt"/> someone is told that the calendar is missing. With a newer calendar, <see cref="LegalClock.Resume"/> finds the end.
/// </summary>
public sealed record OpenEnd
{
    /// <summary>How long before the nominal last day the missing calendar becomes an alarm.</summary>
    public const int AlarmDays = 90;

    public required LocalDate NominalLastDay { get; init; }

    /// <summary>Extensions accepted so far.</summary>
    public required int ExtensionsUsed { get; init; }

    /// <summary>The first instant of the day 90 days before the nominal last day, and never before the trigger.</summary>
    public required Instant AlarmAt { get; init; }

    public required Basis Basis { get; init; }

    public required string Explanation { get; init; }
}
