using NodaTime;

namespace Lert.Domain.Legal;

/// <summary>
/// Counts working days, and remembers the first day that the calendar could not answer for. Such a day counts by its weekday alone;
/// what that is worth is for the duty to say: a duty to act explains it, a duty to keep has no end.
/// </summary>
internal sealed class WorkingDayCount(WorkingCalendar calendar)
{
    public LocalDate? FirstUnknown { get; private set; }

    public LocalDate OnOrAfter(LocalDate date)
    {
        while (!IsWorking(date))
        {
            date = date.PlusDays(1);
        }

        return date;
    }

    public LocalDate OnOrBefore(LocalDate date)
    {
        while (!IsWorking(date))
        {
            date = date.PlusDays(-1);
        }

        return date;
    }

    /// <summary>The nth working day after a date, n from 1.</summary>
    public LocalDate After(LocalDate date, int n)
    {
        for (var counted = 0; counted < n; counted++)
        {
            date = OnOrAfter(date.PlusDays(1));
        }

        return date;
    }

    private bool IsWorking(LocalDate date)
    {
        if (!calendar.Knows(date))
        {
            FirstUnknown ??= date;
        }

        return calendar.WhyOff(date) is null;
    }
}
