using Lert.Api.Identity;
using Lert.Api.Tests.Running;
using Microsoft.Extensions.Options;

namespace Lert.Api.Tests.Identity;

public sealed class IdentityOptionsTests
{
    [Fact]
    public async Task Nothing_starts_without_a_source_of_keys_and_all_problems_are_told_at_once()
    {
        var problems = await Problems(new()
        {
            ["Lert:Api:Heartbeat"] = "00:00:00",
            ["Lert:Api:Regions:0"] = "US",
            ["Lert:Identity:DevelopmentKeys"] = "",
        });
        Assert.Contains(problems, problem => problem.Contains("exactly one of", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("Audience is required", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("'US' is no region", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("Heartbeat must be", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_authority_must_be_an_address_and_a_file_must_hold_public_keys()
    {
        Assert.Contains(
            await Problems(new() { ["Lert:Identity:DevelopmentKeys"] = "", ["Lert:Identity:Authority"] = "ftp://issuer", ["Lert:Identity:Audience"] = "lert" }),
            problem => problem.Contains("https address", StringComparison.Ordinal));

        var directory = Directory.CreateTempSubdirectory("lert-keys-").FullName;
        try
        {
            var path = Path.Combine(directory, "jwks.json");
            foreach (var (content, complaint) in new[]
            {
                ("{", "is no JWKS"),
                ("""{"keys":[]}""", "names no key"),
                ("""{"keys":[{"kty":"oct","k":"c2VjcmV0","kid":"s"}]}""", "neither an elliptic curve key nor"),
                ("""{"keys":[{"kty":"RSA","n":"AQAB","e":"AQAB","kid":"r"}]}""", "at least 2048 bits"),
            })
            {
                await File.WriteAllTextAsync(path, content);
                Assert.Contains(complaint, JwksFileReader.Problem(path), StringComparison.Ordinal);
            }

            DevelopmentKey.LoadOrCreate(directory);
            var secret = await File.ReadAllTextAsync(Path.Combine(directory, "development-key.jwk"));
            await File.WriteAllTextAsync(path, $$"""{"keys":[{{secret}}]}""");
            Assert.Contains("is a private key", JwksFileReader.Problem(path), StringComparison.Ordinal);
            Assert.NotNull(JwksFileReader.Problem(Path.Combine(directory, "absent.json")));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public void A_development_key_is_refused_outside_of_development()
    {
        var options = new LertIdentityOptions { DevelopmentKeys = "keys" };
        Assert.True(new LertIdentityOptions.Validator(new Place("Production")).Validate(null, options).Failed);
        Assert.True(new LertIdentityOptions.Validator(new Place("Development")).Validate(null, options).Succeeded);
    }

    [Fact]
    public async Task A_setting_that_nobody_knows_stops_the_start()
    {
        await using var api = new Disposable(new() { ["Lert:Api:Patient"] = "00:00:01" });
        await Assert.ThrowsAsync<InvalidOperationException>(api.Api.InitializeAsync);
    }

    private static async Task<IReadOnlyList<string>> Problems(Dictionary<string, string?> settings)
    {
        await using var api = new Disposable(settings);
        var thrown = await Assert.ThrowsAnyAsync<Exception>(api.Api.InitializeAsync);
        var all = thrown is AggregateException many ? many.InnerExceptions : [thrown];
        return [.. all.Cast<OptionsValidationException>().SelectMany(invalid => invalid.Failures)];
    }

    private sealed class Disposable : IAsyncDisposable
    {
        public Disposable(Dictionary<string, string?> settings)
        {
            foreach (var (key, value) in settings)
            {
                Api.Settings[key] = value;
            }
        }

        public ApiUnderTest Api { get; } = new();

        public async ValueTask DisposeAsync() => await Api.DisposeAsync();
    }

    private sealed class Place(string name) : Microsoft.Extensions.Hosting.IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;

        public string ApplicationName { get; set; } = "";

        public string ContentRootPath { get; set; } = "";

        public Microsoft.Extensions.FileProviders.IFileProvider ContentRootFileProvider { get; set; } = null!;
    }
}
