using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Text;

namespace Lert.Domain.Legal;

/// <summary>Reads the table of public holidays: <c>calendar,date,name</c>.</summary>
internal static class HolidayFile
{
    private const string Header = "calendar,date,name";

    public static FrozenDictionary<string, WorkingCalendar> Read(string text, ICollection<string> problems)
    {
        ImmutableArray<CsvRecord> records;
        try
        {
            records = CsvText.Read(text);
        }
        catch (FormatException broken)
        {
            problems.Add($"holidays, {broken.Message}");
            records = [];
        }

        var days = new Dictionary<string, SortedDictionary<LocalDate, string>>(StringComparer.Ordinal);
        if (records.Length > 0 && string.Join(',', records[0].Fields) != Header)
        {
            problems.Add($"holidays, line 1: the header is '{Header}'");
        }

        foreach (var record in records.Skip(1))
        {
            Add(record, days, problems);
        }

        return days.Select(pair => Calendar(pair.Key, pair.Value, problems))
            .Append(WorkingCalendar.WeekendsOnly)
            .ToFrozenDictionary(calendar => calendar.Name, StringComparer.Ordinal);
    }

    private static void Add(CsvRecord record, Dictionary<string, SortedDictionary<LocalDate, string>> days, ICollection<string> problems)
    {
        var where = string.Create(CultureInfo.InvariantCulture, $"holidays, line {record.Line}");
        if (record.Fields is not [var calendar, var day, var name])
        {
            problems.Add($"{where}: {record.Fields.Length} fields where three are expected");
        }
        else if (calendar.Length == 0 || calendar == WorkingCalendar.WeekendsOnly.Name || name.Length == 0)
        {
            problems.Add($"{where}: a holiday has a name, and a calendar that is not called 'none'");
        }
        else if (LocalDatePattern.Iso.Parse(day) is not { Success: true, Value: var date } || date.Year is < 1900 or > 2999)
        {
            problems.Add($"{where}: {Words.Quote(day)} is no date between 1900 and 2999, such as 2026-12-25");
        }
        else
        {
            if (!days.TryGetValue(calendar, out var known))
            {
                days.Add(calendar, known = []);
            }

            if (!known.TryAdd(date, name))
            {
                problems.Add($"{where}: {calendar} has {day} twice");
            }
        }
    }

    private static WorkingCalendar Calendar(string name, SortedDictionary<LocalDate, string> days, ICollection<string> problems)
    {
        var (first, last) = (days.Keys.First().Year, days.Keys.Last().Year);

        // A year without any holiday is a year that someone forgot, and every date in it would be computed wrongly.
        foreach (var missing in Enumerable.Range(first, last - first + 1).Except(days.Keys.Select(day => day.Year)))
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"holidays: {name} has no holiday in {missing}, between {first} and {last}"));
        }

        var content = new StringBuilder();
        foreach (var (day, holiday) in days)
        {
            content.Append(CultureInfo.InvariantCulture, $"{LocalDatePattern.Iso.Format(day)},{holiday}\n");
        }

        var version = string.Create(CultureInfo.InvariantCulture, $"{name}/{first}-{last}/{Words.Digest(content.ToString())}");
        return new WorkingCalendar(name, (first, last), days.ToFrozenDictionary(), version);
    }
}
