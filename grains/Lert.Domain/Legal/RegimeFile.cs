using System.Collections.Immutable;
using System.Text.Json;

namespace Lert.Domain.Legal;

/// <summary>Reads the regimes file into entries. What the entries mean is checked by <see cref="RegimeRules"/>.</summary>
internal static class RegimeFile
{
    private static readonly JsonDocumentOptions Readable = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static (string Edition, ImmutableArray<RegimeEntry> Entries) Read(string text, ICollection<string> problems)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Readable);
            return Read(document.RootElement, problems);
        }
        catch (JsonException broken)
        {
            problems.Add($"regimes: not valid JSON at line {broken.LineNumber + 1}: {broken.Message}");
            return ("", []);
        }
    }

    private static (string Edition, ImmutableArray<RegimeEntry> Entries) Read(JsonElement root, ICollection<string> problems)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            problems.Add("regimes: the file is an object with 'edition' and 'regimes'");
            return ("", []);
        }

        var file = new RegimeEntry("regimes", root, problems);
        var edition = file.Text("edition");
        var entries = ImmutableArray.CreateBuilder<RegimeEntry>();
        if (root.TryGetProperty("regimes", out var list) && list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0)
        {
            foreach (var item in list.EnumerateArray())
            {
                if (item.ValueKind == JsonValueKind.Object)
                {
                    // The clone outlives the document.
                    entries.Add(new RegimeEntry(NameOf(item, entries.Count + 1), item.Clone(), problems));
                }
                else
                {
                    problems.Add($"regimes: entry {entries.Count + 1} is no object");
                }
            }
        }
        else
        {
            problems.Add("regimes: 'regimes' is a list of at least one entry");
        }

        file.RefuseOthersThan("edition", "regimes");
        return (edition, entries.ToImmutable());
    }

    private static string NameOf(JsonElement item, int position) =>
        item.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String && id.GetString() is { Length: > 0 } text
            ? $"regime {Words.Quote(text)}"
            : $"regime number {position}";
}

/// <summary>One object of the regimes file, and where to complain about it. A missing field is a problem and reads as empty, so that all problems come at once.</summary>
internal sealed class RegimeEntry(string name, JsonElement element, ICollection<string> problems)
{
    public void Complain(string sentence) => problems.Add($"{name}: {sentence}");

    public string Text(string field)
    {
        var text = OptionalText(field);
        if (string.IsNullOrWhiteSpace(text) && !IsOfWrongKind(field, JsonValueKind.String))
        {
            Complain($"'{field}' is missing");
        }

        return text ?? "";
    }

    public string? OptionalText(string field)
    {
        if (IsOfWrongKind(field, JsonValueKind.String))
        {
            Complain($"'{field}' is a text in quotes");
            return null;
        }

        return element.TryGetProperty(field, out var value) ? value.GetString() : null;
    }

    public bool? OptionalFlag(string field)
    {
        if (!element.TryGetProperty(field, out var value))
        {
            return null;
        }

        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            Complain($"'{field}' is true or false");
            return null;
        }

        return value.GetBoolean();
    }

    public bool Flag(string field)
    {
        if (!element.TryGetProperty(field, out _))
        {
            Complain($"'{field}' is missing");
        }

        return OptionalFlag(field) ?? false;
    }

    public int Number(string field)
    {
        if (element.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number))
        {
            return number;
        }

        Complain($"'{field}' is a whole number");
        return 0;
    }

    public RegimeEntry? OptionalObject(string field)
    {
        if (!element.TryGetProperty(field, out var value))
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            Complain($"'{field}' is an object in braces");
            return null;
        }

        return new RegimeEntry($"{name}, {field}", value, problems);
    }

    public void RefuseOthersThan(params string[] known)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            if (!known.Contains(property.Name, StringComparer.Ordinal))
            {
                Complain($"there is no field {Words.Quote(property.Name)}");
            }
            else if (!seen.Add(property.Name))
            {
                Complain($"'{property.Name}' stands there twice");
            }
        }
    }

    private bool IsOfWrongKind(string field, JsonValueKind kind) => element.TryGetProperty(field, out var value) && value.ValueKind != kind;
}
