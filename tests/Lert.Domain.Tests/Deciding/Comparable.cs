using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Lert.Domain.Deciding;

namespace Lert.Domain.Tests.Deciding;

/// <summary>
/// Values as text, so that arrays compare by what is in them and a difference can be read. The sentence that explains dates is left out: its wording is
/// held by the tests of counting.
/// </summary>
internal static class Comparable
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    public static string Text<T>(ImmutableArray<T> values) => string.Join('\n', values.Select(value => Text(value)));

    public static string Text<T>(T value)
    {
        var node = value is Outgoing message ? Message(message) : JsonSerializer.SerializeToNode(value, Readable);
        Blank(node);
        return node?.ToJsonString(Readable) ?? "null";
    }

    private static JsonObject Message(Outgoing message) => message switch
    {
        Outgoing.ToCase(var key, var command) => Message("case", key, JsonSerializer.SerializeToNode(command, Readable)),
        Outgoing.ToAccount(var key, var command) => Message("account", key, JsonSerializer.SerializeToNode(command, Readable)),
        Outgoing.ToHold(var key, var command) => Message("hold", key, JsonSerializer.SerializeToNode(command, Readable)),
        Outgoing.ToPage(var key, var command) => Message("page", key, JsonSerializer.SerializeToNode(command, Readable)),
        Outgoing.ToLink(var key, var command) => Message("link", key, JsonSerializer.SerializeToNode(command, Readable)),
        Outgoing.ToRequester(var key, var command) => Message("requester", key, JsonSerializer.SerializeToNode(command, Readable)),
        Outgoing.ToLetter(var key, var command) => Message("letter", key, JsonSerializer.SerializeToNode(command, Readable)),
        Outgoing.ToDisclosure(var key, var command) => Message("disclosure", key, JsonSerializer.SerializeToNode(command, Readable)),
        Outgoing.ToResponder(var key, var command) => Message("responder", key, JsonSerializer.SerializeToNode(command, Readable)),
        _ => throw new ArgumentOutOfRangeException(nameof(message)),
    };

    private static JsonObject Message(string kind, string key, JsonNode? command) => new() { ["to"] = $"{kind}/{key}", ["command"] = command };

    private static void Blank(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject record:
                foreach (var (name, value) in record.ToArray())
                {
                    if (name == "explanation")
                    {
                        record[name] = "…";
                    }
                    else
                    {
                        Blank(value);
                    }
                }

                break;
            case JsonArray array:
                foreach (var value in array)
                {
                    Blank(value);
                }

                break;
        }
    }
}
