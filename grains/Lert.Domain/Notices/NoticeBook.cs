using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lert.Grains.Cases;
using Lert.Grains.Notices;

namespace Lert.Domain.Notices;

/// <summary>Whether and when the user is told, by the kind of request: <c>notice.json</c>, checked. Immutable.</summary>
public sealed class NoticeBook
{
    private readonly FrozenDictionary<CaseKind, NoticeRule> _kinds;
    private readonly NoticeRule _otherwise;

    private NoticeBook(NoticeDocument document)
    {
        _kinds = document.Kinds.ToFrozenDictionary(entry => Read<CaseKind>(entry.Kind), entry => Rule(entry));
        _otherwise = Rule(document.Otherwise);
    }

    public static NoticeBook BuiltIn { get; } = ReadBuiltIn();

    public NoticeRule Of(CaseKind kind) => _kinds.GetValueOrDefault(kind, _otherwise);

    private static NoticeBook ReadBuiltIn()
    {
        using var stream = typeof(NoticeBook).Assembly.GetManifestResourceStream("Lert.Domain.Notices.notice.json")
            ?? throw new InvalidOperationException("notice.json is not in the assembly.");
        return new NoticeBook(JsonSerializer.Deserialize(stream, NoticeJson.Default.NoticeDocument) ?? throw new InvalidOperationException("notice.json is empty."));
    }

    private static NoticeRule Rule(NoticeEntry entry) => new(Read<NoticeDuty>(entry.Duty), entry.Because, entry.Source);

    private static TEnum Read<TEnum>(string word)
        where TEnum : struct, Enum =>
        Enum.GetValues<TEnum>().FirstOrDefault(value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()) == word) is var found && !found.Equals(default(TEnum))
            ? found
            : throw new InvalidOperationException($"notice.json: '{word}' is no {typeof(TEnum).Name}.");
}

/// <summary>What one kind of request owes its user.</summary>
public sealed record NoticeRule(NoticeDuty Duty, string Because, string Source);

/// <summary>The file as it is written.</summary>
internal sealed record NoticeDocument(string Edition, NoticeEntry Otherwise, ImmutableArray<NoticeEntry> Kinds);

internal sealed record NoticeEntry(string Duty, string Because, string Source, string Kind = "");

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    ReadCommentHandling = JsonCommentHandling.Skip,
    RespectNullableAnnotations = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(NoticeDocument))]
internal sealed partial class NoticeJson : JsonSerializerContext;
