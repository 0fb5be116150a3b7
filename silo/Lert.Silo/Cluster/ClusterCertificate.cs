using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Lert.Silo.Configuration;
using Microsoft.Extensions.Options;

namespace Lert.Silo.Cluster;

/// <summary>
/// Mutual TLS between silos: each shows its certificate and takes only those of the configured authorities. What certificates are for machines is the
/// authorities' business, so names are not compared: silos know each other by address, and addresses move.
/// </summary>
internal sealed class ClusterCertificate
{
    private readonly SslStreamCertificateContext? _own;
    private readonly X509ChainPolicy? _policy;
    private bool _isUsed;

    /// <exception cref="CertificateException">The certificate, its key or the authorities cannot be used, or the one does not come from the other.</exception>
    public ClusterCertificate(IOptions<ClusteringOptions> options)
    {
        var settings = options.Value;
        if (settings.CertificateFile is null)
        {
            return;
        }

        var (leaf, chain) = Certificates.Load(settings.CertificateFile, settings.KeyFile, $"{ClusteringOptions.Section}:{nameof(settings.CertificateFile)}");
        var authorities = Certificates.LoadAuthorities(settings.AuthorityFile!, $"{ClusteringOptions.Section}:{nameof(settings.AuthorityFile)}");
        _policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        _policy.CustomTrustStore.AddRange(authorities);
        _policy.ExtraStore.AddRange(chain);
        if (WhyNot(leaf) is { } reason)
        {
            throw new CertificateException(
                $"{ClusteringOptions.Section}:{nameof(settings.CertificateFile)} '{settings.CertificateFile}' is not one that the other silos would take: {reason}");
        }

        _own = SslStreamCertificateContext.Create(leaf, chain, offline: true);
    }

    public SslServerAuthenticationOptions? Server
    {
        get
        {
            _isUsed = true;
            return _own is null ? null : new()
            {
                ServerCertificateContext = _own,
                ClientCertificateRequired = true,
                RemoteCertificateValidationCallback = Judge,
            };
        }
    }

    public SslClientAuthenticationOptions? Client => _own is null ? null : new()
    {
        ClientCertificateContext = _own,
        RemoteCertificateValidationCallback = Judge,
    };

    /// <summary>Genuine Orleans takes its TLS from a package of its own and does not ask here: then a silo that was given a certificate must not talk without it.</summary>
    /// <exception cref="CertificateException">There is a certificate, and nobody asked for it.</exception>
    public void ThrowIfUnused()
    {
        if (_own is not null && !_isUsed)
        {
            throw new CertificateException($"{ClusteringOptions.Section}:{nameof(ClusteringOptions.CertificateFile)} is set, but nothing between this silo and others uses it.");
        }
    }

    private bool Judge(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        certificate is not null && WhyNot(certificate as X509Certificate2 ?? X509CertificateLoader.LoadCertificate(certificate.GetRawCertData()), chain) is null;

    private string? WhyNot(X509Certificate2 certificate, X509Chain? shown = null)
    {
        using var chain = new X509Chain { ChainPolicy = _policy!.Clone() };
        if (shown is not null)
        {
            chain.ChainPolicy.ExtraStore.AddRange(shown.ChainPolicy.ExtraStore);
        }

        return chain.Build(certificate) ? null : string.Join(" ", chain.ChainStatus.Select(status => status.StatusInformation.Trim()).Distinct());
    }
}
