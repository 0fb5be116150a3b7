using System.Text.Json;

namespace Lert.Cli.Import;

/// <summary>
/// One line of a file of requests. A line is what somebody sends: the case that an agency's letter opens, an extension that it asks for,
/// an approval. It names earlier lines by their ids, because the ids of cases and holds are not known before they are there.
/// </summary>
internal sealed class ImportLine
{
    private readonly JsonElement _body;

    private ImportLine(int number, string text, JsonElement body)
    {
        Number = number;
        Text = text;
        _body = body;
        Id = String("id") ?? "";
        Do = String("do") ?? "";
        As = String("as");
        Expect = String("expect") ?? Ok;
    }

    /// <summary>What <see cref="Expect"/> says when nothing is to be refused.</summary>
    public const string Ok = "ok";

    /// <summary>Counts from 1, as editors do.</summary>
    public int Number { get; }

    /// <summary>The line as it stands in the file.</summary>
    public string Text { get; }

    /// <summary>Unique in the file.</summary>
    public string Id { get; }

    /// <summary>What is asked: one of <see cref="Requests.Verbs"/>.</summary>
    public string Do { get; }

    /// <summary>Who asks: a role, or a role and a name: <c>lead:ana</c>. Used where tokens can be made; else the caller's own is.</summary>
    public string? As { get; }

    /// <summary><c>ok</c>, or the code that it is to be refused with.</summary>
    public string Expect { get; }

    /// <summary>When it is sent, where a clock is followed.</summary>
    public DateTimeOffset? At { get; private set; }

    /// <summary>The line that opened the case that this one is about; null where it is about none, or names it by its own id.</summary>
    public string? Case => String("case");

    public string? Account => String("account");

    /// <summary>Reads a line. A line that cannot be sent names everything that is wrong with it.</summary>
    public static (ImportLine? Line, IReadOnlyList<string> Problems) Parse(int number, string text)
    {
        JsonElement body;
        try
        {
            body = JsonSerializer.Deserialize<JsonElement>(text);
        }
        catch (JsonException malformed)
        {
            return (null, [$"is no JSON: {malformed.Message}"]);
        }

        if (body.ValueKind != JsonValueKind.Object)
        {
            return (null, ["is no JSON object"]);
        }

        var line = new ImportLine(number, text, body);
        var problems = new List<string>();
        if (line.Id.Length == 0)
        {
            problems.Add("has no \"id\"");
        }

        if (!Requests.Verbs.Contains(line.Do))
        {
            problems.Add($"\"do\" is '{line.Do}'; it is one of {string.Join(", ", Requests.Verbs)}");
        }

        if (line.String("at") is { } at)
        {
            if (Output.Moments.TryParse(at, out var instant))
            {
                line.At = instant;
            }
            else
            {
                problems.Add($"\"at\" is '{at}', which is no instant with its offset");
            }
        }

        problems.AddRange(body.EnumerateObject().Where(field => !Requests.Fields.Contains(field.Name)).Select(field => $"\"{field.Name}\" is no field of a line"));
        return (line, problems);
    }

    /// <summary>A text; null where it is not there. What is there and is no text is taken as its JSON, so that a bad file reaches the server's own judgement.</summary>
    public string? String(string name) => _body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
        ? value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText()
        : null;

    /// <summary>The elements of a list; empty where it is not there.</summary>
    public IEnumerable<JsonElement> List(string name) =>
        _body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];
}
