using System.Collections.Immutable;
using System.Formats.Tar;
using System.Security.Cryptography;
using Lert.Domain.Packages;
using Lert.Grains.Disclosures;

namespace Lert.Silo.Producing;

/// <summary>
/// Makes a package: the files of every item that is produced, a manifest, and the custodian's certificate, as an archive that is encrypted for the recipient while
/// it is written. However large the content, what is held of it is a few buffers. The key of the package exists only in here.
/// </summary>
internal sealed class PackageMaker(IProductionSource source, PackageShelf shelf, TimeProvider clock)
{
    /// <exception cref="SourceException">Something of it cannot be produced. Then there is no package.</exception>
    public async Task<Package> MakeAsync(DisclosureWork work, CancellationToken cancellationToken)
    {
        var scope = work.Scope!;
        await using var begun = shelf.Begin(work.DisclosureId);
        try
        {
            await using var hashed = new HashedFile(begun);
            await using var sealing = SealingStream.For(hashed, scope.Recipient.PublicKey);
            ImmutableArray<ManifestFile> files;
            byte[] manifest;
            await using (var archive = new TarWriter(sealing, TarEntryFormat.Pax, leaveOpen: true))
            {
                files = await AddItemsAsync(archive, work, cancellationToken);
                manifest = new ProductionManifest(
                    ProductionManifest.FormatName, work.DisclosureId, scope.CaseId, work.ScopeHash, scope.Recipient.Name, [.. scope.Items.Select(ManifestItem.Of)], files).Write();
                await AddAsync(archive, ProductionManifest.FileName, manifest, work.StartedAt, cancellationToken);
                var certificate = new CustodianCertificate(
                    CustodianCertificate.FormatName, work.Custodian, work.StartedAt, clock.GetUtcNow(), work.DisclosureId, scope.CaseId,
                    files.Length, files.Count(file => file.Size == 0), files.Sum(file => file.Size), Hash(manifest));
                await AddAsync(archive, CustodianCertificate.TextName, certificate.WriteText(), work.StartedAt, cancellationToken);
                await AddAsync(archive, CustodianCertificate.JsonName, certificate.WriteJson(), work.StartedAt, cancellationToken);
            }

            await sealing.CompleteAsync(cancellationToken);
            var sha256 = hashed.Sha256;
            var size = begun.Length;
            shelf.Finish(begun, work.DisclosureId, sha256);
            return new Package(sha256, size, Hash(manifest), files.Length, files.Count(file => file.Size == 0), files.Sum(file => file.Size));
        }
        catch
        {
            PackageShelf.GiveUp(begun);
            throw;
        }
    }

    /// <exception cref="SourceException">With all that is wrong.</exception>
    private async Task<ImmutableArray<ManifestFile>> AddItemsAsync(TarWriter archive, DisclosureWork work, CancellationToken cancellationToken)
    {
        var files = ImmutableArray.CreateBuilder<ManifestFile>();
        var problems = new SourceProblems();
        foreach (var item in work.Scope!.Items.Where(item => item.Outcome == ProductionOutcome.Produced))
        {
            foreach (var file in problems.Find(item, source))
            {
                await problems.TryAsync(item, file, async () =>
                {
                    if (problems.IsEmpty)
                    {
                        files.Add(await AddAsync(archive, item, file, work.StartedAt, cancellationToken));
                    }
                    else
                    {
                        // There will be no package; the rest is read all the same, so that a person hears of everything at once.
                        await ReadAsync(file, cancellationToken);
                    }
                });
            }
        }

        problems.ThrowIfAny();
        return files.ToImmutable();
    }

    private static async Task<ManifestFile> AddAsync(TarWriter archive, ProductionItem item, SourceFile file, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var path = $"{item.ItemId}/{file.Name}";
        await using var content = file.Open();
        await archive.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = content, ModificationTime = at, Mode = Readable }, cancellationToken);
        content.Check();
        return new ManifestFile(path, item.ItemId, content.Length, file.Sha256);
    }

    private static async Task ReadAsync(SourceFile file, CancellationToken cancellationToken)
    {
        await using var content = file.Open();
        await content.CopyToAsync(Stream.Null, cancellationToken);
        content.Check();
    }

    private static async Task AddAsync(TarWriter archive, string name, byte[] content, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var stream = new MemoryStream(content, writable: false);
        await archive.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = stream, ModificationTime = at, Mode = Readable }, cancellationToken);
    }

    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
