using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Lert.Grains;

/// <summary>Keys of actors. The home region stands in front: <c>us-…</c>.</summary>
public static partial class ActorKey
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>What stands before the first hyphen; empty where there is none.</summary>
    public static string RegionOf(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.IndexOf('-', StringComparison.Ordinal) is var end and > 0 ? key[..end] : "";
    }

    /// <summary>The id of the case that this request opens: the same request id always names the same case.</summary>
    public static string CaseOf(string region, string requestId) => $"{region}-c-{Digest(requestId)}";

    /// <summary>The disclosure that this request prepares, in the region of its case.</summary>
    public static string DisclosureOf(string region, string requestId) => $"{region}-d-{Digest($"disclosure\n{requestId}")}";

    /// <summary>The letter that this request drafts, in the region of its case.</summary>
    public static string LetterOf(string region, string requestId) => $"{region}-l-{Digest($"letter\n{requestId}")}";

    /// <summary>The rota of a desk: a word of a-z, 0-9 and hyphens, such as <c>child-safety</c>.</summary>
    public static string RotaOf(string region, string desk) => $"{region}-r-{desk}";

    /// <summary>The page that this names: the same name is always the same page.</summary>
    public static string PageOf(string region, string name) => $"{region}-p-{Digest(name)}";

    /// <summary>A person: the subject of their token, in lower case, as far as it is of a-z, 0-9, dots, hyphens, underscores and at signs.</summary>
    public static string ResponderOf(string region, string subject) => $"{region}-u-{subject}";

    /// <summary>Whether this has the shape of <see cref="RotaOf"/>.</summary>
    public static bool IsRota(string key) => RotaShape().IsMatch(key);

    /// <summary>Whether this has the shape of <see cref="ResponderOf"/>.</summary>
    public static bool IsResponder(string key) => ResponderShape().IsMatch(key);

    /// <summary>26 characters of Crockford's base 32 over the first 130 bits of SHA-256: short enough to read aloud, long enough never to collide.</summary>
    public static string Digest(string text)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return string.Create(26, hash, static (characters, bytes) =>
        {
            for (var i = 0; i < characters.Length; i++)
            {
                var bit = i * 5;
                var pair = (bytes[bit / 8] << 8) | bytes[(bit / 8) + 1];
                characters[i] = Alphabet[(pair >> (11 - (bit % 8))) & 31];
            }
        });
    }

    [GeneratedRegex(@"\A[a-z]{2}-r-[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?\z")]
    private static partial Regex RotaShape();

    [GeneratedRegex(@"\A[a-z]{2}-u-[a-z0-9._@-]{1,64}\z")]
    private static partial Regex ResponderShape();
}
