using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Lert.Api.Identity;

/// <summary>How tokens are verified.</summary>
/// <remarks>
/// A token's lifetime is judged by the wall clock, which is the token library's own: a silo whose clock is scaled for a demonstration still meets people and
/// issuers in real time.
/// </remarks>
internal sealed class BearerSetup(IOptions<LertIdentityOptions> identity, IHostEnvironment environment, VerifiedTokens verified) : IConfigureNamedOptions<JwtBearerOptions>
{
    /// <summary>Only signatures that the verifier cannot make himself. <c>none</c> and the shared-secret family are not among them.</summary>
    public static readonly string[] Algorithms =
    [
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
    ];

    public void Configure(JwtBearerOptions options) => Configure(JwtBearerDefaults.AuthenticationScheme, options);

    public void Configure(string? name, JwtBearerOptions options)
    {
        var settings = identity.Value;
        var issuer = settings.Issuer;
        var audience = settings.Audience;
        var jwksFile = settings.JwksFile;
        if (!string.IsNullOrEmpty(settings.DevelopmentKeys))
        {
            (issuer, audience) = (DevelopmentKey.Issuer, DevelopmentKey.Audience);
            jwksFile = DevelopmentKey.LoadOrCreate(settings.DevelopmentKeys).JwksPath;
        }

        options.MapInboundClaims = false;
        options.RequireHttpsMetadata = !environment.IsDevelopment();
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidAlgorithms = Algorithms,
            ValidIssuer = issuer,
            ValidAudience = audience,
            ValidateIssuerSigningKey = true,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ClockSkew = TimeSpan.FromSeconds(30),
            NameClaimType = "sub",
            RoleClaimType = "roles",
        };
        if (!string.IsNullOrEmpty(jwksFile))
        {
            var keys = new JwksFileReader(jwksFile, verified.Forget);
            options.TokenValidationParameters.IssuerSigningKeyResolver = (_, _, kid, _) => keys.KeysFor(kid);
        }
        else
        {
            options.Authority = settings.Authority;
        }
    }
}
