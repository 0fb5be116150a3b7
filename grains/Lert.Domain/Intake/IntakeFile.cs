using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using Lert.Domain.Responders;
using Lert.Domain.Rulebooks;
using Lert.Grains;
using Lert.Grains.Cases;

namespace Lert.Domain.Intake;

/// <summary>Reads the file of request kinds. Each broken rule is one sentence, and all of them are found.</summary>
internal static class IntakeFile
{
    private static readonly string[] Classes = [IntakeBook.NoRegime, IntakeBook.AnyKeep, IntakeBook.OwnReport];

    public static Loaded<IntakeBook> Read(string text)
    {
        var problems = new List<string>();
        if (RulesFile.Read("request kinds", text, RulesJson.Default.IntakeDocument, problems) is not { } document)
        {
            return new(null, [.. problems]);
        }

        var processes = document.Processes.Select(process => Process(process, problems)).ToImmutableArray();
        var kinds = document.Kinds.Select(kind => Kind(kind, [.. processes.Select(known => known.Id)], problems)).ToImmutableArray();
        problems.AddRange(RulesFile.Twice("process", document.Processes.Select(process => process.Id)));
        problems.AddRange(RulesFile.Twice("kind", document.Kinds.Select(kind => kind.Id)));
        problems.AddRange(RulesFile.Twice("region", document.Entities.SelectMany(entity => entity.Regions)));
        problems.AddRange(Enum.GetValues<CaseKind>().Except(kinds.Select(kind => kind.Kind)).Where(kind => kind != default).Select(kind => $"kind '{Word(kind)}' is missing"));
        problems.AddRange(RulesFile.Twice("authorities of country", document.Authorities.Select(entry => entry.Country)));
        problems.AddRange(document.Authorities.SelectMany(Authority));
        if (document.Authorities.Count(entry => entry.Country.Length == 0) != 1)
        {
            problems.Add("authorities: exactly one entry has no country, and is for all others");
        }

        if (document.Entities.Count(entity => entity.Regions.IsEmpty) != 1)
        {
            problems.Add("entities: exactly one has no regions, and holds all others");
        }

        return RulesFile.Book(
            problems,
            () => new IntakeBook(document.Edition, $"{document.Edition}/{Legal.Words.Digest(text)}", kinds, processes, document.Entities, document.Agreements, document.Authorities));
    }

    /// <summary>A name as the file spells it: <c>cyber-tip-follow-up</c>.</summary>
    public static string Word<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    private static LegalProcess Process(ProcessEntry entry, List<string> problems)
    {
        var cells = new Dictionary<DataCategory, ReachCell>();
        foreach (var category in Enum.GetValues<DataCategory>().Where(category => category != default))
        {
            if (!entry.Cells.TryGetValue(Word(category), out var cell))
            {
                problems.Add($"process '{entry.Id}' does not say whether it reaches '{Word(category)}'");
            }
            else if (string.IsNullOrWhiteSpace(cell.Source))
            {
                problems.Add($"process '{entry.Id}', '{Word(category)}': 'source' is missing");
            }
            else if (cell.Answer != "yes" && !RefusalCodes.All.Contains(cell.Answer))
            {
                problems.Add($"process '{entry.Id}', '{Word(category)}': the answer is 'yes' or the code of a refusal, not '{cell.Answer}'");
            }
            else
            {
                cells[category] = new ReachCell(cell.Answer == "yes" ? null : cell.Answer, cell.Source, cell.Remark);
            }
        }

        problems.AddRange(entry.Cells.Keys.Except(Enum.GetValues<DataCategory>().Select(Word)).Select(unknown => $"process '{entry.Id}': there is no data '{unknown}'"));
        return new LegalProcess(entry.Id, cells.ToFrozenDictionary());
    }

    private static RequestKind Kind(KindEntry entry, ImmutableArray<string> processes, List<string> problems)
    {
        var kind = Enum.GetValues<CaseKind>().FirstOrDefault(kind => kind != default && Word(kind) == entry.Id);
        if (kind == default)
        {
            problems.Add($"there is no kind '{entry.Id}'");
        }

        problems.AddRange(entry.Requires.Where(field => !IntakeFields.All.ContainsKey(field)).Select(field => $"kind '{entry.Id}': there is no field '{field}'"));
        problems.AddRange(entry.Bases.Where(basis => !processes.Contains(basis.Value)).Select(basis => $"kind '{entry.Id}', '{basis.Key}': there is no process '{basis.Value}'"));
        problems.AddRange(
            entry.Bases.Keys.Where(basis => !Classes.Contains(basis) && basis.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-'))
                .Select(basis => $"kind '{entry.Id}': '{basis}' is no regime"));
        if (entry.Bases.Count == 0)
        {
            problems.Add($"kind '{entry.Id}': 'bases' is empty");
        }

        problems.AddRange(entry.Skills.Where(skill => !ProfileRules.IsSkill(skill)).Select(skill => $"kind '{entry.Id}': '{skill}' is no skill: a word of a-z, 0-9 and hyphens"));
        if (entry.Approvers is < 1 or > 5 || entry.Promise is < 1 or > 8_760 || !entry.Desk.All(c => char.IsAsciiLetterLower(c) || c == '-') || entry.Desk.Length == 0)
        {
            problems.Add($"kind '{entry.Id}': approvers lie from 1 to 5, a promise from 1 to 8760 hours, and a desk is a word of a-z and hyphens");
        }

        return new RequestKind(kind, entry.Bases.ToFrozenDictionary(StringComparer.Ordinal), entry.Requires, entry.Desk, entry.Approvers, entry.Languages, entry.Promise, entry.Skills);
    }

    private static IEnumerable<string> Authority(Authorities entry)
    {
        if (entry.Country.Length > 0 && (entry.Country.Length != 2 || !entry.Country.All(char.IsAsciiLetterUpper)))
        {
            yield return $"authorities of '{entry.Country}': a country is two capital letters";
        }

        if (entry.Names.IsEmpty || entry.Names.Any(string.IsNullOrWhiteSpace) || string.IsNullOrWhiteSpace(entry.Source))
        {
            yield return $"authorities of '{entry.Country}': 'names' has at least one, and 'source' says what they rest on";
        }
    }
}

/// <summary>The file as it is written.</summary>
internal sealed record IntakeDocument(
    string Edition,
    ImmutableArray<Entity> Entities,
    ImmutableArray<string> Agreements,
    ImmutableArray<Authorities> Authorities,
    ImmutableArray<ProcessEntry> Processes,
    ImmutableArray<KindEntry> Kinds);

internal sealed record ProcessEntry(string Id, Dictionary<string, CellEntry> Cells);

internal sealed record CellEntry(string Answer, string Source, string Remark = "");

internal sealed record KindEntry(
    string Id, Dictionary<string, string> Bases, ImmutableArray<string> Requires, string Desk, int Approvers, ImmutableArray<string> Languages, int Promise, ImmutableArray<string> Skills);
