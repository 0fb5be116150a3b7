using NodaTime;

namespace Lert.Domain.Legal;

/// <summary>Counts a period to its nominal last day, and says how it was counted.</summary>
internal static class LastDay
{
    /// <summary>The nominal last day of a period that starts on the trigger's local date. The period is one that has a last day and needs no order any more.</summary>
    public static (LocalDate Day, string Why) Count(Period period, Duty duty, LocalDate day0, WorkingDayCount workingDays)
    {
        switch (period)
        {
            case Period.Days(var count):
                var last = day0.PlusDays(count);
                return (last, $"day 0 {Words.Date(day0)} is not counted; day {count} is {Words.Day(last)}");
            case Period.Months or Period.Years:
                var (day, how) = Later(period, duty, day0);
                return (day, $"day 0 {Words.Date(day0)} is not counted; {how}");
            case Period.BeginningWith(var count):
                var end = day0.PlusDays(count - 1);
                return (end, $"{Words.Date(day0)} is itself day 1; day {count} is {Words.Day(end)}");
            case Period.WorkingDays(var count):
                var nth = workingDays.After(day0, count);
                return (nth, $"{Words.Date(day0)} is not counted; working day {count} after it is {Words.Day(nth)}");
            default:
                throw new ArgumentOutOfRangeException(nameof(period), period, "This period has no last day of its own.");
        }
    }

    /// <summary>The nominal last day after one more extension, from the nominal last day so far.</summary>
    public static (LocalDate Day, string Why) Extend(Period period, LocalDate nominal)
    {
        if (period is Period.Days(var count))
        {
            var last = nominal.PlusDays(count);
            return (last, $"day {count} after it is {Words.Day(last)}");
        }

        return Later(period, Duty.Keep, nominal);
    }

    // The day number may not exist in the month that is reached. A duty to keep then goes on to the next day that does; a duty to act stops before.
    private static (LocalDate Day, string Why) Later(Period period, Duty duty, LocalDate from)
    {
        var (reached, length) = period switch
        {
            Period.Months(var months) => (from.PlusMonths(months), Words.Count(months, "month")),
            Period.Years(var years) => (from.PlusYears(years), Words.Count(years, "year")),
            _ => throw new ArgumentOutOfRangeException(nameof(period), period, "Only months and years keep their day number."),
        };
        if (reached.Day == from.Day)
        {
            return (reached, $"{length} on is {Words.Day(reached)}");
        }

        var standIn = duty == Duty.Keep ? reached.PlusDays(1) : reached;
        var rule = duty == Duty.Keep ? "a duty to keep goes on to" : "a duty to act ends on";
        return (standIn, $"{length} on there is no day {from.Day}, and {rule} {Words.Day(standIn)}");
    }
}
