using NodaTime;

namespace Lert.Domain.Legal;

public static partial class LegalClock
{
    /// <summary>
    /// The dates of a duty to act whose order names a date of its own. A regime that goes by orders takes the date as its period; for any other the order's date
    /// wins when it is the earlier one, and the later one changes nothing.
    /// </summary>
    /// <param name="orderDate">What the order asks to be answered by; null when it names none.</param>
    public static LegalResult<ActDates> ActByOrder(RegimeBook book, string regimeId, Instant trigger, string? zone, LocalDate? orderDate)
    {
        if (orderDate is not { } date || (book.TryGet(regimeId, out var regime) && regime.Period is Period.UntilOrder))
        {
            return Act(book, regimeId, trigger, zone, orderDate);
        }

        if (date.Year is < 1900 or > 2999)
        {
            return LegalResult.Refused<ActDates>(LegalErrorCode.OrderInvalid, $"an order's date lies between 1900 and 2999, not on {Words.Date(date)}");
        }

        var own = Act(book, regimeId, trigger, zone);
        if (!own.IsComputed || !LegalInput.TryResolve(book, regimeId, Duty.Act, trigger, zone, order: null, out var input, out _))
        {
            return own;
        }

        var ordered = DueByDay(input with { OrderDate = date });
        return LegalResult.Computed(ordered.DueInternal < own.Value.DueInternal ? ordered : own.Value);
    }
}
