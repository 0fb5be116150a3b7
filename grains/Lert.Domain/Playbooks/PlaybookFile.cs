using System.Collections.Immutable;
using Lert.Domain.Intake;
using Lert.Domain.Rulebooks;
using Lert.Grains.Cases;

namespace Lert.Domain.Playbooks;

/// <summary>Reads the file of playbooks. Each broken rule is one sentence, and all of them are found.</summary>
internal static class PlaybookFile
{
    private const int MostSteps = 20;
    private const int MostText = 200;

    /// <summary>The states that a step can stand before: a person enters them, by a step of the table that asks for the playbook.</summary>
    private static readonly ImmutableHashSet<CaseStatus> Guarded = [.. CaseMachine.All.Where(step => step.Guards.Contains(CaseGuard.PlaybookFollowed)).Select(step => step.To)];

    public static Loaded<PlaybookBook> Read(string text)
    {
        var problems = new List<string>();
        if (RulesFile.Read("playbooks", text, RulesJson.Default.PlaybookDocument, problems) is not { } document)
        {
            return new(null, [.. problems]);
        }

        var playbooks = document.Playbooks.Select(entry => Playbook(entry, problems)).ToImmutableArray();
        problems.AddRange(RulesFile.Twice("playbook", document.Playbooks.Select(entry => entry.Kind)));
        problems.AddRange(Kinds.Except(playbooks.Select(known => known.Key)).Select(kind => $"kind '{IntakeFile.Word(kind)}' has no playbook"));
        return RulesFile.Book(problems, () => new PlaybookBook(playbooks));
    }

    private static IEnumerable<CaseKind> Kinds => Enum.GetValues<CaseKind>().Where(kind => kind != default);

    private static KeyValuePair<CaseKind, Playbook> Playbook(PlaybookEntry entry, List<string> problems)
    {
        var kind = Kinds.FirstOrDefault(kind => IntakeFile.Word(kind) == entry.Kind);
        if (kind == default)
        {
            problems.Add($"playbook '{entry.Kind}': there is no such kind");
        }

        if (entry.Version < 1)
        {
            problems.Add($"playbook '{entry.Kind}': a version is at least 1");
        }

        if (entry.Steps.Length is < 1 or > MostSteps)
        {
            problems.Add($"playbook '{entry.Kind}': has 1 to {MostSteps} steps");
        }

        problems.AddRange(RulesFile.Twice($"playbook '{entry.Kind}': step", entry.Steps.Select(step => step.Id)));
        return KeyValuePair.Create(kind, new Playbook(entry.Version, [.. entry.Steps.Select(step => Step(entry.Kind, step, problems))]));
    }

    private static PlaybookStep Step(string kind, StepEntry entry, List<string> problems)
    {
        if (entry.Id.Length is 0 or > 40 || !entry.Id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            problems.Add($"playbook '{kind}', step '{entry.Id}': an id is a word of a-z, 0-9 and hyphens, of at most 40 characters");
        }

        if (string.IsNullOrWhiteSpace(entry.Text) || entry.Text.Length > MostText)
        {
            problems.Add($"playbook '{kind}', step '{entry.Id}': says what to do in 1 to {MostText} characters");
        }

        var before = (entry.Before.IsDefault ? [] : entry.Before).Select(word => (Word: word, Status: Enum.GetValues<CaseStatus>().FirstOrDefault(status => status != default && IntakeFile.Word(status) == word))).ToImmutableArray();
        problems.AddRange(before.Where(said => said.Status == default).Select(said => $"playbook '{kind}', step '{entry.Id}': there is no state '{said.Word}'"));
        problems.AddRange(before.Where(said => said.Status != default && !Guarded.Contains(said.Status)).Select(
            said => $"playbook '{kind}', step '{entry.Id}': no step of the table into '{said.Word}' waits for a playbook; there are {string.Join(", ", Guarded.Order().Select(IntakeFile.Word))}"));
        return new PlaybookStep(entry.Id, entry.Text, [.. before.Select(said => said.Status)]);
    }
}

/// <summary>The file as it is written.</summary>
internal sealed record PlaybookDocument(ImmutableArray<PlaybookEntry> Playbooks);

internal sealed record PlaybookEntry(string Kind, int Version, ImmutableArray<StepEntry> Steps);

internal sealed record StepEntry(string Id, string Text, ImmutableArray<string> Before = default);
