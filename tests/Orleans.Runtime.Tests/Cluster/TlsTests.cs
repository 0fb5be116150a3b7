using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Runtime.Tests.Fixture;

namespace Orleans.Runtime.Tests.Cluster;

/// <summary>With both halves of TLS among the services, silos and clients talk over nothing else, and each side shows its certificate.</summary>
[Trait("Stack", "compat")]
public sealed class TlsTests : IDisposable
{
    private readonly Authority _ours = new("ours"), _theirs = new("theirs");

    public void Dispose()
    {
        _ours.Dispose();
        _theirs.Dispose();
    }

    [Fact]
    public async Task Silos_with_certificates_of_one_authority_call_each_other()
    {
        await using Silos silos = await Silos.StartAsync(2, silo => _ours.Secure(silo.Services, _ours), client => _ours.Secure(client.Services, _ours));
        Assert.Equal(silos[1].Name, await Silos.Ask<IPlaceGrain>(silos[0], silos.KeyAt(silos[1])).Silo().WithinBound());
        Assert.Equal(silos[0].Name, await silos.Cluster.GrainFactory.GetGrain<IPlaceGrain>(silos.KeyAt(silos[0])).Silo().WithinBound());
    }

    [Fact]
    public async Task Who_shows_no_certificate_or_a_foreign_one_is_not_let_in_and_hears_why()
    {
        await using Silos silos = await Silos.StartAsync(1, silo => _ours.Secure(silo.Services, _ours), client => _ours.Secure(client.Services, _ours));
        await RefusedAsync(silos, static _ => { });
        await RefusedAsync(silos, services => _theirs.Secure(services, _theirs));

        // It trusts us, and we do not trust it.
        await RefusedAsync(silos, services => _theirs.Secure(services, _ours));
        Assert.Equal(silos[0].Name, await silos.Cluster.GrainFactory.GetGrain<IPlaceGrain>("k").Silo().WithinBound());
    }

    private static async Task RefusedAsync(Silos silos, Action<IServiceCollection> secure)
    {
        using IHost client = new HostBuilder().UseOrleansClient(builder =>
        {
            builder.UseStaticClustering(silos[0].SiloAddress.Endpoint).Configure<ClusterOptions>(options => options.ClusterId = silos.Cluster.Options.ClusterId);
            secure(builder.Services);
        }).Build();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        SiloUnavailableException refused = await Assert.ThrowsAsync<SiloUnavailableException>(() => client.StartAsync(patience.Token).WithinBound());
        Assert.Contains(silos[0].SiloAddress.Endpoint.ToString(), refused.Message, StringComparison.Ordinal);
    }

    /// <summary>An authority with one certificate of its making.</summary>
    private sealed class Authority : IDisposable
    {
        private static readonly DateTimeOffset From = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), To = new(2120, 1, 1, 0, 0, 0, TimeSpan.Zero);
        private readonly X509Certificate2 _root;
        private readonly X509Certificate2 _leaf;

        internal Authority(string name)
        {
            using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var root = new CertificateRequest($"CN={name}", rootKey, HashAlgorithmName.SHA256);
            root.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
            _root = root.CreateSelfSigned(From, To);
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var leaf = new CertificateRequest($"CN=silo of {name}", key, HashAlgorithmName.SHA256);
            using X509Certificate2 signed = leaf.Create(_root, From, To, [1, 2, 3, 4]);
            _leaf = signed.CopyWithPrivateKey(key);
        }

        public void Dispose()
        {
            _root.Dispose();
            _leaf.Dispose();
        }

        internal void Secure(IServiceCollection services, Authority trusted)
        {
            bool Judge(object sender, X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors)
            {
                using var own = new X509Chain { ChainPolicy = { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck } };
                own.ChainPolicy.CustomTrustStore.Add(trusted._root);
                return shown is X509Certificate2 certificate && own.Build(certificate);
            }

            services.AddSingleton(new SslServerAuthenticationOptions { ServerCertificate = _leaf, ClientCertificateRequired = true, RemoteCertificateValidationCallback = Judge });
            services.AddSingleton(new SslClientAuthenticationOptions { ClientCertificates = [_leaf], RemoteCertificateValidationCallback = Judge });
        }
    }
}
