using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Lert.Silo.Configuration;

/// <summary>The certificate that the API shows, with the ones between it and its root.</summary>
internal sealed record Certificates(X509Certificate2 Leaf, X509Certificate2Collection Chain)
{
    /// <exception cref="CertificateException">The files hold no certificate with its private key.</exception>
    public static Certificates Load(string certificateFile, string? keyFile)
    {
        try
        {
            // Without a file of its own the key lies in the same one.
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(certificateFile);
#pragma warning disable CA2000 // The server shows it as long as it lives.
            return new(X509Certificate2.CreateFromPemFile(certificateFile, keyFile), chain);
#pragma warning restore CA2000
        }
        catch (Exception unusable) when (unusable is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw new CertificateException(
                $"{ListenOptions.Section}:{nameof(ListenOptions.CertificateFile)} '{certificateFile}' holds no certificate in PEM that goes with its private key: {unusable.Message}", unusable);
        }
    }
}

/// <summary>The certificate cannot be used. The message is one sentence.</summary>
internal sealed class CertificateException(string message, Exception inner) : Exception(message, inner);
