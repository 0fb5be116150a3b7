using Grpc.Core;
using Lert.Api.Identity;
using Lert.Api.Tests.Running;

namespace Lert.Api.Tests.Identity;

public sealed class KeyTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("lert-keys-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_development_key_is_made_once_and_only_its_owner_reads_it()
    {
        var keys = Enumerable.Range(0, 8).AsParallel().Select(_ => DevelopmentKey.LoadOrCreate(_directory)).ToList();
        var jwks = File.ReadAllText(keys[0].JwksPath);
        Assert.DoesNotContain("\"d\"", jwks, StringComparison.Ordinal);
        var path = Path.Combine(_directory, "development-key.jwk");
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }

        DevelopmentKey.LoadOrCreate(_directory);
        Assert.Equal(jwks, File.ReadAllText(keys[0].JwksPath));
        Assert.Equal(2, Directory.GetFiles(_directory).Length);
    }

    [Fact]
    public void A_file_that_is_no_key_is_said_to_be_none_and_not_overwritten()
    {
        var path = Path.Combine(_directory, "development-key.jwk");
        foreach (var content in new[] { "garbage", "{}", """{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}""" })
        {
            File.WriteAllText(path, content);
            Assert.Throws<InvalidDataException>(() => DevelopmentKey.LoadOrCreate(_directory));
            Assert.Equal(content, File.ReadAllText(path));
        }
    }

    [Fact]
    public async Task Keys_rotate_without_a_restart()
    {
        var (oldKeys, newKeys, jwks) = (Path.Combine(_directory, "old"), Path.Combine(_directory, "new"), Path.Combine(_directory, "jwks.json"));
        var (before, after) = (DevelopmentKey.LoadOrCreate(oldKeys), DevelopmentKey.LoadOrCreate(newKeys));
        File.Copy(before.JwksPath, jwks);
        var api = new ApiUnderTest();
        api.Settings["Lert:Identity:DevelopmentKeys"] = null;
        api.Settings["Lert:Identity:JwksFile"] = jwks;
        api.Settings["Lert:Identity:Issuer"] = DevelopmentKey.Issuer;
        api.Settings["Lert:Identity:Audience"] = DevelopmentKey.Audience;
        await api.InitializeAsync();
        try
        {
            Assert.Equal(StatusCode.OK, await Call(before));
            Assert.Equal(StatusCode.Unauthenticated, await Call(after));
            var remembered = Mint(before);
            Assert.Equal(StatusCode.OK, await CallWith(remembered));
            Assert.Equal(StatusCode.OK, await CallWith(remembered));

            File.Copy(after.JwksPath, jwks, overwrite: true);
            File.SetLastWriteTimeUtc(jwks, File.GetLastWriteTimeUtc(jwks).AddSeconds(5));
            Assert.Equal(StatusCode.OK, await Call(after));
            Assert.Equal(StatusCode.Unauthenticated, await Call(before));
            // That it was good a moment ago does not help.
            Assert.Equal(StatusCode.Unauthenticated, await CallWith(remembered));

            // A broken file takes nothing away.
            await File.WriteAllTextAsync(jwks, "{");
            File.SetLastWriteTimeUtc(jwks, File.GetLastWriteTimeUtc(jwks).AddSeconds(10));
            Assert.Equal(StatusCode.Unauthenticated, await Call(before));
            Assert.Equal(StatusCode.OK, await Call(after));
        }
        finally
        {
            await api.DisposeAsync();
        }

        Task<StatusCode> Call(DevelopmentKey key) => CallWith(Mint(key));

        string Mint(DevelopmentKey key) => key.Mint("ann", [Roles.Lead], ["us"], ApiUnderTest.Now, TimeSpan.FromMinutes(5));

        async Task<StatusCode> CallWith(string token) =>
            (await api.With(token).Call(RawCalls.Methods.Single(method => method.Path() == "/lert.v1.CaseService/List"), [])).Code;
    }
}
