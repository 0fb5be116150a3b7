using System.Collections.Immutable;
using System.Text;

namespace Lert.Api.Rotas.Calendars;

/// <summary>
/// The lines of an iCalendar file, before anything is made of them: whether it is one at all, and where its events stand. What is wrong is said of a line,
/// because that is what its owner sees in an editor.
/// </summary>
/// <param name="Events">The first line of each event, from 1, in their order; with the text of the event.</param>
/// <param name="Head">What stands around the events: time zones, and what the calendar says of itself.</param>
/// <param name="Problem">Null when the text has the shape of a calendar.</param>
internal sealed record CalendarText(ImmutableArray<CalendarText.Event> Events, string Head, string? Problem)
{
    /// <summary>In characters: about five thousand events.</summary>
    public const int Longest = 1 << 20;

    private const int MostEvents = 2_000, LongestLine = 10_000, MostNested = 8;
    private const string NoCalendar = "this is no calendar: it does not begin with BEGIN:VCALENDAR";

    public static CalendarText Read(string text)
    {
        var (open, events, head) = (new Stack<string>(), ImmutableArray.CreateBuilder<Event>(), new StringBuilder());
        var (start, inside, last) = (0, new StringBuilder(), 0);
        foreach (var (number, line) in Unfolded(text))
        {
            last = number;
            if (Complaint(line, open, head.Length > 0) is { } complaint)
            {
                return Wrong(number, complaint);
            }

            if (Name(line, "BEGIN:") is { } begun)
            {
                open.Push(begun);
                (start, inside) = open.Count == 2 && begun == "VEVENT" ? (number, new()) : (start, inside);
            }

            var isEvent = open.Count >= 2 && open.ElementAt(open.Count - 2) == "VEVENT";
            (isEvent ? inside : head).Append(line).Append("\r\n");
            if (Name(line, "END:") is { } ended)
            {
                if (open.Pop() != ended)
                {
                    return Wrong(number, $"END:{ended} closes what is not open");
                }

                if (isEvent && open.Count == 1)
                {
                    events.Add(new Event(start, inside.ToString()));
                }
            }
        }

        return open.Count > 0 ? Wrong(last, $"the file ends before END:{open.Peek()}")
            : head.Length == 0 ? Wrong(1, NoCalendar)
            : events.Count > MostEvents ? Wrong(events[MostEvents].Line, $"there are more than {MostEvents} events")
            : new CalendarText(events.ToImmutable(), head.ToString(), null);
    }

    /// <summary>A whole calendar with only this event in it.</summary>
    public string Alone(Event one) => Head.Insert(Head.LastIndexOf("END:VCALENDAR", StringComparison.OrdinalIgnoreCase), one.Text);

    private static string? Complaint(string line, Stack<string> open, bool begun) =>
        open.Count == 0 && begun ? "something stands after END:VCALENDAR"
        : open.Count == 0 && Name(line, "BEGIN:") != "VCALENDAR" ? NoCalendar
        : line.Length > LongestLine ? $"the line has more than {LongestLine} characters"
        : open.Count > MostNested ? "too many things begin inside each other"
        : line.IndexOf(':', StringComparison.Ordinal) < 1 || !char.IsAsciiLetter(line[0]) ? "the line is no property of the form NAME:VALUE"
        : null;

    /// <summary>Whole lines, each with the number that it begins at: one that goes on does so behind a blank at the beginning of the next.</summary>
    private static IEnumerable<(int Number, string Line)> Unfolded(string text)
    {
        var (number, first, line) = (0, 0, new StringBuilder());
        foreach (var raw in text.TrimStart('\uFEFF').Split('\n').Select(raw => raw.TrimEnd('\r')))
        {
            number++;
            if (first > 0 && (raw.StartsWith(' ') || raw.StartsWith('\t')))
            {
                line.Append(raw, 1, raw.Length - 1);
                continue;
            }

            if (line.Length > 0)
            {
                yield return (first, line.ToString());
            }

            first = number;
            line.Clear().Append(raw);
        }

        if (line.Length > 0)
        {
            yield return (first, line.ToString());
        }
    }

    private static string? Name(string line, string mark) =>
        line.StartsWith(mark, StringComparison.OrdinalIgnoreCase) ? line[mark.Length..].Trim().ToUpperInvariant() : null;

    private static CalendarText Wrong(int line, string complaint) => new([], "", $"line {line}: {complaint}");

    internal sealed record Event(int Line, string Text);
}
