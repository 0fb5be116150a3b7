using System.Security.Cryptography;
using System.Text;

namespace Lert.Domain.Packages;

/// <summary>
/// The head of a package, <c>lert-package/1</c>: for whom it is, and the key of its body, wrapped. <c>docs/package-format.md</c> describes it for whoever opens one
/// without this code.
/// </summary>
internal static class PackageHeader
{
    public const int PointSize = 65;
    public const int KeySize = 32;
    public const int TagSize = 16;
    public const int NonceSize = 12;
    public const int Size = 8 + 32 + PointSize + KeySize + TagSize;

    private const int PointAt = 8 + 32;
    private const int KeyAt = PointAt + PointSize;
    private const int TagAt = KeyAt + KeySize;

    private static ReadOnlySpan<byte> Magic => "LERTPKG\u0001"u8;

    private static ReadOnlySpan<byte> WrapInfo => "lert-package/1 wrap"u8;

    private static ReadOnlySpan<byte> BodyInfo => "lert-package/1 body"u8;

    /// <summary>The head, and the key of the body.</summary>
    /// <param name="ephemeral">A key pair for this package alone.</param>
    /// <param name="packageKey">A key for this package alone.</param>
    public static (byte[] Header, byte[] BodyKey) Seal(ECDiffieHellman recipient, ECDiffieHellman ephemeral, ReadOnlySpan<byte> packageKey)
    {
        var header = new byte[Size];
        Magic.CopyTo(header);
        SHA256.HashData(recipient.ExportSubjectPublicKeyInfo(), header.AsSpan(8, 32));
        RecipientKey.Point(ephemeral).CopyTo(header, PointAt);
        using var wrapping = Wrapping(ephemeral, recipient, header.AsSpan(PointAt, PointSize), RecipientKey.Point(recipient));
        // The wrapping key is used once, so its nonce may be zero.
        wrapping.Encrypt(new byte[NonceSize], packageKey, header.AsSpan(KeyAt, KeySize), header.AsSpan(TagAt, TagSize), header.AsSpan(0, KeyAt));
        return (header, BodyKey(packageKey, header));
    }

    /// <summary>The key of the body.</summary>
    /// <exception cref="PackageException">It is no package, not for this key, or was changed.</exception>
    public static byte[] Open(ReadOnlySpan<byte> header, ECDiffieHellman recipient)
    {
        if (header.Length != Size || !header.StartsWith(Magic[..7]))
        {
            throw new PackageException("This is no package of the format lert-package.");
        }

        if (header[7] != Magic[7])
        {
            throw new PackageException($"This is a package of version {header[7]}; version {Magic[7]} is known here.");
        }

        if (!header.Slice(8, 32).SequenceEqual(SHA256.HashData(recipient.ExportSubjectPublicKeyInfo())))
        {
            throw new PackageException($"The package is for the key {Convert.ToHexStringLower(header.Slice(8, 32))}, and this is another.");
        }

        var packageKey = new byte[KeySize];
        try
        {
            using var ephemeral = RecipientKey.OfPoint(header.Slice(PointAt, PointSize));
            using var wrapping = Wrapping(recipient, ephemeral, header.Slice(PointAt, PointSize), RecipientKey.Point(recipient));
            wrapping.Decrypt(new byte[NonceSize], header.Slice(KeyAt, KeySize), header.Slice(TagAt, TagSize), packageKey, header[..KeyAt]);
            return BodyKey(packageKey, header);
        }
        catch (CryptographicException broken)
        {
            throw new PackageException("The head of the package was changed.", broken);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(packageKey);
        }
    }

    private static AesGcm Wrapping(ECDiffieHellman own, ECDiffieHellman other, ReadOnlySpan<byte> ephemeralPoint, ReadOnlySpan<byte> recipientPoint)
    {
        using var theirs = other.PublicKey;
        var shared = own.DeriveRawSecretAgreement(theirs);
        Span<byte> key = stackalloc byte[KeySize];
        try
        {
            Span<byte> salt = stackalloc byte[2 * PointSize];
            ephemeralPoint.CopyTo(salt);
            recipientPoint.CopyTo(salt[PointSize..]);
            HKDF.DeriveKey(HashAlgorithmName.SHA256, shared, key, salt, WrapInfo);
            return new AesGcm(key, TagSize);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(shared);
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static byte[] BodyKey(ReadOnlySpan<byte> packageKey, ReadOnlySpan<byte> header)
    {
        var key = new byte[KeySize];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, packageKey, key, SHA256.HashData(header), BodyInfo);
        return key;
    }
}

/// <summary>Why a package does not open; the message is for a person.</summary>
public sealed class PackageException(string message, Exception? cause = null) : Exception(message, cause);
