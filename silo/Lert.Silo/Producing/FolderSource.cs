using Lert.Grains.Disclosures;
using Microsoft.Extensions.Options;

namespace Lert.Silo.Producing;

/// <summary>
/// Snapshots in a folder: <c>ROOT/SNAPSHOT/manifest.sha256</c>, and beside it one folder for each category. A link is not followed, wherever it leads; and content
/// that is not what the manifest says would not get through in any case.
/// </summary>
internal sealed class FolderSource(IOptions<ProductionOptions> options) : IProductionSource
{
    public IReadOnlyList<SourceFile> Find(ProductionItem item)
    {
        var root = Folder(item.Snapshot!.Id);
        return [.. SnapshotManifest.Lines(ReadManifest(root), item).Select(line => new SourceFile(line.Name, line.Sha256, line.Number, () => new CheckedStream(Open(root, line.Name), line.Sha256)))];
    }

    private static byte[] ReadManifest(string root)
    {
        using var file = Open(root, SnapshotManifest.FileName);
        if (file.Length > SnapshotManifest.MostBytes)
        {
            throw new SourceException(SourceException.Unreadable, $"The manifest of the snapshot is larger than {SnapshotManifest.MostBytes / 1024 / 1024} MiB.");
        }

        try
        {
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (IOException broken)
        {
            throw new SourceException(SourceException.Unreadable, "The manifest of the snapshot cannot be read.", broken);
        }
    }

    /// <summary>The snapshot's id as a name: <c>/</c> and <c>:</c> are written as their codes, so that none leads to another folder.</summary>
    private string Folder(string snapshot)
    {
        if (options.Value.Snapshots is not { Length: > 0 } root)
        {
            throw new SourceException(SourceException.NotConfigured, $"No folder of snapshots is configured ({ProductionOptions.Section}:{nameof(ProductionOptions.Snapshots)}).");
        }

        var name = Uri.EscapeDataString(snapshot);
        return name.Trim('.').Length > 0
            ? Path.Combine(Path.GetFullPath(root), name)
            : throw new SourceException(SourceException.PathRefused, "The snapshot's id is no name of a folder.");
    }

    private static FileStream Open(string root, string name)
    {
        var path = root;
        foreach (var part in name.Split('/').Prepend(""))
        {
            path = Path.Combine(path, part);
            if (new FileInfo(path).LinkTarget is not null)
            {
                throw new SourceException(SourceException.PathRefused, "A name of the snapshot is a link: links are not followed.");
            }
        }

        try
        {
            return RegularFile.Open(path);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SourceException(SourceException.Missing, name == SnapshotManifest.FileName ? "The snapshot is not there." : "A file that the snapshot's manifest names is not there.", missing);
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            throw new SourceException(SourceException.Unreadable, "A file of the snapshot cannot be read.", broken);
        }
    }
}
