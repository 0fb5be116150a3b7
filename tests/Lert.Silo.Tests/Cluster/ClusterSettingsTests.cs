using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Lert.Silo.Cluster;
using Lert.Silo.Configuration;
using Lert.Silo.Tests.Running;
using Microsoft.Extensions.Options;

namespace Lert.Silo.Tests.Cluster;

/// <summary>What is wrong with the place of a silo among others is said in sentences, before it joins.</summary>
public sealed class ClusterSettingsTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_defaults_are_good() => Assert.True(new ClusteringOptionsValidator().Validate(null, new()).Succeeded);

    [Fact]
    public void Everything_wrong_is_said_at_once()
    {
        var result = new ClusteringOptionsValidator().Validate(null, new()
        {
            Name = "-Lert",
            Address = "0.0.0.0",
            Port = 0,
            MissedProbes = 1,
            ProbeInterval = TimeSpan.Zero,
            CertificateFile = _folder.At("missing.pem"),
        });
        string said = string.Join('\n', result.Failures!);
        foreach (string sentence in new[] { "Lert:Cluster:Name is", "all addresses and none", "Port must be between", "MissedProbes must be between", "ProbeInterval must be between", "go together", "there is no file" })
        {
            Assert.Contains(sentence, said, StringComparison.Ordinal);
        }

        Assert.Contains("is no IP address", string.Join('\n', new ClusteringOptionsValidator().Validate(null, new() { Address = "silo-1" }).Failures!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_the_others_would_not_take_is_refused_at_start()
    {
        using X509Certificate2 ours = Issue("CN=ours"), theirs = Issue("CN=theirs");
        await WriteAsync("own.pem", ours);
        await WriteAsync("authority.pem", theirs);
        var refused = Assert.Throws<CertificateException>(() => Certificate("own.pem", "authority.pem"));
        Assert.Contains("is not one that the other silos would take", refused.Message, StringComparison.Ordinal);
        Assert.Equal([refused.Message], StartProblems.Of(refused));

        await WriteAsync("authority.pem", ours);
        Assert.NotNull(Certificate("own.pem", "authority.pem").Server);
    }

    [Fact]
    public async Task A_file_that_holds_no_certificate_is_named()
    {
        using X509Certificate2 ours = Issue("CN=ours");
        await WriteAsync("own.pem", ours);
        await File.WriteAllTextAsync(_folder.At("nothing.pem"), "nothing");
        Assert.Contains("Lert:Cluster:AuthorityFile", Assert.Throws<CertificateException>(() => Certificate("own.pem", "nothing.pem")).Message, StringComparison.Ordinal);
        Assert.Contains("Lert:Cluster:CertificateFile", Assert.Throws<CertificateException>(() => Certificate("nothing.pem", "own.pem")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_nothing_uses_is_no_false_comfort()
    {
        using X509Certificate2 ours = Issue("CN=ours");
        await WriteAsync("own.pem", ours);
        Assert.Throws<CertificateException>(() => Certificate("own.pem", "own.pem").ThrowIfUnused());
        var used = Certificate("own.pem", "own.pem");
        _ = used.Server;
        used.ThrowIfUnused();
        new ClusterCertificate(Options.Create(new ClusteringOptions())).ThrowIfUnused();
    }

    private static X509Certificate2 Issue(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2120, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    private ClusterCertificate Certificate(string own, string authority) =>
        new(Options.Create(new ClusteringOptions { CertificateFile = _folder.At(own), AuthorityFile = _folder.At(authority) }));

    private Task WriteAsync(string file, X509Certificate2 certificate) =>
        File.WriteAllTextAsync(_folder.At(file), $"{certificate.ExportCertificatePem()}\n{certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem()}\n");
}
