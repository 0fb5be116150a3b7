using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Grpc.Net.Client;
using Lert.Silo.Tests.Running;

namespace Lert.Silo.Tests.Configuration;

/// <summary>https with a certificate from a file, whose chain is shown to callers who know only its root.</summary>
public sealed class TlsTests
{
    [Fact]
    public async Task A_caller_who_trusts_the_root_is_served_over_the_chain_from_the_file()
    {
        using var folder = new ScratchFolder();
        using var root = Issue("CN=root.example", null, authority: true);
        using var middle = Issue("CN=middle.example", root, authority: true);
        using var leaf = Issue("CN=localhost", middle, authority: false);
        await File.WriteAllTextAsync(folder.At("chain.pem"), $"{leaf.ExportCertificatePem()}\n{middle.ExportCertificatePem()}\n");
        await File.WriteAllTextAsync(folder.At("key.pem"), leaf.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        await using var silo = await SiloUnderTest.StartAsync(
            "--Lert:Listen:Url=https://127.0.0.1:0", $"--Lert:Listen:CertificateFile={folder.At("chain.pem")}", $"--Lert:Listen:KeyFile={folder.At("key.pem")}");

        using var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { root },
                    RevocationMode = X509RevocationMode.NoCheck,
                    DisableCertificateDownloads = true,
                },
            },
        };
        using var caller = new Caller(silo.Url, silo.Folder.Keys, new GrpcChannelOptions { HttpHandler = handler });
        Assert.StartsWith("https://", silo.Url, StringComparison.Ordinal);

        Assert.NotEmpty((await caller.Cases.OpenAsync(Caller.Open("open", Some.Start), deadline: Caller.Deadline)).CaseId);

        using var stranger = new Caller(silo.Url, silo.Folder.Keys);
        await Assert.ThrowsAsync<RpcException>(async () => await stranger.Cases.OpenAsync(Caller.Open("open", Some.Start), deadline: Caller.Deadline));
    }

    private static X509Certificate2 Issue(string name, X509Certificate2? issuer, bool authority)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(authority, false, 0, true));
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var (from, to) = (Caller.Now.AddDays(-1), Caller.Now.AddDays(authority ? 30 : 20));
        if (issuer is null)
        {
            return request.CreateSelfSigned(from, to);
        }

        using var signed = request.Create(issuer, from, issuer.NotAfter.ToUniversalTime() < to ? issuer.NotAfter : to, RandomNumberGenerator.GetBytes(8));
        return signed.CopyWithPrivateKey(key);
    }
}
