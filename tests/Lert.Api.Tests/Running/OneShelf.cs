using Lert.Grains.Disclosures;

namespace Lert.Api.Tests.Running;

/// <summary>A shelf with one package, or with what a test puts there.</summary>
public sealed class OneShelf : IPackageShelf
{
    public Func<Stream?> Package { get; set; } = static () => new MemoryStream("package"u8.ToArray());

    public Stream? Open(string disclosureId, string sha256) => Package();
}
