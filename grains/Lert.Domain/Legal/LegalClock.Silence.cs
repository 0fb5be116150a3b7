using NodaTime;

namespace Lert.Domain.Legal;

public static partial class LegalClock
{
    private const string OneYearOfSilence = "us-2705b-year";

    private const string DaysOfSilence = "us-2705b-days";

    /// <summary>An order of silence over a number of days.</summary>
    public static LegalResult<KeepDates> SilentForDays(RegimeBook book, Instant from, string? zone, int days) => Keep(book, DaysOfSilence, from, zone, days);

    /// <summary>An order of silence over one year; of one without an end, when it is reviewed.</summary>
    public static LegalResult<KeepDates> SilentForOneYear(RegimeBook book, Instant from, string? zone) => Keep(book, OneYearOfSilence, from, zone);

    /// <summary>An order of silence that names its own last day.</summary>
    public static LegalResult<KeepDates> SilentUntil(RegimeBook book, Instant from, string? zone, LocalDate last)
    {
        if (last.Year is < 1900 or > 2999)
        {
            return LegalResult.Refused<KeepDates>(LegalErrorCode.OrderInvalid, $"an order's date lies between 1900 and 2999, not on {Words.Date(last)}");
        }

        if (!LegalInput.TryResolve(book, OneYearOfSilence, Duty.Keep, from, zone, order: null, out var input, out var error))
        {
            return LegalResult.Refused<KeepDates>(error);
        }

        var settled = Settle(input, last, 0, $"the order's own date is {Words.Day(last)}");
        return settled.Value is { } dates ? LegalResult.Computed(dates with { Basis = dates.Basis with { Rule = "until(order)" } }) : settled;
    }

    /// <summary>From when data may be disclosed to an authority, where its user was told: they have that many whole days, in UTC.</summary>
    /// <param name="days">0 to <see cref="MostGraceDays"/>.</param>
    public static Instant AfterNotice(Instant told, int days) => Grace(told, days);
}
