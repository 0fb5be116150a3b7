using System.Text;

namespace Grpc.Net.Protocol;

/// <summary><c>grpc-message</c> on the wire: UTF-8 with percent escapes for all but printable ASCII.</summary>
internal static class StatusMessage
{
    private const string Hex = "0123456789ABCDEF";

    internal static string Encode(string text)
    {
        foreach (var c in text)
            if (!IsPlain(c))
                return Escape(text);
        return text;
    }

    /// <summary>Lenient: an escape that is none stays as it is, broken UTF-8 becomes U+FFFD.</summary>
    internal static string Decode(string text)
    {
        if (!text.Contains('%', StringComparison.Ordinal))
            return text;
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
            {
                bytes[length++] = Convert.ToByte(text.Substring(i + 1, 2), 16);
                i += 2;
            }
            else
            {
                length += Encoding.UTF8.GetBytes(text.AsSpan(i, 1), bytes.AsSpan(length));
            }
        }

        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    private static bool IsPlain(char c) => c is >= ' ' and <= '~' and not '%';

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            if (IsPlain((char)b))
                escaped.Append((char)b);
            else
                escaped.Append('%').Append(Hex[b >> 4]).Append(Hex[b & 15]);
        }

        return escaped.ToString();
    }
}
