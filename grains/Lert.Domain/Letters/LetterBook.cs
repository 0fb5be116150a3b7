using System.Collections.Frozen;
using System.Collections.Immutable;
using Lert.Domain.Intake;
using Lert.Domain.Rulebooks;
using Lert.Grains.Letters;

namespace Lert.Domain.Letters;

/// <summary>The templates of letters and the words that are put into them, in every language, checked. Immutable.</summary>
public sealed class LetterBook
{
    private const string Folder = "Letters.", Root = $"Lert.Domain.{Folder}";

    private static readonly Lazy<LetterBook> First = new(ReadBuiltIn);

    private readonly FrozenDictionary<(LetterKind Kind, string Language), LetterTemplate> _templates;
    private readonly FrozenDictionary<string, LetterWords> _words;

    private LetterBook(IEnumerable<LetterTemplate> templates, IEnumerable<LetterWords> words)
    {
        _templates = templates.ToFrozenDictionary(template => (template.Kind, template.Language));
        _words = words.ToFrozenDictionary(known => known.Language, StringComparer.Ordinal);
    }

    /// <summary>The first edition, as it ships.</summary>
    public static LetterBook BuiltIn => First.Value;

    public IEnumerable<string> Languages => _words.Keys.Order(StringComparer.Ordinal);

    /// <summary>Every template, by kind and language.</summary>
    public ImmutableArray<LetterTemplateView> List() =>
        [.. _templates.Values.OrderBy(template => template.Kind).ThenBy(template => template.Language, StringComparer.Ordinal).Select(template => template.View())];

    internal LetterTemplate? Find(LetterKind kind, string language) => _templates.GetValueOrDefault((kind, language));

    internal LetterWords Words(string language) => _words[language];

    /// <summary>Reads and checks a book. Meant for the start of a process: whatever is wrong, all of it is reported.</summary>
    /// <param name="words">The words of every language, as JSON in which comments are allowed.</param>
    /// <param name="templates">One for each kind in each language, by its name: <c>receipt-en</c>.</param>
    public static Loaded<LetterBook> Load(string words, IEnumerable<KeyValuePair<string, string>> templates)
    {
        ArgumentNullException.ThrowIfNull(templates);
        var problems = new List<string>();
        var languages = LetterWords.Read(words, problems);
        var read = templates.Select(file => LetterTemplate.Read(file.Key, file.Value, problems)).OfType<LetterTemplate>().ToArray();
        foreach (var kind in Enum.GetValues<LetterKind>().Where(kind => kind != default))
        {
            foreach (var language in languages.Where(language => read.Count(template => template.Kind == kind && template.Language == language.Language) != 1))
            {
                problems.Add($"letters: '{IntakeFile.Word(kind)}' has not one template in '{language.Language}'");
            }
        }

        problems.AddRange(read.Select(template => template.Language).Except(languages.Select(known => known.Language)).Select(language => $"letters: '{language}' has no words"));
        return RulesFile.Book(problems, () => new LetterBook(read, languages));
    }

    private static LetterBook ReadBuiltIn()
    {
        var names = typeof(LetterBook).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Root, StringComparison.Ordinal) && name.EndsWith(".md", StringComparison.Ordinal));
        return Load(
            RulesFile.BuiltIn(Folder + "letter-words.json"),
            names.Select(name => KeyValuePair.Create(name[Root.Length..^".md".Length], RulesFile.BuiltIn(Folder + name[Root.Length..])))).Required();
    }
}
