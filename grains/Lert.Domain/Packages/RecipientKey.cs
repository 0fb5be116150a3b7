using System.Security.Cryptography;

namespace Lert.Domain.Packages;

/// <summary>The key that a package is locked to: P-256, as SubjectPublicKeyInfo in base 64. What the platform has on every system, and openssl makes.</summary>
public static class RecipientKey
{
    /// <summary>The curve's name.</summary>
    private const string Curve = "1.2.840.10045.3.1.7";

    /// <summary>What is wrong with it, to follow the name of a field; null when nothing is.</summary>
    public static string? Problem(string publicKey)
    {
        ArgumentNullException.ThrowIfNull(publicKey);
        if (publicKey.Length == 0)
        {
            return "is required: a package is locked to its recipient";
        }

        try
        {
            using var key = Read(publicKey);
            return null;
        }
        catch (Exception wrong) when (wrong is FormatException or CryptographicException)
        {
            return "is no P-256 public key: SubjectPublicKeyInfo in base 64, with an uncompressed point";
        }
    }

    /// <summary>The key.</summary>
    /// <exception cref="FormatException">It is no base 64.</exception>
    /// <exception cref="CryptographicException">It is no such key, or not in the one form that it has here.</exception>
    public static ECDiffieHellman Read(string publicKey)
    {
        var bytes = Convert.FromBase64String(publicKey);
        var key = ECDiffieHellman.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(bytes, out var read);
            // One key has one form, so that one key has one fingerprint.
            return read == bytes.Length && key.ExportParameters(false).Curve.Oid.Value == Curve && Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()) == publicKey
                ? key
                : throw new CryptographicException("not the one form of a P-256 key");
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>SHA-256 over the key's bytes, 64 lower-case hexadecimal digits: what two people compare.</summary>
    public static string Fingerprint(string publicKey) => Convert.ToHexStringLower(SHA256.HashData(Convert.FromBase64String(publicKey)));

    /// <summary>The public key as it is written here.</summary>
    public static string Write(ECDiffieHellman key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
    }

    /// <summary>The point, uncompressed: 65 bytes.</summary>
    internal static byte[] Point(ECDiffieHellman key)
    {
        var q = key.ExportParameters(false).Q;
        return [4, .. q.X!, .. q.Y!];
    }

    /// <summary>The public key of a point.</summary>
    internal static ECDiffieHellman OfPoint(ReadOnlySpan<byte> point) => point is [4, ..] && point.Length == PackageHeader.PointSize
        ? ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = point[1..33].ToArray(), Y = point[33..].ToArray() } })
        : throw new CryptographicException("no uncompressed point");
}
