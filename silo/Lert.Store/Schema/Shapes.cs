namespace Lert.Store.Schema;

/// <summary>Compares what a schema is with what it should be, by the names of its parts.</summary>
internal static class Shapes
{
    /// <summary>The first difference in words, or null when there is none.</summary>
    public static string? FirstDifference(Dictionary<string, string> expected, Dictionary<string, string> actual)
    {
        foreach (var name in expected.Keys.Union(actual.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (!actual.TryGetValue(name, out var has))
            {
                return $"{name} is missing";
            }

            if (!expected.TryGetValue(name, out var should))
            {
                return $"{name} is unknown";
            }

            if (!string.Equals(should, has, StringComparison.Ordinal))
            {
                return $"{name} is different";
            }
        }

        return null;
    }
}
