using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Lert.Silo.Configuration;

/// <summary>A certificate that this silo shows, with the ones between it and its root.</summary>
internal sealed record Certificates(X509Certificate2 Leaf, X509Certificate2Collection Chain)
{
    /// <param name="setting">Whose file it is, for the sentence when it cannot be used.</param>
    /// <exception cref="CertificateException">The files hold no certificate with its private key.</exception>
    public static Certificates Load(string certificateFile, string? keyFile, string setting)
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
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException)
        {
            throw new CertificateException($"{setting} '{certificateFile}' and its private key cannot be read: {unread.Message}", unread);
        }
        catch (Exception unusable) when (unusable is CryptographicException or ArgumentException)
        {
            throw new CertificateException(
                $"{setting} '{certificateFile}' holds no certificate in PEM that goes with its private key: {unusable.Message}", unusable);
        }
    }

    /// <exception cref="CertificateException">The file holds no certificate.</exception>
    public static X509Certificate2Collection LoadAuthorities(string file, string setting)
    {
        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(file);
            return authorities.Count > 0 ? authorities : throw new CertificateException($"{setting} '{file}' holds no certificate in PEM.");
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException)
        {
            throw new CertificateException($"{setting} '{file}' cannot be read: {unread.Message}", unread);
        }
        catch (CryptographicException unusable)
        {
            throw new CertificateException($"{setting} '{file}' holds no certificates in PEM: {unusable.Message}", unusable);
        }
    }
}

/// <summary>The certificate cannot be used. The message is one sentence.</summary>
internal sealed class CertificateException(string message, Exception? inner = null) : Exception(message, inner);
