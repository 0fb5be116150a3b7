using System.Collections.Immutable;
using System.Globalization;
using Lert.Domain.Intake;
using Lert.Grains.Letters;

namespace Lert.Domain.Letters;

/// <summary>One template, checked.</summary>
/// <param name="Source">Its Markdown.</param>
/// <param name="Blocks">The same, read.</param>
internal sealed record LetterTemplate(LetterKind Kind, string Language, TemplateStamp Stamp, string Source, ImmutableArray<LetterBlock> Blocks)
{
    private const string Fence = "---";

    public LetterTemplateView View() =>
        new(Kind, Language, Stamp, [.. LetterFields.Of(Kind).Select(field => new TemplateField(field.Name, field.IsGiven, field.IsDay))], Source);

    /// <summary>Reads a file: what it is between two fences, and then its Markdown. Null where it is not even that; whatever is wrong is a problem.</summary>
    public static LetterTemplate? Read(string name, string text, ICollection<string> problems)
    {
        var lines = text.Split('\n');
        var end = lines is [Fence, ..] ? Array.IndexOf(lines, Fence, 1) : -1;
        if (end < 0)
        {
            problems.Add($"{name}: begins with its kind, language, version and review between two lines '{Fence}'");
            return null;
        }

        var head = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines[1..end])
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1 || !head.TryAdd(line[..colon], line[(colon + 1)..].Trim()))
            {
                problems.Add($"{name}: '{line}' is no line 'name: value', or is there twice");
            }
        }

        string[] names = ["kind", "language", "version", "reviewedBy", "reviewedOn"];
        if (!head.Keys.Order(StringComparer.Ordinal).SequenceEqual(names.Order(StringComparer.Ordinal)))
        {
            problems.Add($"{name}: says {string.Join(", ", names)} at its head, each once and nothing else");
            return null;
        }

        var kind = Enum.GetValues<LetterKind>().FirstOrDefault(kind => kind != default && IntakeFile.Word(kind) == head["kind"]);
        DateOnly? reviewedOn = DateOnly.TryParseExact(head["reviewedOn"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        if (kind == default || name != $"{head["kind"]}-{head["language"]}")
        {
            problems.Add($"{name}: is for '{head["kind"]}' in '{head["language"]}', which is not what its name says");
        }

        if (!int.TryParse(head["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) || version < 1)
        {
            problems.Add($"{name}: 'version' is a number from 1 on");
        }

        if ((head["reviewedBy"].Length > 0) != (reviewedOn is not null) || (head["reviewedOn"].Length > 0) != (reviewedOn is not null))
        {
            problems.Add($"{name}: says who reviewed it and on which day, or neither");
        }

        var source = string.Join('\n', lines[(end + 1)..]).Trim('\n') + "\n";
        var template = new LetterTemplate(kind, head["language"], new TemplateStamp(version, head["reviewedBy"], reviewedOn), source, LetterMarkup.Read(source, name, problems));
        Check(template, name, problems);
        return template;
    }

    /// <summary>It names each field of its kind and no other, begins with its title, and has each list where it can grow.</summary>
    private static void Check(LetterTemplate template, string name, ICollection<string> problems)
    {
        if (template.Blocks is not [LetterBlock.Heading { Level: 1, Runs: [{ IsField: false }] }, ..])
        {
            problems.Add($"{name}: begins with its title, a heading of the first level without fields");
        }

        var rules = LetterFields.Of(template.Kind);
        var entries = template.Blocks.OfType<LetterBlock.List>().SelectMany(list => list.Entries).ToArray();
        var runs = template.Blocks.SelectMany(block => block switch
        {
            LetterBlock.Heading heading => heading.Runs,
            LetterBlock.Paragraph paragraph => paragraph.Runs,
            LetterBlock.List list => [.. list.Entries.SelectMany(entry => entry)],
            _ => [],
        }).Where(run => run.IsField).Select(run => run.Text).ToArray();
        foreach (var unknown in runs.Except(rules.Select(rule => rule.Name)))
        {
            problems.Add($"{name}: '{unknown}' is no field of this kind of letter");
        }

        foreach (var rule in rules)
        {
            if (!runs.Contains(rule.Name))
            {
                problems.Add($"{name}: does not name the field '{rule.Name}'");
            }

            if (rule.IsList && runs.Count(run => run == rule.Name) != entries.Count(entry => entry is [{ IsField: true } only] && only.Text == rule.Name))
            {
                problems.Add($"{name}: '{rule.Name}' is a list, and stands alone in an entry of one");
            }
        }
    }
}
