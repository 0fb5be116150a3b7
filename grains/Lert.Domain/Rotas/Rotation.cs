using NodaTime;

namespace Lert.Domain.Rotas;

/// <summary>When responsibility is handed on. A turn is the time between two hand-offs; turn 0 begins with the first one on or after a start date.</summary>
public abstract record Rotation
{
    private Rotation()
    {
    }

    /// <summary>The wall-clock time of the hand-off that begins turn <paramref name="turn"/>, 0 or more.</summary>
    public abstract LocalDateTime HandOff(LocalDate start, int turn);

    /// <summary>A turn that begins at or before <paramref name="date"/> and not long before it; 0 where the first has not begun.</summary>
    internal abstract int TurnBefore(LocalDate start, LocalDate date);

    /// <summary>Every so many days. <paramref name="Days"/> is 1 to 366.</summary>
    public sealed record Daily(int Days, LocalTime At) : Rotation
    {
        public override LocalDateTime HandOff(LocalDate start, int turn) => start.PlusDays(turn * Days).At(At);

        internal override int TurnBefore(LocalDate start, LocalDate date) => NotNegative(Period.DaysBetween(start, date) / Days);
    }

    /// <summary>Every so many weeks on one weekday. <paramref name="Weeks"/> is 1 to 52.</summary>
    public sealed record Weekly(int Weeks, IsoDayOfWeek Day, LocalTime At) : Rotation
    {
        public override LocalDateTime HandOff(LocalDate start, int turn) => First(start).PlusWeeks(turn * Weeks).At(At);

        internal override int TurnBefore(LocalDate start, LocalDate date) => NotNegative(Period.DaysBetween(First(start), date) / (7 * Weeks));

        private LocalDate First(LocalDate start) => start.DayOfWeek == Day ? start : start.Next(Day);
    }

    /// <summary>Every month on one day, 1 to 31; in a shorter month on its last day.</summary>
    public sealed record Monthly(int Day, LocalTime At) : Rotation
    {
        public override LocalDateTime HandOff(LocalDate start, int turn) => In(FirstMonth(start).PlusMonths(turn)).At(At);

        internal override int TurnBefore(LocalDate start, LocalDate date)
        {
            var (first, month) = (FirstMonth(start), date.ToYearMonth());
            return NotNegative(((month.Year - first.Year) * 12) + month.Month - first.Month - 1);
        }

        private YearMonth FirstMonth(LocalDate start) => In(start.ToYearMonth()) >= start ? start.ToYearMonth() : start.ToYearMonth().PlusMonths(1);

        private LocalDate In(YearMonth month) => month.OnDayOfMonth(Math.Min(Day, month.Calendar.GetDaysInMonth(month.Year, month.Month)));
    }

    private static int NotNegative(int turn) => Math.Max(0, turn);
}
