namespace Lert.Cli.Lists;

/// <summary>Conditions in the filter language of the API.</summary>
internal static class FilterText
{
    public static string? Is(string field, string? value) => string.IsNullOrEmpty(value) ? null : $"{field} = {Quote(value)}";

    public static string? Any(string field, string[]? values, bool upper = false)
    {
        string[] words = [.. (values ?? []).Select(value => upper ? value.ToUpperInvariant().Replace('-', '_') : Quote(value))];
        return words switch
        {
            [] => null,
            [var one] => $"{field} = {one}",
            _ => $"{field} = ({string.Join(" OR ", words)})",
        };
    }

    public static string And(params IEnumerable<string?> conditions) => string.Join(" AND ", conditions.Where(condition => !string.IsNullOrEmpty(condition)));

    private static string Quote(string value) =>
        $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
