using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Lert.Silo.Configuration;

namespace Lert.Silo.Paging;

/// <summary>
/// Whether a mail server is the one that it says it is. With authorities of its own these alone count, for a server inside the house; without, those of the
/// machine. Its name must be right in either case.
/// </summary>
internal sealed class MailCertificates
{
    private readonly X509Certificate2Collection? _authorities;

    /// <exception cref="CertificateException">The file holds no certificate.</exception>
    public MailCertificates(MailOptions options) => _authorities = options.AuthorityFile is { } file
        ? Certificates.LoadAuthorities(file, $"{MailOptions.Section}:{nameof(MailOptions.AuthorityFile)}")
        : null;

    /// <summary>Null where the machine's own judgement is enough.</summary>
    public RemoteCertificateValidationCallback? Judge => _authorities is null ? null : IsTrusted;

    private bool IsTrusted(object sender, X509Certificate? certificate, X509Chain? shown, SslPolicyErrors errors)
    {
        if (certificate is null || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None)
        {
            return false;
        }

        using var chain = new X509Chain { ChainPolicy = { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck } };
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities!);
        if (shown is not null)
        {
            chain.ChainPolicy.ExtraStore.AddRange(shown.ChainPolicy.ExtraStore);
        }

        using var leaf = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        return chain.Build(leaf);
    }
}
