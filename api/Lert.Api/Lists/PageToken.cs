using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Lert.Api.Input;

namespace Lert.Api.Lists;

/// <summary>
/// Where a page ends: a version byte, 8 bytes that bind it to its list and filter, and the last key. It grants nothing: keys of other regions are filtered
/// out whatever a token says.
/// </summary>
internal static class PageToken
{
    private const byte Version = 1;
    private const int BindingLength = 8;
    private const int MaxKeyLength = 100;

    public static string Write(string list, Filter filter, string lastKey) =>
        Base64Url.EncodeToString([Version, .. Binding(list, filter), .. Encoding.UTF8.GetBytes(lastKey)]);

    /// <summary>The key to go on after, or null for the first page.</summary>
    public static string? PageKey(this RequestCheck check, string token, string list, Filter filter)
    {
        const string Field = "page_token";
        if (token.Length == 0)
        {
            return null;
        }

        if (token.Length > Limits.Token || !Base64Url.IsValid(token))
        {
            check.Add(Field, "is no page token");
            return null;
        }

        var bytes = Base64Url.DecodeFromChars(token).AsSpan();
        if (bytes.Length is <= 1 + BindingLength or > 1 + BindingLength + MaxKeyLength || bytes[0] != Version || !Ascii.IsValid(bytes[(1 + BindingLength)..]))
        {
            check.Add(Field, "is no page token");
            return null;
        }

        if (!bytes.Slice(1, BindingLength).SequenceEqual(Binding(list, filter)))
        {
            check.Add(Field, "belongs to another list or filter");
            return null;
        }

        return Encoding.UTF8.GetString(bytes[(1 + BindingLength)..]);
    }

    public static int PageSize(this RequestCheck check, int size)
    {
        if (size is < 0 or > Limits.MaxPageSize)
        {
            check.Add("page_size", $"must be 1 to {Limits.MaxPageSize}, or 0 for {Limits.DefaultPageSize}");
        }

        return size <= 0 ? Limits.DefaultPageSize : size;
    }

    private static ReadOnlySpan<byte> Binding(string list, Filter filter) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{list}\n{filter.Canonical}")).AsSpan(0, BindingLength);
}
