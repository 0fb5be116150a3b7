using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Orleans.Compat;

/// <summary>What generated codecs say when a value and its type do not go together.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class WireCases
{
    private const int LongestName = 100;

    /// <summary>The sender is newer, or the bytes are damaged.</summary>
    [DoesNotReturn]
    public static void ThrowUnknown(string hierarchy, ReadOnlySpan<byte> alias) =>
        throw new WireFormatException(alias.IsEmpty
            ? $"A value of '{hierarchy}' does not say which case it is."
            : $"'{Encoding.UTF8.GetString(alias[..Math.Min(alias.Length, LongestName)])}' is no case of '{hierarchy}' here: its sender may be newer.");

    /// <summary>A type that derives from a contract behind the generator's back.</summary>
    [DoesNotReturn]
    public static void ThrowForeign(string hierarchy, object value) => throw new WireFormatException($"A {value.GetType()} is no case of '{hierarchy}' and does not travel.");
}
