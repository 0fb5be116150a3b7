using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Lert.Domain.Disclosures;
using Lert.Domain.Intake;
using Lert.Domain.Letters;
using Lert.Domain.Notices;
using Lert.Domain.Playbooks;
using Lert.Domain.Requesters;

namespace Lert.Domain.Rulebooks;

/// <summary>How every file of rules is read: JSON in which comments are allowed, and nothing that its reader does not know. What it means is checked beside the rules themselves.</summary>
internal static class RulesFile
{
    /// <param name="what">What the file holds, as its problems call it.</param>
    /// <returns>Null where it is not as expected, which is a problem then.</returns>
    public static TDocument? Read<TDocument>(string what, string text, JsonTypeInfo<TDocument> shape, ICollection<string> problems)
        where TDocument : class
    {
        try
        {
            return JsonSerializer.Deserialize(text, shape) ?? throw new JsonException("it is null");
        }
        catch (JsonException broken)
        {
            problems.Add($"{what}: not as expected at line {broken.LineNumber + 1}: {broken.Message}");
            return null;
        }
    }

    /// <summary>A sentence for each id that is there more than once.</summary>
    public static IEnumerable<string> Twice(string what, IEnumerable<string> ids) =>
        ids.GroupBy(id => id, StringComparer.Ordinal).Where(same => same.Skip(1).Any()).Select(same => $"{what} '{same.Key}' stands there twice");

    /// <summary>The book is made when nothing is wrong.</summary>
    public static Loaded<TBook> Book<TBook>(IReadOnlyCollection<string> problems, Func<TBook> make)
        where TBook : class => problems.Count > 0 ? new(null, [.. problems]) : new(make(), []);

    /// <summary>The text of a file that ships with the release.</summary>
    /// <param name="name">With its folder: <c>Legal.regimes.json</c>.</param>
    public static string BuiltIn(string name)
    {
        using var stream = typeof(RulesFile).Assembly.GetManifestResourceStream($"Lert.Domain.{name}") ?? throw new InvalidDataException($"{name} is not in the assembly");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(IntakeDocument))]
[JsonSerializable(typeof(LetterWordsDocument))]
[JsonSerializable(typeof(NonExecutionBook))]
[JsonSerializable(typeof(NoticeDocument))]
[JsonSerializable(typeof(PlaybookDocument))]
[JsonSerializable(typeof(PolicyDocument))]
internal sealed partial class RulesJson : JsonSerializerContext;
