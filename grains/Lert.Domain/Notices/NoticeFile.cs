using System.Collections.Immutable;
using Lert.Domain.Intake;
using Lert.Domain.Rulebooks;
using Lert.Grains.Cases;
using Lert.Grains.Notices;

namespace Lert.Domain.Notices;

/// <summary>Reads the file of notices. Each broken rule is one sentence, and all of them are found.</summary>
internal static class NoticeFile
{
    private const int MostText = 300;

    public static Loaded<NoticeBook> Read(string text)
    {
        var problems = new List<string>();
        if (RulesFile.Read("notices", text, RulesJson.Default.NoticeDocument, problems) is not { } document)
        {
            return new(null, [.. problems]);
        }

        var otherwise = Rule("otherwise", document.Otherwise, problems);
        var kinds = document.Kinds.Select(entry => KeyValuePair.Create(Kind(entry.Kind, problems), Rule($"kind '{entry.Kind}'", entry, problems))).ToImmutableArray();
        problems.AddRange(RulesFile.Twice("kind", document.Kinds.Select(entry => entry.Kind)));
        return RulesFile.Book(problems, () => new NoticeBook($"{document.Edition}/{Legal.Words.Digest(text)}", otherwise, kinds));
    }

    private static CaseKind Kind(string word, List<string> problems)
    {
        var kind = Enum.GetValues<CaseKind>().FirstOrDefault(kind => kind != default && IntakeFile.Word(kind) == word);
        if (kind == default)
        {
            problems.Add($"there is no kind '{word}'");
        }

        return kind;
    }

    private static NoticeRule Rule(string what, NoticeEntry entry, List<string> problems)
    {
        var duty = Enum.GetValues<NoticeDuty>().FirstOrDefault(duty => duty != default && IntakeFile.Word(duty) == entry.Duty);
        if (duty == default)
        {
            problems.Add($"{what}: '{entry.Duty}' is no duty; there are {string.Join(", ", Enum.GetValues<NoticeDuty>().Where(known => known != default).Select(IntakeFile.Word))}");
        }

        foreach (var (name, said) in new[] { ("because", entry.Because), ("source", entry.Source) })
        {
            if (string.IsNullOrWhiteSpace(said) || said.Length > MostText)
            {
                problems.Add($"{what}: '{name}' says in 1 to {MostText} characters what it rests on");
            }
        }

        return new NoticeRule(duty, entry.Because, entry.Source);
    }
}

/// <summary>The file as it is written.</summary>
internal sealed record NoticeDocument(string Edition, NoticeEntry Otherwise, ImmutableArray<NoticeEntry> Kinds);

internal sealed record NoticeEntry(string Duty, string Because, string Source, string Kind = "");
