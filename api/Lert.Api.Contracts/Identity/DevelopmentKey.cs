using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Lert.Api.Identity;

/// <summary>
/// A signing key for one developer's machine: an ES256 pair that is generated once, and the tokens that it signs. The public half lies beside it as a JWKS
/// file, which the API reads; only an API in the Development environment accepts it.
/// </summary>
public sealed class DevelopmentKey
{
    /// <summary>The issuer of its tokens.</summary>
    public const string Issuer = "lert-development";

    /// <summary>The audience of its tokens.</summary>
    public const string Audience = "lert";

    private const string PrivateFile = "development-key.jwk";
    private const string PublicFile = "development-jwks.json";
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    private readonly SigningCredentials _credentials;

    private DevelopmentKey(JsonWebKey key, string jwksPath)
    {
        _credentials = new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256);
        JwksPath = jwksPath;
    }

    /// <summary>Where a silo and <c>lert token</c> look when they are told nothing: <c>lert/keys</c> in the person's configuration directory.</summary>
    public static string DefaultDirectory => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CONFIG_HOME") is { Length: > 0 } configured
            ? configured
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config"),
        "lert",
        "keys");

    /// <summary>Where the public half lies.</summary>
    public string JwksPath { get; }

    /// <summary>The key of this directory; generated when there is none. Two processes that start together end up with the same one.</summary>
    /// <exception cref="InvalidDataException">The file is there and is no such key.</exception>
    public static DevelopmentKey LoadOrCreate(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        Directory.CreateDirectory(directory);
        var privatePath = Path.Combine(directory, PrivateFile);
        if (!File.Exists(privatePath))
        {
            Generate(privatePath);
        }

        var jwk = Read(privatePath);
        var jwksPath = Path.Combine(directory, PublicFile);
        Publish(jwk, jwksPath);
        return new DevelopmentKey(jwk, jwksPath);
    }

    /// <summary>Signs a token.</summary>
    /// <param name="subject">Who it names: 1 to 128 characters.</param>
    /// <param name="roles">Of <see cref="Roles"/>.</param>
    /// <param name="regions">Home regions, such as <c>us</c>.</param>
    /// <param name="now">The wall clock's instant. A scaled clock is not for tokens.</param>
    /// <param name="lifetime">More than nothing.</param>
    public string Mint(string subject, IEnumerable<string> roles, IEnumerable<string> regions, DateTimeOffset now, TimeSpan lifetime)
    {
        ArgumentException.ThrowIfNullOrEmpty(subject);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, TimeSpan.Zero);
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = now.UtcDateTime + lifetime,
            Claims = new Dictionary<string, object>
            {
                ["sub"] = subject,
                ["roles"] = roles.ToArray(),
                ["regions"] = regions.ToArray(),
            },
            SigningCredentials = _credentials,
        });
    }

    private static void Generate(string path)
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var parameters = pair.ExportParameters(includePrivateParameters: true);
        var json = JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["kty"] = "EC",
            ["crv"] = "P-256",
            ["x"] = Base64UrlEncoder.Encode(parameters.Q.X!),
            ["y"] = Base64UrlEncoder.Encode(parameters.Q.Y!),
            ["d"] = Base64UrlEncoder.Encode(parameters.D!),
        });
        WriteWhole(path, json, ownerOnly: true, overwrite: false);
    }

    private static JsonWebKey Read(string path)
    {
        try
        {
            var key = new JsonWebKey(File.ReadAllText(path));
            if (key is { Kty: "EC", Crv: "P-256", HasPrivateKey: true })
            {
                key.Kid = Base64UrlEncoder.Encode(key.ComputeJwkThumbprint());
                return key;
            }
        }
        catch (ArgumentException malformed)
        {
            throw NoKey(path, malformed);
        }

        throw NoKey(path, null);
    }

    private static InvalidDataException NoKey(string path, Exception? cause) =>
        new($"'{path}' holds no P-256 private key as a JWK. Remove it, and a new one is generated; tokens signed with the old one are then no longer good.", cause);

    private static void Publish(JsonWebKey key, string path)
    {
        var json = JsonSerializer.Serialize(new
        {
            keys = new[] { new { kty = key.Kty, crv = key.Crv, x = key.X, y = key.Y, kid = key.Kid, use = "sig", alg = "ES256" } },
        });
        if (!File.Exists(path) || File.ReadAllText(path) != json)
        {
            WriteWhole(path, json, ownerOnly: false, overwrite: true);
        }
    }

    /// <summary>Whole or not at all: a reader never sees half a key, and the first of two writers wins unless told otherwise.</summary>
    private static void WriteWhole(string path, string text, bool ownerOnly, bool overwrite)
    {
        var draft = $"{path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (ownerOnly && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(draft, options))
        {
            writer.Write(text);
        }

        try
        {
            File.Move(draft, path, overwrite);
        }
        catch (IOException) when (!overwrite && File.Exists(path))
        {
            File.Delete(draft);
        }
    }
}
