using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Lert.Store.Rows;

/// <summary>The lists of an actor as both databases keep them beside it: an array of names in JSON, which their triggers can read.</summary>
internal static class ListNames
{
    /// <summary>When something falls due that never does: behind everything.</summary>
    public const long Never = long.MaxValue;

    private const string Empty = "[]";

    public static string ToStored(ActorLists lists)
    {
        if (lists.Names.IsEmpty)
        {
            return Empty;
        }

        var text = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(text);
        json.WriteStartArray();
        foreach (var name in lists.Names)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
        json.Flush();
        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    /// <summary>The lists as their last commit named them, held to their seal; null where it named none because it knew of none.</summary>
    /// <exception cref="DataLossException">They are not what was written.</exception>
    public static ActorLists? FromStored(ActorId actor, string names, long marks, long? seal)
    {
        if (seal is null)
        {
            return null;
        }

        if (Seals.OfLists(actor, names, marks) != seal)
        {
            throw new DataLossException($"The lists of {actor} are not what was written: their seal is broken.");
        }

        return names == Empty && marks == 0 ? ActorLists.None : new(Read(names), marks);
    }

    private static ImmutableArray<string> Read(string names)
    {
        using var json = JsonDocument.Parse(names);
        return [.. json.RootElement.EnumerateArray().Select(static name => name.GetString()!)];
    }
}
