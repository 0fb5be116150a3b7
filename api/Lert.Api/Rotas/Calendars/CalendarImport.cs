using System.Collections.Immutable;
using System.Globalization;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Evaluation;
using Lert.Grains;
using Lert.Grains.Rotas;
using Calendar = Ical.Net.Calendar;

namespace Lert.Api.Rotas.Calendars;

/// <summary>Events of a calendar as overrides: one for each time that an event happens in a window.</summary>
internal sealed class CalendarImport
{
    /// <summary>What our own export says of a shift, so that it is read back without guessing.</summary>
    public const string ResponderProperty = "X-LERT-RESPONDER";

    private const int MostOverrides = 200, MostLookedAt = 100_000;
    private const string Field = "calendar";

    /// <summary>A rule that is never met ends soon.</summary>
    private static readonly EvaluationOptions Bounded = new() { MaxUnmatchedIncrementsLimit = 10_000 };

    private readonly CalendarText _text;
    private readonly CalendarPeople _people;
    private readonly List<FieldViolation> _violations = [];
    private readonly Dictionary<CalendarEvent, int> _lines = new(ReferenceEqualityComparer.Instance);

    private CalendarImport(CalendarText text, CalendarPeople people) => (_text, _people) = (text, people);

    /// <summary>The orders, and the line of the event that each comes from; or what is wrong, by line.</summary>
    public static (ImmutableArray<OverrideOrder> Orders, ImmutableArray<int> Lines, ImmutableArray<FieldViolation> Violations) Read(
        string calendar, CalendarPeople people, DateTimeOffset from, DateTimeOffset until)
    {
        var text = CalendarText.Read(calendar);
        if (text.Problem is { } problem)
        {
            return ([], [], [new(Field, problem)]);
        }

        var import = new CalendarImport(text, people);
        var (orders, lines) = import.Orders(from, until);
        return import._violations.Count > 0 ? ([], [], [.. import._violations]) : (orders, lines, []);
    }

    private (ImmutableArray<OverrideOrder>, ImmutableArray<int>) Orders(DateTimeOffset from, DateTimeOffset until)
    {
        var (orders, lines) = (ImmutableArray.CreateBuilder<OverrideOrder>(), ImmutableArray.CreateBuilder<int>());
        if (Load() is not { } calendar)
        {
            return ([], []);
        }

        var looked = 0;
        try
        {
            foreach (var occurrence in calendar.GetOccurrences<CalendarEvent>(null!, Bounded))
            {
                var happens = (CalendarEvent)occurrence.Source;
                if (++looked > MostLookedAt)
                {
                    Add(happens, $"the events happen more than {MostLookedAt} times before the end of the window");
                    break;
                }

                if (Start(occurrence.Period.StartTime) >= until)
                {
                    break;
                }

                if (happens.IsActive && End(occurrence) is var end && (end is null || Start(end) > from))
                {
                    Take(happens, occurrence.Period.StartTime, end, orders, lines);
                }
            }
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            _violations.Add(new(Field, FirstBroken(broken)));
        }

        if (orders.Count > MostOverrides)
        {
            _violations.Add(new(Field, $"more than {MostOverrides} events happen in the window; ask for a shorter one"));
        }

        return (orders.ToImmutable(), lines.ToImmutable());
    }

    private void Take(CalendarEvent happens, CalDateTime start, CalDateTime? end, ImmutableArray<OverrideOrder>.Builder orders, ImmutableArray<int>.Builder lines)
    {
        var (person, complaint) = _people.Of(happens);
        if (end is null)
        {
            Add(happens, "the event has no end");
        }
        else if (complaint is not null)
        {
            Add(happens, complaint);
        }
        else if (orders.Count <= MostOverrides)
        {
            orders.Add(new OverrideOrder(Text(start), Text(end), null, person, Reason(happens)));
            lines.Add(_lines.GetValueOrDefault(happens));
        }
    }

    private Calendar? Load()
    {
        try
        {
            var calendar = Calendar.Load(string.Concat(_text.Head[..Foot], string.Concat(_text.Events.Select(one => one.Text)), _text.Head[Foot..]));
            var events = calendar?.Events.ToList() ?? [];
            foreach (var (happens, place) in events.Zip(_text.Events))
            {
                _lines[happens] = place.Line;
                Check(happens);
            }

            return _violations.Count > 0 ? null : calendar;
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            _violations.Add(new(Field, FirstBroken(broken)));
            return null;
        }
    }

    private int Foot => _text.Head.LastIndexOf("END:VCALENDAR", StringComparison.OrdinalIgnoreCase);

    /// <summary>What would take for ever, or means nothing.</summary>
    private void Check(CalendarEvent happens)
    {
        if (happens.Start is not { } start)
        {
            Add(happens, "the event has no start");
        }
        else if (start.Year is < 2000 or > 2100)
        {
            Add(happens, "the event starts outside the years 2000 to 2100");
        }

        if (happens.RecurrenceRule is { } rule
            && (rule.Frequency is FrequencyType.Hourly or FrequencyType.Minutely or FrequencyType.Secondly || rule.ByHour.Count > 1 || rule.ByMinute.Count > 1 || rule.BySecond.Count > 1))
        {
            Add(happens, "the event happens more than once a day");
        }
    }

    /// <summary>The library says what it did not like, but not where: so the events are tried one by one.</summary>
    private string FirstBroken(Exception whole)
    {
        foreach (var one in _text.Events)
        {
            try
            {
                _ = Calendar.Load(_text.Alone(one))?.GetOccurrences<CalendarEvent>(null!, Bounded).Any();
            }
            catch (Exception broken) when (IsBroken(broken))
            {
                return $"line {one.Line}: the event cannot be read: {Say(broken)}";
            }
        }

        return $"it cannot be read: {Say(whole)}";
    }

    private void Add(CalendarEvent happens, string complaint)
    {
        var violation = new FieldViolation(Field, $"line {_lines.GetValueOrDefault(happens)}: {complaint}");
        if (!_violations.Contains(violation))
        {
            _violations.Add(violation);
        }
    }

    /// <summary>The library has several exceptions for what is no calendar, and lets those of the base library through.</summary>
    private static bool IsBroken(Exception exception) => exception is not OutOfMemoryException;

    private static string Say(Exception broken) =>
        broken is EvaluationLimitExceededException ? "it recurs by a rule that is never met" : broken.Message.ReplaceLineEndings(" ");

    private static CalDateTime? End(Occurrence occurrence) =>
        occurrence.Period.EffectiveEndTime is { } end && end.Value > occurrence.Period.StartTime.Value ? end : null;

    /// <summary>For comparing with the window only: what floats is taken as UTC.</summary>
    private static DateTimeOffset Start(CalDateTime at) => new(DateTime.SpecifyKind(at.IsFloating ? at.Value : at.AsUtc, DateTimeKind.Utc));

    /// <summary>What floats, and whole days, are on the wall clock of the rota, and its rules judge them; all else is an instant.</summary>
    private static string Text(CalDateTime at) => at.IsFloating
        ? at.Value.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)
        : at.AsUtc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string? Reason(CalendarEvent happens) =>
        string.IsNullOrWhiteSpace(happens.Summary) ? null : string.Concat(happens.Summary.Where(c => !char.IsControl(c)).Take(200));
}
