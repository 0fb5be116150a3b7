using System.Diagnostics.CodeAnalysis;
using NodaTime;

namespace Lert.Domain.Legal;

/// <summary>What a computation was given, resolved: the regime, its calendar, the counting zone and the period with the order's own words in it.</summary>
internal sealed record LegalInput(RegimeBook Book, Regime Regime, WorkingCalendar Calendar, DateTimeZone Zone, Period? Period, LocalDate? OrderDate, Instant Trigger)
{
    /// <summary>Instants outside are refused: no case has them, and inside nothing can overflow, whatever the regime.</summary>
    private static readonly Instant Earliest = Instant.FromUtc(1900, 1, 1, 0, 0);
    private static readonly Instant Latest = Instant.FromUtc(3000, 1, 1, 0, 0);

    public LocalDate Day0 => CivilDay.Of(Zone, Trigger);

    public static bool IsInRange(Instant instant) => instant >= Earliest && instant < Latest;

    public static LegalError OutOfRange(string what) => new(LegalErrorCode.InstantOutOfRange, $"{what} is not between the years 1900 and 2999");

    /// <summary>Everything wrong with the input, in the order of the parameters.</summary>
    public static List<LegalError> Problems(RegimeBook book, string regimeId, Duty? duty, Instant trigger, string? zone, Order? order)
    {
        var problems = new List<LegalError>();
        if (!book.TryGet(regimeId, out var regime))
        {
            problems.Add(new LegalError(LegalErrorCode.RegimeUnknown, $"there is no regime {Words.Quote(regimeId)}"));
        }
        else if (duty is { } wanted && regime.Duty != wanted)
        {
            problems.Add(new LegalError(
                LegalErrorCode.RegimeOfOtherDuty, wanted == Duty.Keep ? $"{regime.Id} is a duty to act; nothing is kept under it" : $"{regime.Id} is a duty to keep; nothing is due under it"));
        }

        if (!IsInRange(trigger))
        {
            problems.Add(OutOfRange("the trigger"));
        }

        if (zone is not null && !CivilDay.IsZone(book.Zones, zone))
        {
            problems.Add(new LegalError(LegalErrorCode.ZoneUnknown, $"there is no zone {Words.Quote(zone)}; a zone is an IANA name such as America/New_York"));
        }

        if (regime is not null && OrderProblem(regime, order) is { } problem)
        {
            problems.Add(problem);
        }

        return problems;
    }

    public static bool TryResolve(
        RegimeBook book, string regimeId, Duty duty, Instant trigger, string? zone, Order? order, [NotNullWhen(true)] out LegalInput? input, [NotNullWhen(false)] out LegalError? error)
    {
        input = null;
        error = Problems(book, regimeId, duty, trigger, zone, order).FirstOrDefault();
        if (error is not null || !book.TryGet(regimeId, out var regime))
        {
            error ??= new LegalError(LegalErrorCode.RegimeUnknown, regimeId);
            return false;
        }

        var counting = book.Zones[zone ?? regime.Zone];
        var period = (regime.Period, order) switch
        {
            (_, Order.ForDays(var count)) => new Period.Days(count),
            (_, Order.Until) => null,
            (Period.UntilOrder { Otherwise: { } fallback }, null) => fallback,
            var (own, _) => own,
        };
        var resolved = new LegalInput(book, regime, book.CalendarOf(regime), counting, period, (order as Order.Until)?.Date, trigger);
        if (resolved.Day0 < regime.AppliesFrom)
        {
            error = new LegalError(
                LegalErrorCode.RegimeNotApplicable, $"{regime.Id} applies from {Words.Date(regime.AppliesFrom)}, and the trigger is on {Words.Date(resolved.Day0)} in {counting.Id}");
            return false;
        }

        input = resolved;
        return true;
    }

    /// <summary>The nominal last day of a period that has one, and how it was found.</summary>
    public (LocalDate Day, string Why) CountLastDay(WorkingDayCount workingDays) => OrderDate is { } date
        ? (date, $"the order's own date is {Words.Day(date)}")
        : LastDay.Count(Period ?? throw new InvalidOperationException("Either the order has a date or there is a period."), Regime.Duty, Day0, workingDays);

    public Basis Basis() => new(
        Regime.Id, Rule(), Zone.Id, Book.TzdbVersion, Calendar.Version, Book.RegimesVersion, Regime.Source, Regime.Confidence, Regime.KeepsData);

    private string Rule()
    {
        var rolls = Regime.Rolls ? ", rolls" : "";
        var extension = Regime.Extension is { } more ? $"; extension {more.Period} {Words.Count(more.Times, "time")}" : "";
        return $"{Regime.Period}{rolls}{extension}";
    }

    private static LegalError? OrderProblem(Regime regime, Order? order) => (regime.Period, order) switch
    {
        (Period.DaysOfOrder, null) => new(LegalErrorCode.OrderRequired, $"{regime.Id} is as long as its order says: a number of days is needed"),
        (Period.UntilOrder { Otherwise: null }, null) => new(LegalErrorCode.OrderRequired, $"{regime.Id} ends on the date of its order: a date is needed"),
        (_, null) => null,
        (Period.DaysOfOrder, Order.ForDays(var count)) when count is >= 1 and <= Order.MostDays => null,
        (Period.DaysOfOrder, _) => new(LegalErrorCode.OrderInvalid, $"{regime.Id} takes a number of days from 1 to {Order.MostDays}, not {order}"),
        (Period.UntilOrder, Order.Until(var date)) when date.Year is >= 1900 and <= 2999 => null,
        (Period.UntilOrder, _) => new(LegalErrorCode.OrderInvalid, $"{regime.Id} takes a date between 1900 and 2999, such as 2026-08-14, not {order}"),
        _ => new(LegalErrorCode.OrderNotTaken, $"{regime.Id} has a period of its own, {regime.Period}, and takes no order"),
    };
}
