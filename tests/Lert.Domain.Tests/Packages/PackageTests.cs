using System.Security.Cryptography;
using Lert.Domain.Packages;
using Lert.Domain.Tests.Disclosures;

namespace Lert.Domain.Tests.Packages;

/// <summary>The format lert-package/1, against bytes that other code made by the description alone.</summary>
public sealed class PackageTests : IDisposable
{
    private const int Chunk = 64 * 1024;
    private const int Head = 153;

    private readonly ECDiffieHellman _recipient = ECDiffieHellman.Create();

    public PackageTests() => _recipient.ImportFromPem(File.ReadAllText(Golden("recipient.pem")));

    public void Dispose() => _recipient.Dispose();

    [Theory]
    [InlineData("short.lertpkg", 5)]
    [InlineData("long.lertpkg", (2 * Chunk) + 1)]
    public async Task F5_A_package_that_other_code_made_opens_and_ours_is_the_same_to_the_byte(string file, int length)
    {
        var golden = await File.ReadAllBytesAsync(Golden(file));
        var content = Open(golden);
        Assert.Equal(length == 5 ? "hello"u8.ToArray() : [.. Enumerable.Range(0, length).Select(i => (byte)(i % 251))], content);

        using var ephemeral = ECDiffieHellman.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256, D = Convert.FromHexString("000000000000000000000000000000001234567890ABCDEF1234567890ABCDEF"),
        });
        using var output = new MemoryStream();
        using var sealing = SealingStream.Under(output, _recipient, ephemeral, [.. Enumerable.Range(0, 32).Select(i => (byte)i)]);
        // In pieces that are no chunks.
        foreach (var piece in content.Chunk(10_007))
        {
            await sealing.WriteAsync(piece);
        }

        await sealing.CompleteAsync(CancellationToken.None);
        Assert.Equal(golden, output.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Chunk - 1)]
    [InlineData(Chunk)]
    [InlineData(Chunk + 1)]
    [InlineData(3 * Chunk)]
    public async Task F5_What_is_sealed_opens_and_no_two_packages_are_the_same(int length)
    {
        var content = RandomNumberGenerator.GetBytes(length);
        var (one, other) = (await SealAsync(content), await SealAsync(content));
        Assert.Equal(content, Open(one));
        Assert.NotEqual(one, other);
    }

    [Fact]
    public async Task F5_Any_byte_that_is_changed_is_found()
    {
        var package = await SealAsync(RandomNumberGenerator.GetBytes(Chunk + 100));
        foreach (var at in (int[])[0, 7, 8, 39, 40, 41, 104, 105, 136, 152, Head, Head + Chunk, Head + Chunk + 15, Head + Chunk + 16, package.Length - 1])
        {
            var broken = package.ToArray();
            broken[at] ^= 1;
            Assert.Throws<PackageException>(() => Open(broken));
        }
    }

    [Fact]
    public async Task F5_What_is_cut_moved_left_out_or_added_is_found()
    {
        var package = await SealAsync(RandomNumberGenerator.GetBytes(3 * Chunk));
        var (head, sealedSize) = (package[..Head], Chunk + 16);
        var chunks = package[Head..].Chunk(sealedSize).ToArray();
        Assert.Equal(3, chunks.Length);
        byte[] Of(params int[] order) => [.. head, .. order.SelectMany(i => chunks[i])];
        Assert.Equal(3 * Chunk, Open(Of(0, 1, 2)).Length);
        int[][] wrong = [[], [0], [0, 1], [1, 0, 2], [0, 2], [0, 2, 1], [0, 1, 2, 2], [0, 0, 1, 2], [2]];
        Assert.All(wrong, order => Assert.Throws<PackageException>(() => Open(Of(order))));
        foreach (var cut in (int[])[0, 1, Head - 1, Head, Head + 15, Head + sealedSize - 1, package.Length - 1])
        {
            Assert.Throws<PackageException>(() => Open(package[..cut]));
        }

        Assert.Throws<PackageException>(() => Open([.. package, 0]));
    }

    [Fact]
    public async Task F5_Without_its_end_nothing_opens()
    {
        using var output = new MemoryStream();
        using (var sealing = SealingStream.For(output, SomeDisclosure.Key))
        {
            await sealing.WriteAsync(new byte[(2 * Chunk) + 1]);
        }

        Assert.Throws<PackageException>(() => Open(output.ToArray()));
    }

    [Fact]
    public async Task Another_key_opens_nothing_and_hears_whose_it_is()
    {
        var package = await SealAsync("hello"u8.ToArray());
        using var other = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var refused = Assert.Throws<PackageException>(() => OpeningStream.Of(new MemoryStream(package), other));
        Assert.Contains(RecipientKey.Fingerprint(SomeDisclosure.Key), refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_a_P256_key_in_its_one_form_is_a_recipients()
    {
        using var p384 = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2_048);
        Assert.Null(RecipientKey.Problem(SomeDisclosure.Key));
        Assert.All(
            ["", "x", "AAAA", SomeDisclosure.Key[..^4], $"{SomeDisclosure.Key} ", $"{SomeDisclosure.Key[..^2]}AAAA", Convert.ToBase64String(p384.ExportSubjectPublicKeyInfo()), Convert.ToBase64String(rsa.ExportSubjectPublicKeyInfo())],
            key => Assert.NotNull(RecipientKey.Problem(key)));
    }

    private static string Golden(string file) => Path.Combine(AppContext.BaseDirectory, "Golden", "packages", file);

    private static async Task<byte[]> SealAsync(byte[] content)
    {
        using var output = new MemoryStream();
        using var sealing = SealingStream.For(output, SomeDisclosure.Key);
        await sealing.WriteAsync(content);
        await sealing.CompleteAsync(CancellationToken.None);
        return output.ToArray();
    }

    private byte[] Open(byte[] package)
    {
        using var opening = OpeningStream.Of(new MemoryStream(package), _recipient);
        using var content = new MemoryStream();
        opening.CopyTo(content);
        return content.ToArray();
    }
}
