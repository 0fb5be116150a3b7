using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Lert.Domain.Legal;

/// <summary>The text form of a period, read and written: <c>days(90)</c>, <c>until(order) or days(14)</c>, <c>atOnce</c>.</summary>
public static class PeriodText
{
    // A hundred years of each unit: far beyond any law, and far inside what a civil calendar can count.
    private const int MostYears = 100;

    /// <summary>Reads a period. False where the text is none, or its count is not between 1 and a hundred years.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Period? period)
    {
        period = text switch
        {
            "atOnce" => new Period.AtOnce(),
            "days(order)" => new Period.DaysOfOrder(),
            "until(order)" => new Period.UntilOrder(Otherwise: null),
            _ when text.StartsWith("until(order) or ", StringComparison.Ordinal) => WithFallback(text["until(order) or ".Length..]),
            _ => Counted(text),
        };
        return period is not null;
    }

    /// <summary>Writes a period so that <see cref="TryParse"/> reads the same one.</summary>
    public static string Write(Period period) => period switch
    {
        Period.Days days => Call("days", days.Count),
        Period.Months months => Call("months", months.Count),
        Period.Years years => Call("years", years.Count),
        Period.Hours hours => Call("hours", hours.Count),
        Period.BeginningWith beginning => Call("beginningWith", beginning.Count),
        Period.WorkingDays working => Call("workingDays", working.Count),
        Period.DaysOfOrder => "days(order)",
        Period.UntilOrder { Otherwise: null } => "until(order)",
        Period.UntilOrder { Otherwise: { } fallback } => "until(order) or " + Write(fallback),
        Period.AtOnce => "atOnce",
        _ => throw new ArgumentOutOfRangeException(nameof(period)),
    };

    private static Period.UntilOrder? WithFallback(string text) => Counted(text) is Period.Days days ? new Period.UntilOrder(days) : null;

    private static Period? Counted(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        if (open < 0 || !text.EndsWith(')') || !int.TryParse(text.AsSpan(open + 1, text.Length - open - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return null;
        }

        return text[..open] switch
        {
            "days" when Within(count, 366) => new Period.Days(count),
            "months" when Within(count, 12) => new Period.Months(count),
            "years" when Within(count, 1) => new Period.Years(count),
            "hours" when Within(count, 366 * 24) => new Period.Hours(count),
            "beginningWith" when Within(count, 366) => new Period.BeginningWith(count),
            "workingDays" when Within(count, 261) => new Period.WorkingDays(count),
            _ => null,
        };
    }

    private static bool Within(int count, int perYear) => count >= 1 && count <= MostYears * perYear;

    private static string Call(string name, int count) => string.Create(CultureInfo.InvariantCulture, $"{name}({count})");
}
