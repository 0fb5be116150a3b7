using System.Collections.Frozen;
using NodaTime;

namespace Lert.Domain.Legal;

/// <summary>Which days are working days: not a Saturday, not a Sunday, not a holiday of this calendar. Immutable.</summary>
public sealed class WorkingCalendar
{
    /// <summary>Weekends only, known for every year.</summary>
    public static readonly WorkingCalendar WeekendsOnly = new("none", years: null, FrozenDictionary<LocalDate, string>.Empty, "none");

    private readonly (int First, int Last)? _years;
    private readonly FrozenDictionary<LocalDate, string> _holidays;

    internal WorkingCalendar(string name, (int First, int Last)? years, FrozenDictionary<LocalDate, string> holidays, string version)
    {
        Name = name;
        _years = years;
        _holidays = holidays;
        Version = version;
    }

    public string Name { get; }

    /// <summary>Name, years and a digest of the days, so that any change of them is another version.</summary>
    public string Version { get; }

    /// <summary>The years it knows, in words.</summary>
    public string Years => _years is { } years ? $"{years.First} to {years.Last}" : "every year";

    public static bool IsWeekend(LocalDate date) => date.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday;

    /// <summary>Whether it can be said of this day at all. Outside the years of the table it cannot, not even of a Sunday.</summary>
    public bool Knows(LocalDate date) => _years is not { } years || (date.Year >= years.First && date.Year <= years.Last);

    /// <summary>Why this day is no working day as far as the table knows (<c>Sunday</c>, <c>Christmas Day</c>), or null where it is one.</summary>
    public string? WhyOff(LocalDate date) =>
        _holidays.TryGetValue(date, out var holiday) ? holiday : IsWeekend(date) ? date.DayOfWeek.ToString() : null;
}
