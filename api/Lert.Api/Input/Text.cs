namespace Lert.Api.Input;

/// <summary>Free text of requests.</summary>
internal static class Text
{
    /// <summary>What bytes that are no UTF-8 are read as.</summary>
    private const char Replacement = '\uFFFD';

    public static string Required(this RequestCheck check, string field, string value, int limit)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            check.Add(field, "is required");
            return "";
        }

        return Checked(check, field, value, limit);
    }

    /// <summary>Null when it is empty.</summary>
    public static string? Optional(this RequestCheck check, string field, string value, int limit) =>
        value.Length == 0 ? null : Checked(check, field, value, limit);

    private static string Checked(RequestCheck check, string field, string value, int limit)
    {
        if (value.Length > limit && (value.Length > 2 * limit || value.EnumerateRunes().Count() > limit))
        {
            check.Add(field, $"is longer than {limit} characters");
            return "";
        }

        if (value.Any(char.IsControl))
        {
            check.Add(field, "contains a control character");
            return "";
        }

        if (value.Contains(Replacement, StringComparison.Ordinal))
        {
            check.Add(field, "is not UTF-8");
            return "";
        }

        return value;
    }
}
