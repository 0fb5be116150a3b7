using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lert.Domain.Intake;
using Lert.Grains.Cases;
using Lert.Grains.Notices;

namespace Lert.Domain.Notices;

/// <summary>Reads the file of notices. Each broken rule is one sentence, and all of them are found.</summary>
internal static class NoticeFile
{
    private const int MostText = 300;

    public static LoadedNotices Read(string text)
    {
        NoticeDocument document;
        try
        {
            document = JsonSerializer.Deserialize(text, NoticeJson.Default.NoticeDocument) ?? throw new JsonException("it is null");
        }
        catch (JsonException broken)
        {
            return new LoadedNotices(null, [$"notices: not as expected at line {broken.LineNumber + 1}: {broken.Message}"]);
        }

        var problems = new List<string>();
        var otherwise = Rule("otherwise", document.Otherwise, problems);
        var kinds = document.Kinds.Select(entry => KeyValuePair.Create(Kind(entry.Kind, problems), Rule($"kind '{entry.Kind}'", entry, problems))).ToImmutableArray();
        problems.AddRange(document.Kinds.GroupBy(entry => entry.Kind, StringComparer.Ordinal).Where(same => same.Skip(1).Any()).Select(same => $"kind '{same.Key}' stands there twice"));
        return problems.Count > 0 ? new LoadedNotices(null, [.. problems]) : new LoadedNotices(new NoticeBook($"{document.Edition}/{Legal.Words.Digest(text)}", otherwise, kinds), []);
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

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(NoticeDocument))]
internal sealed partial class NoticeJson : JsonSerializerContext;
