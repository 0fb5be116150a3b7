using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Lert.Grains.Cases;
using Lert.Grains.Disclosures;

namespace Lert.Silo.Producing;

/// <summary>
/// The manifest of a snapshot, as <c>sha256sum</c> writes it: a hash, two spaces, and a name such as <c>contents/2026-05-01/chat.json</c>. The hold has its hash,
/// and it has the hash of every file: nothing but the picture of then gets through.
/// </summary>
internal static partial class SnapshotManifest
{
    public const string FileName = "manifest.sha256";

    /// <summary>The most bytes that are read of one: about half a million names.</summary>
    public const int MostBytes = 64 * 1024 * 1024;

    private const int MostName = 1_024;

    /// <summary>The lines of the item's category and days.</summary>
    /// <exception cref="SourceException">It is another manifest than the hold's, or a name in it leads elsewhere.</exception>
    public static IEnumerable<(string Sha256, string Name, int Number)> Lines(byte[] manifest, ProductionItem item)
    {
        if (item.Snapshot is not { } snapshot || Convert.ToHexStringLower(SHA256.HashData(manifest)) != snapshot.ManifestSha256)
        {
            throw new SourceException(SourceException.ManifestDiffers, "The manifest of the snapshot is not the one that the hold recorded.");
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        var wanted = new List<(string, string, int)>();
        var number = 0;
        foreach (var line in Encoding.UTF8.GetString(manifest).Split('\n'))
        {
            number++;
            if (line.Length == 0)
            {
                continue;
            }

            if (Line().Match(line) is not { Success: true } match || !IsPlain(match.Groups[2].Value) || !names.Add(match.Groups[2].Value))
            {
                throw new SourceException(SourceException.PathRefused, $"Line {number} of the manifest is no hash with a plain name that is there once.");
            }

            if (IsWanted(match.Groups[2].Value, item, number))
            {
                wanted.Add((match.Groups[1].Value, match.Groups[2].Value, number));
            }
        }

        return wanted;
    }

    /// <summary>The folder of a category: <c>basic-subscriber</c>.</summary>
    public static string Folder(DataCategory category) => JsonNamingPolicy.KebabCaseLower.ConvertName(category.ToString());

    /// <summary>A name that stays where it is: no way up, no root, no other separators, nothing that a terminal or another system would read as more than a name.</summary>
    private static bool IsPlain(string name) =>
        name.Length <= MostName
        && !name.Any(letter => char.IsControl(letter) || letter is '\\' or ':' or '\uFFFD')
        && name.Split('/') is { Length: > 1 } parts
        && parts.All(part => part.Length > 0 && part.Trim() == part && part.Trim('.').Length > 0);

    private static bool IsWanted(string name, ProductionItem item, int number)
    {
        var parts = name.Split('/');
        if (parts[0] != Folder(item.Category))
        {
            return false;
        }

        if (item.From is null && item.Until is null)
        {
            return true;
        }

        // What is of no day may be of a day that was not asked for.
        return parts.Length > 2 && DateOnly.TryParseExact(parts[1], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? !(day < item.From) && !(day > item.Until)
            : throw new SourceException(SourceException.Undated, $"Line {number} of the manifest is of no day, and the item is limited to some.");
    }

    [GeneratedRegex(@"\A([0-9a-f]{64}) [ *](.+)\z", RegexOptions.Singleline)]
    private static partial Regex Line();
}
