using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text.Json;
using Lert.Domain.Packages;

namespace Lert.Cli.Disclosures;

/// <summary>A package, opened into a folder: all of it, or nothing.</summary>
/// <param name="Problem">Why it was not opened; null when it was.</param>
/// <param name="IsBadInput">The file or folder that was named is wrong, and not the package.</param>
internal sealed record OpenedPackage(string? Problem, bool IsBadInput, ProductionManifest? Manifest, string ManifestSha256)
{
    public static OpenedPackage Open(string file, ECDiffieHellman recipient, string folder)
    {
        if (Path.Exists(folder))
        {
            return new($"'{folder}' is there already", true, null, "");
        }

        var partial = $"{Path.TrimEndingDirectorySeparator(folder)}.partial";
        try
        {
            using var input = File.OpenRead(file);
            Directory.CreateDirectory(partial);
            var hashes = Extract(input, recipient, partial);
            var manifest = ProductionManifest.Read(File.ReadAllBytes(Path.Combine(partial, ProductionManifest.FileName)));
            if (Differences(manifest, hashes) is { } differs)
            {
                return new(differs, false, null, "");
            }

            Directory.Move(partial, folder);
            return new(null, false, manifest, hashes[ProductionManifest.FileName]);
        }
        catch (PackageException broken)
        {
            return new(broken.Message, false, null, "");
        }
        catch (Exception broken) when (broken is InvalidDataException or JsonException or KeyNotFoundException)
        {
            return new($"The package is not as it should be inside: {broken.Message}", false, null, "");
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            return new(broken.Message, true, null, "");
        }
        finally
        {
            if (Directory.Exists(partial))
            {
                Directory.Delete(partial, recursive: true);
            }
        }
    }

    private static Dictionary<string, string> Extract(Stream input, ECDiffieHellman recipient, string folder)
    {
        using var opening = OpeningStream.Of(input, recipient);
        using var archive = new TarReader(opening);
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        while (archive.GetNextEntry() is { } entry)
        {
            // Whoever made the package is believed no more than that.
            var path = Path.GetFullPath(Path.Combine(folder, entry.Name));
            if (entry.EntryType != TarEntryType.RegularFile || !path.StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal) || hashes.ContainsKey(entry.Name))
            {
                throw new InvalidDataException("an entry leads out of the folder, is there twice, or is no file");
            }

            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using (var output = File.Create(path))
            {
                entry.DataStream?.CopyTo(output);
            }

            using var written = File.OpenRead(path);
            hashes.Add(entry.Name, Convert.ToHexStringLower(SHA256.HashData(written)));
        }

        // To the end: what follows the archive must be authentic as well.
        opening.CopyTo(Stream.Null);
        return hashes;
    }

    private static string? Differences(ProductionManifest manifest, Dictionary<string, string> hashes)
    {
        string[] own = [ProductionManifest.FileName, CustodianCertificate.TextName, CustodianCertificate.JsonName];
        var wrong = manifest.Files.Where(file => hashes.GetValueOrDefault(file.Path) != file.Sha256).Select(file => file.Path)
            .Concat(hashes.Keys.Except(manifest.Files.Select(file => file.Path)).Except(own)).ToArray();
        return wrong.Length == 0 ? null : $"These files are not what the manifest says: {string.Join(", ", wrong.Take(10))}";
    }
}
