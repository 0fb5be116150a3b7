using System.Collections.Frozen;
using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Lert.Domain.Rotas;

/// <summary>The five forms in which worked examples write one rule of a rota.</summary>
internal abstract record RotaRule
{
    private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("HH':'mm");
    private static readonly LocalDateTimePattern Typed = LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm");
    private static readonly FrozenDictionary<string, IsoDayOfWeek> Days =
        Enum.GetValues<IsoDayOfWeek>().Where(day => day != IsoDayOfWeek.None).ToFrozenDictionary(day => $"{day}"[..3], StringComparer.Ordinal);

    private RotaRule()
    {
    }

    /// <summary><c>weekly Fri 18:00-Mon 09:00</c> or <c>daily 09:00-17:00</c>.</summary>
    public sealed record Window(CoverWindow Cover) : RotaRule;

    /// <summary><c>handoff weekly Sun 02:30</c> or <c>handoff monthly day=31 09:00</c>.</summary>
    public sealed record HandOff(Rotation Rotation) : RotaRule;

    /// <summary><c>entered 2026-03-08T02:30</c>.</summary>
    public sealed record Entered(LocalDateTime At) : RotaRule;

    /// <summary>Null where the text has none of the forms.</summary>
    public static RotaRule? Parse(string text) => text.Split(' ', '-') switch
    {
        ["weekly", var fromDay, var from, var toDay, var to] when ToDay(fromDay) is { } first && ToTime(from) is { } start && ToDay(toDay) is { } last && ToTime(to) is { } end =>
            new Window(new CoverWindow.Weekly(first, start, last, end)),
        ["daily", var from, var to] when ToTime(from) is { } start && ToTime(to) is { } end => new Window(new CoverWindow.Daily(start, end)),
        ["handoff", "weekly", var on, var at] when ToDay(on) is { } day && ToTime(at) is { } time => new HandOff(new Rotation.Weekly(1, day, time)),
        ["handoff", "monthly", var on, var at] when on.StartsWith("day=", StringComparison.Ordinal)
            && int.TryParse(on.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out var day) && day is >= 1 and <= 31 && ToTime(at) is { } time =>
            new HandOff(new Rotation.Monthly(day, time)),
        ["entered", ..] when Typed.Parse(text["entered ".Length..]) is { Success: true } typed => new Entered(typed.Value),
        _ => null,
    };

    /// <summary>A local date, which means its first minute, or a local date and time; null where the text is neither.</summary>
    public static LocalDateTime? From(string text) =>
        LocalDatePattern.Iso.Parse(text) is { Success: true } date ? date.Value.AtMidnight()
        : Typed.Parse(text) is { Success: true } typed ? typed.Value
        : null;

    private static LocalTime? ToTime(string text) => Time.Parse(text) is { Success: true } time ? time.Value : null;

    private static IsoDayOfWeek? ToDay(string text) => Days.TryGetValue(text, out var day) ? day : null;
}
