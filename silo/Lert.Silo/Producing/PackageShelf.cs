using System.Security.Cryptography;
using Lert.Grains.Disclosures;
using Lert.Silo.Pumps;
using Microsoft.Extensions.Options;

namespace Lert.Silo.Producing;

/// <summary>Packages in a folder, each named by its disclosure and its hash: two packers that make the same package twice do not disturb each other.</summary>
internal sealed class PackageShelf(IOptions<ProductionOptions> options, PumpGate gate, TimeProvider clock) : IPackageShelf
{
    private const string Partial = ".partial";

    private static readonly TimeSpan PartialLifetime = TimeSpan.FromDays(1);

    public Stream? Open(string disclosureId, string sha256)
    {
        if (gate.NoPumps is { } closed)
        {
            throw new ShelfClosedException($"Nothing is handed out: {closed}");
        }

        try
        {
            return new FileStream(PathOf(disclosureId, sha256), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException or SourceException)
        {
            return null;
        }
    }

    /// <summary>A file that is no package yet.</summary>
    public FileStream Begin(string disclosureId)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(Path.Combine(Root, $"{disclosureId}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}{Partial}"), options);
    }

    /// <summary>It is one now, for good.</summary>
    public void Finish(FileStream begun, string disclosureId, string sha256)
    {
        begun.Flush(flushToDisk: true);
        begun.Dispose();
        File.Move(begun.Name, PathOf(disclosureId, sha256), overwrite: true);
    }

    /// <summary>It never will be.</summary>
    public static void GiveUp(FileStream begun)
    {
        begun.Dispose();
        File.Delete(begun.Name);
    }

    public void Discard(string disclosureId, string sha256) => File.Delete(PathOf(disclosureId, sha256));

    /// <summary>What packers left behind that were killed.</summary>
    public void Sweep()
    {
        if (options.Value.Packages is not { Length: > 0 } root || !Directory.Exists(root))
        {
            return;
        }

        foreach (var left in Directory.EnumerateFiles(root, $"*{Partial}").Where(file => File.GetLastWriteTimeUtc(file) < clock.GetUtcNow().UtcDateTime - PartialLifetime))
        {
            File.Delete(left);
        }
    }

    private string Root
    {
        get
        {
            if (options.Value.Packages is not { Length: > 0 } root)
            {
                throw new SourceException(SourceException.NotConfigured, $"No folder of packages is configured ({ProductionOptions.Section}:{nameof(ProductionOptions.Packages)}).");
            }

            return Directory.CreateDirectory(root).FullName;
        }
    }

    private string PathOf(string disclosureId, string sha256) => Path.Combine(Root, $"{disclosureId}.{sha256}.lertpkg");
}
