using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Lert.Cli.Rotas;
using Lert.V1;
using NodaTime;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Lert.Cli.OnCall;

/// <summary>
/// Weeks of one desk, drawn for eighty columns: a week is a line of names over a line of bars, a day is ten characters, and one person has one pattern and
/// one colour. A gap of any length is drawn, in at least one character.
/// </summary>
internal sealed class OnCallChart
{
    private const int DayWidth = 10, LabelWidth = 8, WeekWidth = 7 * DayWidth;
    private const char GapMark = '!';

    /// <summary>Patterns come before colours: a chart in a pipe or on paper has no others.</summary>
    private static readonly ImmutableArray<char> Patterns = ['█', '▒', '━', '░', '▓', '═', '─', '┅', '╍', '·'];
    private static readonly ImmutableArray<string> Colors = ["deepskyblue1", "orange1", "green3", "violet", "yellow2", "turquoise2", "hotpink", "chartreuse2", "tan", "grey70"];

    private readonly ViewerZone _viewer;
    private readonly DateTimeOffset _now;
    private readonly LocalDate _monday;
    private readonly int _weeks;

    public OnCallChart(ViewerZone viewer, DateTimeOffset now, int weeks)
    {
        (_viewer, _now, _weeks) = (viewer, now, weeks);
        var today = viewer.Local(now).Date;
        _monday = today.DayOfWeek == IsoDayOfWeek.Monday ? today : today.Previous(IsoDayOfWeek.Monday);
    }

    public Instant From => _viewer.Zone.AtStartOfDay(_monday).ToInstant();

    public Instant Until => _viewer.Zone.AtStartOfDay(_monday.PlusWeeks(_weeks)).ToInstant();

    public IRenderable Draw(string rotaId, ListShiftsResponse shifts)
    {
        var people = shifts.Shifts.GroupBy(shift => shift.Person)
            .Select(group => (Person: group.Key, Hours: group.Sum(shift => (shift.End - shift.Start).ToTimeSpan().TotalHours)))
            .OrderByDescending(person => person.Hours).ThenBy(person => person.Person, StringComparer.Ordinal)
            .ToList();
        var ranks = people.Select((person, rank) => (person.Person, rank)).ToDictionary(ranked => ranked.Person, ranked => ranked.rank, StringComparer.Ordinal);
        var text = new StringBuilder();
        Header(text, rotaId, shifts.Title);
        for (var week = 0; week < _weeks; week++)
        {
            Week(text, week, shifts, ranks);
        }

        Legend(text, people);
        foreach (var gap in shifts.Gaps)
        {
            text.Append(CultureInfo.InvariantCulture, $"[red bold]{GapMark} nobody[/] from {RotaPictures.Stretch(gap, _viewer)}\n");
        }

        return new Markup(text.Append('\n').ToString());
    }

    private void Header(StringBuilder text, string rotaId, string title)
    {
        text.Append(CultureInfo.InvariantCulture, $"[bold]{Markup.Escape(title)}[/]  [dim]{Markup.Escape(rotaId)}, times in {_viewer.Id}[/]\n");
        text.Append(' ', LabelWidth);
        foreach (var day in (string[])["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])
        {
            text.Append(CultureInfo.InvariantCulture, $"[dim]{day.PadRight(DayWidth)}[/]");
        }

        // Now, over the line of the current week.
        var column = Math.Min(WeekWidth - 1, Column(_now, 0));
        text.Append('\n').Append(' ', LabelWidth + column).Append("[bold yellow]▼[/]").Append(column <= WeekWidth - 5 ? "[yellow] now[/]" : "").Append('\n');
    }

    private void Week(StringBuilder text, int week, ListShiftsResponse shifts, Dictionary<string, int> ranks)
    {
        var (names, bars) = (new Line(WeekWidth), new Line(WeekWidth));
        foreach (var shift in shifts.Shifts)
        {
            var (start, end) = (Column(shift.Start.ToDateTimeOffset(), week), Column(shift.End.ToDateTimeOffset(), week));
            if (start < WeekWidth && end > 0)
            {
                var rank = ranks[shift.Person];
                bars.Fill(start, end, Patterns[rank % Patterns.Length], Colors[rank % Colors.Length]);
                names.Write(start, end, PersonName.Short(shift.Person), Colors[rank % Colors.Length]);
            }
        }

        // After the shifts, so that what rounding would hide is seen.
        foreach (var gap in shifts.Gaps)
        {
            var (start, end) = (Column(gap.Start.ToDateTimeOffset(), week), Column(gap.End.ToDateTimeOffset(), week));
            if (start < WeekWidth && gap.End.ToDateTimeOffset() > StartOf(week))
            {
                bars.Fill(start, Math.Max(end, Math.Max(start, 0) + 1), GapMark, "red bold");
                names.Write(start, end, "GAP", "red bold");
            }
        }

        text.Append(' ', LabelWidth).Append(names).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"[dim]{_monday.PlusWeeks(week).ToString("d MMM", CultureInfo.InvariantCulture).PadLeft(LabelWidth - 2)}[/]  ").Append(bars).Append('\n');
    }

    private static void Legend(StringBuilder text, List<(string Person, double Hours)> people)
    {
        var width = 0;
        text.Append('\n');
        foreach (var ((person, hours), rank) in people.Select((person, rank) => (person, rank)))
        {
            var entry = string.Create(CultureInfo.InvariantCulture, $"{PersonName.Short(person)} {hours:0.#} h");
            if (width > 0 && width + entry.Length + 7 > LabelWidth + WeekWidth)
            {
                text.Append('\n');
                width = 0;
            }

            text.Append(CultureInfo.InvariantCulture, $"[{Colors[rank % Colors.Length]}]{new string(Patterns[rank % Patterns.Length], 2)}[/] {Markup.Escape(entry)}   ");
            width += entry.Length + 6;
        }

        text.Append('\n');
    }

    private DateTimeOffset StartOf(int week) => _viewer.Zone.AtStartOfDay(_monday.PlusWeeks(week)).ToDateTimeOffset();

    /// <summary>Where an instant stands in the line of a week, by the clock on the wall; before it negative, after it beyond its width.</summary>
    private int Column(DateTimeOffset at, int week)
    {
        var local = _viewer.Local(at);
        var days = Period.DaysBetween(_monday.PlusWeeks(week), local.Date);
        return (int)Math.Round((days * DayWidth) + (local.TimeOfDay.NanosecondOfDay * (double)DayWidth / NodaConstants.NanosecondsPerDay), MidpointRounding.AwayFromZero);
    }

    /// <summary>A line of characters, each in the colour of whose it is.</summary>
    private sealed class Line(int width)
    {
        private readonly char[] _characters = [.. Enumerable.Repeat(' ', width)];
        private readonly string[] _colors = new string[width];

        public void Fill(int from, int until, char mark, string color)
        {
            for (var at = Math.Max(from, 0); at < Math.Min(until, _characters.Length); at++)
            {
                (_characters[at], _colors[at]) = (mark, color);
            }
        }

        /// <summary>As much of a word as fits, with a space before the next.</summary>
        public void Write(int from, int until, string word, string color)
        {
            var (start, end) = (Math.Max(from, 0), Math.Min(until, _characters.Length) - 1);
            for (var at = start; at < end && at - start < word.Length; at++)
            {
                (_characters[at], _colors[at]) = (word[at - start], color);
            }
        }

        public override string ToString()
        {
            var text = new StringBuilder();
            for (var at = 0; at < _characters.Length;)
            {
                var run = at;
                while (run < _characters.Length && _colors[run] == _colors[at])
                {
                    run++;
                }

                var piece = Markup.Escape(new string(_characters, at, run - at));
                text.Append(_colors[at] is { } color ? $"[{color}]{piece}[/]" : piece);
                at = run;
            }

            return text.ToString();
        }
    }
}
