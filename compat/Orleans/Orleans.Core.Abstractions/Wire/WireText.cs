using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Orleans.Compat;

/// <summary>Text for people: it may be cut and mended, so that saying what went wrong cannot itself go wrong.</summary>
internal static class WireText
{
    private const int Longest = 8192;

    [return: NotNullIfNotNull(nameof(text))]
    internal static string? Sound(string? text)
    {
        if (text is null)
        {
            return null;
        }

        string cut = text.Length <= Longest ? text : text[..Longest];
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(cut));
    }
}
