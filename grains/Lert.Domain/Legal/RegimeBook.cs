using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Lert.Domain.Rulebooks;
using NodaTime;
using NodaTime.TimeZones;

namespace Lert.Domain.Legal;

/// <summary>Every regime and every holiday calendar of a deployment, checked. Immutable.</summary>
public sealed class RegimeBook
{
    private static readonly Lazy<RegimeBook> First = new(() => Load(null, null).Required());

    private readonly FrozenDictionary<string, Regime> _regimes;
    private readonly FrozenDictionary<string, WorkingCalendar> _calendars;

    private RegimeBook(string edition, string digest, ImmutableArray<Regime> regimes, FrozenDictionary<string, WorkingCalendar> calendars)
    {
        All = regimes;
        _regimes = regimes.ToFrozenDictionary(regime => regime.Id, StringComparer.Ordinal);
        _calendars = calendars;
        RegimesVersion = $"{edition}/{digest}";
        HolidayVersion = string.Join(' ', calendars.Values.Select(calendar => calendar.Version).Order(StringComparer.Ordinal));
    }

    /// <summary>The first edition, as it ships.</summary>
    public static RegimeBook BuiltIn => First.Value;

    /// <summary>In the order of the file.</summary>
    public IEnumerable<Regime> All { get; }

    /// <summary>The edition of the regimes file and a digest of its text.</summary>
    public string RegimesVersion { get; }

    /// <summary>The versions of all calendars. A date carries that of its own.</summary>
    public string HolidayVersion { get; }

    /// <summary>The release of the time-zone data: <c>2026a</c>.</summary>
    public string TzdbVersion { get; } = TzdbDateTimeZoneSource.Default.TzdbVersion;

    internal IDateTimeZoneProvider Zones { get; } = DateTimeZoneProviders.Tzdb;

    public bool TryGet(string id, [NotNullWhen(true)] out Regime? regime) => _regimes.TryGetValue(id, out regime);

    /// <summary>Reads and checks a book. Meant for the start of a process: whatever is wrong, all of it is reported.</summary>
    /// <param name="regimes">The regimes file, as JSON in which comments are allowed; null for the one that ships.</param>
    /// <param name="holidays">The holidays file, as CSV with the columns calendar, date, name; null for the one that ships.</param>
    public static Loaded<RegimeBook> Load(string? regimes, string? holidays)
    {
        var (regimesText, holidaysText) = (regimes ?? RulesFile.BuiltIn("Legal.regimes.json"), holidays ?? RulesFile.BuiltIn("Legal.holidays.csv"));
        var problems = new List<string>();
        var calendars = HolidayFile.Read(holidaysText, problems);
        var (edition, entries) = RegimeFile.Read(regimesText, problems);
        var known = entries.Select(entry => RegimeRules.Check(entry, calendars, DateTimeZoneProviders.Tzdb)).OfType<Regime>().ToImmutableArray();
        foreach (var twice in known.Where(regime => regime.Id.Length > 0).GroupBy(regime => regime.Id, StringComparer.Ordinal).Where(same => same.Skip(1).Any()))
        {
            problems.Add($"regime {Words.Quote(twice.Key)}: the id stands there {twice.Count()} times");
        }

        return RulesFile.Book(problems, () => new RegimeBook(edition, Words.Digest(regimesText), known, calendars));
    }

    internal WorkingCalendar CalendarOf(Regime regime) => _calendars[regime.Calendar];
}
