using Lert.Domain.Deciding;
using Lert.Domain.Legal;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Notices;
using NodaTime;

namespace Lert.Domain.Notices;

/// <summary>How an order of silence asks the legal clock for its dates. A duty to stay silent is met late: its end is the latest defensible one.</summary>
internal static class SilenceCounting
{
    /// <summary>The clock of an order, and when the order ends; or why it has none.</summary>
    /// <param name="clockId">What its clock is called.</param>
    /// <param name="caseZone">The case's own counting zone.</param>
    public static (SilenceDates? Dates, Refusal? Refusal) Count(string clockId, SilenceBasis basis, SilenceTerm term, string? caseZone, RegimeBook book)
    {
        var (from, zone) = (Instant.FromDateTimeOffset(term.From!.Value), term.Zone ?? caseZone);
        var result = term.Length switch
        {
            SilenceLength.Days => LegalClock.SilentForDays(book, from, zone, term.Days ?? 0),
            SilenceLength.UntilDate => LegalClock.SilentUntil(book, from, zone, LocalDate.FromDateOnly(term.Until ?? default)),
            _ => LegalClock.SilentForOneYear(book, from, zone),
        };
        return result switch
        {
            { Value: { } dates } => (Of(clockId, basis, term, dates), null),
            { Error: { Code: LegalErrorCode.RegimeNotApplicable } error } => (null, new Refusal(RefusalCodes.RegimeNotApplicable, $"{char.ToUpperInvariant(error.Message[0])}{error.Message[1..]}.")),
            { Error: { } error } => (null, Refusal.Invalid([new FieldViolation(FieldOf(error.Code), error.Message)])),
            _ => throw new InvalidOperationException("Dates are neither computed nor refused."),
        };
    }

    /// <summary>When a review at that instant asks for the next one.</summary>
    public static (SilenceDates? Dates, Refusal? Refusal) Review(string clockId, SilenceOrder order, string? caseZone, Moment moment) =>
        Count(clockId, order.Basis, new SilenceTerm(moment.Now, SilenceLength.NoEnd, null, null, order.Term.Zone), caseZone, moment.Rules.Regimes);

    private static SilenceDates Of(string clockId, SilenceBasis basis, SilenceTerm term, KeepDates dates)
    {
        var isOpen = term.Length == SilenceLength.NoEnd;
        var end = dates.OwnEnd.ToDateTimeOffset();
        var source = basis == SilenceBasis.CourtOrder ? dates.Basis.Source : "the order itself";
        var why = isOpen ? $"it names no end and is reviewed after one year: {dates.Because.Nominal}; that day ends at {InstantText.Write(dates.OwnEnd)}; our policy" :
            $"{dates.Because.Nominal}; nobody is told before {InstantText.Write(dates.OwnEnd)}, when that day has ended; {source}";
        return new SilenceDates(
            isOpen ? null : end,
            new CaseClock(
                clockId, true, isOpen ? "no end; reviewed after years(1)" : dates.Basis.Rule, dates.Basis.Zone, term.From!.Value, term.Until, end, end, true,
                $"{why}; counted in {dates.Basis.Zone} with time zones {dates.TzdbVersion}", dates.TzdbVersion, ClockStatus.Running, 0, null, null, null, null));
    }

    private static string FieldOf(string code) => code switch
    {
        LegalErrorCode.ZoneUnknown => "term.zone",
        LegalErrorCode.OrderRequired or LegalErrorCode.OrderInvalid or LegalErrorCode.OrderNotTaken => "term",
        _ => "term.from",
    };
}

/// <summary>What was counted.</summary>
/// <param name="EndsAt">Null where the order names no end.</param>
internal sealed record SilenceDates(DateTimeOffset? EndsAt, CaseClock Clock);
