using Lert.Domain.Deciding;
using Lert.Domain.Legal;
using Lert.Grains;
using Lert.Grains.Holds;
using NodaTime;

namespace Lert.Domain.Holds;

/// <summary>How a hold asks the legal clock for its dates, and how it keeps them.</summary>
internal static class HoldCounting
{
    /// <summary>Why a hold with this basis could not start now; null when it can. An end that no calendar reaches yet is no reason: it is kept meanwhile.</summary>
    public static Refusal? Judge(string regime, DateTimeOffset triggerAt, string? zone, Moment moment)
    {
        var result = LegalClock.Keep(moment.Rules.Regimes, regime, triggerAt.ToInstant(), zone);
        return result switch
        {
            { Error.OpenEnd: not null } => null,
            { Error.Code: LegalErrorCode.RegimeNotApplicable } => new(RefusalCodes.RegimeNotApplicable, Sentence(result.Error.Message)),
            { Error: { } error } => Refusal.Invalid([new FieldViolation(FieldOf(error.Code), error.Message)]),
            { Value: { } dates } when dates.OwnEnd <= moment.Now.ToInstant() => new Refusal(
                RefusalCodes.HoldPeriodOver, $"The period is over: it ended at {dates.OwnEnd}.").With("ended_at", $"{dates.OwnEnd}"),
            _ => null,
        };
    }

    /// <summary>The dates of a new hold. Where the rules no longer count it, it has no end, and calls for a person at once.</summary>
    public static HoldDates Start(HoldOrder order, RegimeBook book) =>
        LegalClock.Keep(book, order.Regime, order.TriggerAt.ToInstant(), order.Zone) switch
        {
            { Error: { OpenEnd: null } error } => new HoldDates(
                DateOnly.FromDateTime(order.TriggerAt.UtcDateTime),
                RolledLastDay: null,
                OwnEnd: null,
                AlarmAt: order.TriggerAt,
                ExtensionsUsed: 0,
                order.Zone ?? "UTC",
                $"the end cannot be counted, as {error.Message}; it stays active until it can, and the day of the trigger stands for the last day"),
            var result => Dates(result),
        };

    /// <summary>The dates after one more extension, or why there is none.</summary>
    public static (HoldDates? Dates, Refusal? Refusal) Extend(HoldState state, DateTimeOffset askedAt, RegimeBook book)
    {
        var (order, dates) = (state.Order!, state.Dates!);
        var (trigger, asked) = (order.TriggerAt.ToInstant(), askedAt.ToInstant());
        var result = Count(state, book) switch
        {
            // A book that was corrected to an earlier end does not take back the end that was promised.
            { Value: { } current } => LegalClock.Extend(
                book, order.Regime, current with { OwnEnd = Instant.Max(current.OwnEnd, dates.OwnEnd?.ToInstant() ?? current.OwnEnd) }, trigger, asked),
            { Error.OpenEnd: { } open } => LegalClock.Extend(book, order.Regime, open, trigger, asked),
            var failed => failed,
        };
        return result switch
        {
            { Value: not null } or { Error.OpenEnd: not null } => (Dates(result), null),
            { Error: { Code: LegalErrorCode.ExtensionTooLate } late } => (null, new(RefusalCodes.HoldExtensionTooLate, Sentence(late.Message))),
            { Error: { Code: LegalErrorCode.ExtensionExhausted } exhausted } => (null, new(RefusalCodes.HoldExtensionExhausted, Sentence(exhausted.Message))),
            { Error: { Code: LegalErrorCode.ExtensionBeforeTrigger or LegalErrorCode.InstantOutOfRange } error } =>
                (null, Refusal.Invalid([new FieldViolation("asked_at", error.Message)])),
            { Error: { } error } => (null, new(RefusalCodes.HoldCalendarUnknown, Sentence(error.Message))),
            _ => throw new InvalidOperationException("An extension is neither computed nor refused."),
        };
    }

    /// <summary>The same dates by the book as it is now; those that are known where the book has lost the rule.</summary>
    public static HoldDates Recount(HoldState state, RegimeBook book) => Count(state, book) switch
    {
        { Error.OpenEnd: null, Value: null } => state.Dates!,
        var result => Dates(result),
    };

    private static LegalResult<KeepDates> Count(HoldState state, RegimeBook book)
    {
        var (order, dates) = (state.Order!, state.Dates!);
        // No end was promised yet, and the last day may be none that was ever counted: begin at the beginning.
        return dates is { OwnEnd: null, ExtensionsUsed: 0 }
            ? LegalClock.Keep(book, order.Regime, order.TriggerAt.ToInstant(), order.Zone)
            : LegalClock.Resume(book, order.Regime, order.TriggerAt.ToInstant(), dates.Zone, LocalDate.FromDateOnly(dates.NominalLastDay), dates.ExtensionsUsed);
    }

    private static HoldDates Dates(LegalResult<KeepDates> result) => result switch
    {
        { Value: { } dates } => new HoldDates(
            dates.NominalLastDay.ToDateOnly(),
            dates.RolledLastDay.ToDateOnly(),
            dates.OwnEnd.ToDateTimeOffset(),
            AlarmAt: null,
            dates.ExtensionsUsed,
            dates.Basis.Zone,
            $"{dates.Explanation}; {Versions(dates.Basis)}"),
        { Error.OpenEnd: { } open } => new HoldDates(
            open.NominalLastDay.ToDateOnly(),
            RolledLastDay: null,
            OwnEnd: null,
            open.AlarmAt.ToDateTimeOffset(),
            open.ExtensionsUsed,
            open.Basis.Zone,
            $"{open.Explanation}; {Versions(open.Basis)}"),
        _ => throw new InvalidOperationException("Dates are neither computed nor open."),
    };

    private static string Versions(Basis basis) => $"counted in {basis.Zone} with time zones {basis.TzdbVersion} and holidays {basis.HolidayVersion}";

    private static string FieldOf(string code) => code switch
    {
        LegalErrorCode.RegimeUnknown or LegalErrorCode.RegimeOfOtherDuty or LegalErrorCode.OrderRequired => "regime",
        LegalErrorCode.ZoneUnknown => "zone",
        _ => "trigger_at",
    };

    private static string Sentence(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}.";

    private static Instant ToInstant(this DateTimeOffset at) => Instant.FromDateTimeOffset(at);
}
