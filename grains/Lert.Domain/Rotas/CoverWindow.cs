using NodaTime;

namespace Lert.Domain.Rotas;

/// <summary>Hours that a layer covers, on the wall clock. An end that is not after the start is on the next day, or in the next week.</summary>
public abstract record CoverWindow
{
    private CoverWindow()
    {
    }

    /// <summary>The first start at or after a wall-clock time.</summary>
    public abstract LocalDateTime StartFrom(LocalDateTime from);

    /// <summary>The end of the window that begins at <paramref name="start"/>.</summary>
    public abstract LocalDateTime EndOf(LocalDateTime start);

    /// <summary>No such window is longer than that.</summary>
    private protected abstract int LongestDays { get; }

    /// <summary>Every day.</summary>
    public sealed record Daily(LocalTime From, LocalTime To) : CoverWindow
    {
        private protected override int LongestDays => 1;

        public override LocalDateTime StartFrom(LocalDateTime from) => (from.TimeOfDay <= From ? from.Date : from.Date.PlusDays(1)).At(From);

        public override LocalDateTime EndOf(LocalDateTime start) => (To > From ? start.Date : start.Date.PlusDays(1)).At(To);
    }

    /// <summary>From a weekday and time to the next such weekday and time.</summary>
    public sealed record Weekly(IsoDayOfWeek FromDay, LocalTime From, IsoDayOfWeek ToDay, LocalTime To) : CoverWindow
    {
        private protected override int LongestDays => 7;

        public override LocalDateTime StartFrom(LocalDateTime from) =>
            (from.DayOfWeek == FromDay && from.TimeOfDay <= From ? from.Date : from.Date.Next(FromDay)).At(From);

        public override LocalDateTime EndOf(LocalDateTime start) => (FromDay == ToDay && To > From ? start.Date : start.Date.Next(ToDay)).At(To);
    }

    /// <summary>Every window that reaches into a stretch of the wall clock, in order.</summary>
    internal IEnumerable<(LocalDateTime Start, LocalDateTime End)> Reaching(LocalDateTime from, LocalDateTime until)
    {
        for (var start = StartFrom(from.PlusDays(-LongestDays - 1)); start < until; start = StartFrom(start.PlusMinutes(1)))
        {
            var end = EndOf(start);
            if (end > from)
            {
                yield return (start, end);
            }
        }
    }
}
