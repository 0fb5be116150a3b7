using System.Globalization;
using Lert.Domain.Legal;
using Lert.Grains;
using Lert.Grains.Cases;
using NodaTime;

namespace Lert.Domain.Clocks;

/// <summary>How a case's clocks get their dates: legal ones from the regimes, promises of our own from a span.</summary>
internal static class CaseClocks
{
    /// <summary>A legal clock by its regime, or why there is none.</summary>
    public static (CaseClock? Clock, Refusal? Refusal) Legal(string regime, DateTimeOffset triggerAt, string? zone, DateOnly? orderDate, RegimeBook book)
    {
        var result = LegalClock.ActByOrder(
            book, regime, Instant.FromDateTimeOffset(triggerAt), zone, orderDate is { } date ? LocalDate.FromDateOnly(date) : null);
        return result switch
        {
            { Value: { } dates } => (Clock(regime, triggerAt, orderDate, dates, book), null),
            { Error: { Code: LegalErrorCode.RegimeNotApplicable } error } => (null, new Refusal(RefusalCodes.RegimeNotApplicable, Sentence(error.Message))),
            { Error: { } error } => (null, Refusal.Invalid([new FieldViolation(FieldOf(error.Code), error.Message)])),
            _ => throw new InvalidOperationException("Dates are neither computed nor refused."),
        };
    }

    /// <summary>A promise of our own.</summary>
    public static CaseClock Promise(string id, DateTimeOffset triggerAt, TimeSpan span, string why)
    {
        var due = triggerAt + span;
        return new CaseClock(
            id, false, $"minutes({span.TotalMinutes.ToString(CultureInfo.InvariantCulture)})", "", triggerAt, null, due, due, true,
            $"{why}: {span.TotalMinutes.ToString(CultureInfo.InvariantCulture)} minutes after {Text(triggerAt)}, at {Text(due)}; our own policy",
            "", ClockStatus.Running, 0, null, null, null, null);
    }

    /// <summary>The same clock by the rules as they are now; null when nothing about its dates is different.</summary>
    public static CaseClock? Recount(CaseClock clock, RegimeBook book)
    {
        // An order of silence is counted once: what a court was told, or told us, does not move.
        if (!clock.IsLegal || ClockIds.IsOfNotice(clock.ClockId) || clock.Status != ClockStatus.Running || clock.DataVersions == Versions(book))
        {
            return null;
        }

        var (counted, _) = Legal(clock.ClockId, clock.TriggerAt, clock.Zone, clock.OrderDate, book);
        return counted is null || (counted.DueInternal == clock.DueInternal && counted.DueLegalOuter == clock.DueLegalOuter)
            ? null
            : counted with { WarnedPercent = Warned(clock, counted) };
    }

    private static CaseClock Clock(string regime, DateTimeOffset triggerAt, DateOnly? orderDate, ActDates dates, RegimeBook book)
    {
        var outer = dates.DueLegalOuter.ToDateTimeOffset();
        return new CaseClock(
            regime, true, dates.Basis.Rule, dates.Basis.Zone, triggerAt, orderDate, dates.DueInternal.ToDateTimeOffset(), outer,
            // A duty at once would be breached by the act of receiving it.
            outer > triggerAt || dates.BreachedAtOnce,
            $"{dates.Explanation}; counted in {dates.Basis.Zone} with time zones {dates.TzdbVersion} and holidays {dates.HolidayVersion}",
            Versions(book), ClockStatus.Running, 0, null, null, null, null);
    }

    /// <summary>A warning that was given stays given, unless the date has moved so far that it would be given again.</summary>
    private static int Warned(CaseClock old, CaseClock counted) => counted.DueInternal > old.DueInternal ? 0 : old.WarnedPercent;

    private static string Versions(RegimeBook book) => $"{book.TzdbVersion} {book.HolidayVersion} {book.RegimesVersion}";

    private static string Text(DateTimeOffset at) => InstantText.Write(Instant.FromDateTimeOffset(at));

    private static string FieldOf(string code) => code switch
    {
        LegalErrorCode.ZoneUnknown => "zone",
        LegalErrorCode.OrderRequired or LegalErrorCode.OrderInvalid or LegalErrorCode.OrderNotTaken => "order_date",
        LegalErrorCode.RegimeUnknown or LegalErrorCode.RegimeOfOtherDuty => "regime",
        _ => "trigger_at",
    };

    private static string Sentence(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}.";
}
