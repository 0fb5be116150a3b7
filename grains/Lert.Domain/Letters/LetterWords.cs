using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Lert.Domain.Intake;
using Lert.Domain.Rulebooks;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Disclosures;
using NodaTime;

namespace Lert.Domain.Letters;

/// <summary>The words of one language that are put into letters: dates, kinds of data, reasons.</summary>
/// <param name="Direction"><c>ltr</c> or <c>rtl</c>.</param>
/// <param name="Day">With <c>{d}</c>, <c>{month}</c> and <c>{y}</c>. Digits are the same in every language, so that a date is read by everybody who handles the letter.</param>
/// <param name="FirstDay">How the first of a month is written.</param>
/// <param name="Moment">With <c>{day}</c>, <c>{time}</c>, <c>{zone}</c> and <c>{offset}</c>.</param>
/// <param name="Unsigned">What stands in the place of the date while nobody has signed it off.</param>
/// <param name="Nothing">A list without entries.</param>
/// <param name="Whole">A request that names no items.</param>
/// <param name="Item">With <c>{item}</c>, <c>{category}</c>, <c>{account}</c> and <c>{period}</c>.</param>
/// <param name="Because">With <c>{what}</c> and <c>{reason}</c>.</param>
/// <param name="Sourced">With <c>{reason}</c> and <c>{source}</c>.</param>
/// <param name="Refusals">A sentence for each code with which intake refuses an item.</param>
/// <param name="Extensions">Sentences for each code with which an extension is refused.</param>
internal sealed partial record LetterWords(
    string Language,
    string Direction,
    ImmutableArray<string> Months,
    string Day,
    string FirstDay,
    string Moment,
    string Unsigned,
    string Nothing,
    string Whole,
    string Item,
    string Because,
    string Sourced,
    string Period,
    string PeriodFrom,
    string PeriodUntil,
    string PeriodAll,
    ImmutableSortedDictionary<string, string> Categories,
    ImmutableSortedDictionary<string, string> Refusals,
    ImmutableSortedDictionary<string, string> Outcomes,
    ImmutableSortedDictionary<string, string> Extensions)
{
    private const string Isolate = "\u2068";
    private const string EndIsolate = "\u2069";

    /// <summary>The refusals of an item by the rules of intake; each language has a sentence for each.</summary>
    public static ImmutableArray<string> RefusalCodesOfItems { get; } =
    [
        RefusalCodes.ScopeRequiresWarrant, RefusalCodes.ScopeRequiresCourtOrder, RefusalCodes.ScopeRequiresMlat, RefusalCodes.ScopeKeepOnly, RefusalCodes.ScopeFutureData,
        RefusalCodes.IntakeWrongEntity,
    ];

    /// <summary>The refusals of an extension of which a letter tells its requester.</summary>
    public static ImmutableArray<string> RefusalCodesOfExtensions { get; } = [RefusalCodes.HoldExtensionTooLate, RefusalCodes.HoldExtensionExhausted, RefusalCodes.HoldReleased];

    public bool IsRightToLeft => Direction == "rtl";

    /// <summary>Reads and checks the words of every language.</summary>
    public static ImmutableArray<LetterWords> Read(string text, ICollection<string> problems)
    {
        if (RulesFile.Read("letter words", text, RulesJson.Default.LetterWordsDocument, problems) is not { Languages: var languages })
        {
            return [];
        }

        foreach (var words in languages)
        {
            words.Check(problems);
        }

        foreach (var twice in languages.GroupBy(words => words.Language).Where(group => group.Count() > 1))
        {
            problems.Add($"letter words: '{twice.Key}' is there twice");
        }

        return [.. languages.DistinctBy(words => words.Language)];
    }

    /// <summary>What somebody wrote, without what would break a line or turn the direction of what stands around it.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes().Where(rune => !TurnsDirection(rune)))
        {
            clean.Append(Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? " " : rune.ToString());
        }

        return clean.ToString().Trim();
    }

    /// <summary>Marks, embeddings, overrides and isolates: whoever writes one decides how the rest of the line looks.</summary>
    public static bool TurnsDirection(Rune rune) => rune.Value is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);

    /// <summary>Text of any direction within a line of this language.</summary>
    public string Apart(string text) => IsRightToLeft ? $"{Isolate}{text}{EndIsolate}" : text;

    public string DayText(DateOnly day) => Fill(
        day.Day == 1 ? FirstDay : Day, ("d", day.Day.ToString(CultureInfo.InvariantCulture)), ("month", Months[day.Month - 1]), ("y", day.Year.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The day and the time in that zone, with the zone's name and how far it is from UTC then.</summary>
    public string MomentText(DateTimeOffset at, DateTimeZone zone)
    {
        var local = Instant.FromDateTimeOffset(at).InZone(zone);
        var offset = local.Offset == Offset.Zero ? "UTC" : $"UTC{local.Offset.ToString("+HH:mm", CultureInfo.InvariantCulture)}";
        return Fill(
            Moment,
            ("day", DayText(new DateOnly(local.Year, local.Month, local.Day))),
            ("time", local.ToString("HH:mm", CultureInfo.InvariantCulture)),
            ("zone", Apart(zone.Id)),
            ("offset", Apart(offset)));
    }

    /// <summary>One item of a scope.</summary>
    /// <param name="account">The account, or the handle where none was chosen.</param>
    public string ItemText(string itemId, DataCategory category, string account, DateOnly? from, DateOnly? until) => Fill(
        Item,
        ("item", Apart(Clean(itemId))),
        ("category", Categories[IntakeFile.Word(category)]),
        ("account", Apart(Clean(account))),
        ("period", (from, until) switch
        {
            ({ } first, { } last) => Fill(Period, ("from", DayText(first)), ("until", DayText(last))),
            ({ } first, null) => Fill(PeriodFrom, ("from", DayText(first))),
            (null, { } last) => Fill(PeriodUntil, ("until", DayText(last))),
            _ => PeriodAll,
        }));

    public string BecauseText(string what, string reason) => Fill(Because, ("what", what), ("reason", reason));

    public string SourcedText(string reason, string source) => Fill(Sourced, ("reason", reason), ("source", Apart(Clean(source))));

    public string OutcomeText(ProductionOutcome outcome) => Outcomes[IntakeFile.Word(outcome)];

    /// <summary>In one pass, so that braces in a value stay what they are.</summary>
    private static string Fill(string pattern, params (string Name, string Value)[] parts) =>
        Slot().Replace(pattern, slot => Array.Find(parts, part => part.Name == slot.Groups[1].Value).Value);

    private void Check(ICollection<string> problems)
    {
        (string Name, string Text, string[] Slots)[] texts =
        [
            ("day", Day, ["d", "month", "y"]), ("firstDay", FirstDay, ["d", "month", "y"]), ("moment", Moment, ["day", "time", "zone", "offset"]), ("unsigned", Unsigned, []),
            ("nothing", Nothing, []), ("whole", Whole, []), ("item", Item, ["item", "category", "account", "period"]), ("because", Because, ["what", "reason"]),
            ("sourced", Sourced, ["reason", "source"]), ("period", Period, ["from", "until"]), ("periodFrom", PeriodFrom, ["from"]), ("periodUntil", PeriodUntil, ["until"]),
            ("periodAll", PeriodAll, []),
        ];
        foreach (var (name, text, slots) in texts)
        {
            if (string.IsNullOrWhiteSpace(text) || !Slot().Matches(text).Select(slot => slot.Groups[1].Value).Order(StringComparer.Ordinal).SequenceEqual(slots.Order(StringComparer.Ordinal)))
            {
                problems.Add($"letter words '{Language}': '{name}' is missing, or does not have each of its slots once: {string.Join(", ", slots)}");
            }
        }

        if (Direction is not ("ltr" or "rtl") || Months.Length != 12 || Months.Any(string.IsNullOrWhiteSpace))
        {
            problems.Add($"letter words '{Language}': 'direction' is ltr or rtl, and there are twelve months");
        }

        Full("categories", Categories, Enum.GetValues<DataCategory>().Where(category => category != default).Select(IntakeFile.Word), problems);
        Full("refusals", Refusals, RefusalCodesOfItems, problems);
        Full("extensions", Extensions, RefusalCodesOfExtensions, problems);
        Full("outcomes", Outcomes, Enum.GetValues<ProductionOutcome>().Where(outcome => outcome is not (ProductionOutcome.Unspecified or ProductionOutcome.Produced)).Select(IntakeFile.Word), problems);
    }

    private void Full(string name, ImmutableSortedDictionary<string, string> words, IEnumerable<string> keys, ICollection<string> problems)
    {
        if (!words.Keys.Order(StringComparer.Ordinal).SequenceEqual(keys.Order(StringComparer.Ordinal)) || words.Values.Any(string.IsNullOrWhiteSpace))
        {
            problems.Add($"letter words '{Language}': '{name}' has words for each of {string.Join(", ", keys)}, and for nothing else");
        }
    }

    [GeneratedRegex(@"\{([a-z]+)\}")]
    private static partial Regex Slot();
}

/// <summary>The file.</summary>
internal sealed record LetterWordsDocument(string Edition, ImmutableArray<LetterWords> Languages);
