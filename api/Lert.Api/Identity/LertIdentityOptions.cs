using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Lert.Api.Identity;

/// <summary>Whose tokens are good. Exactly one of <see cref="Authority"/>, <see cref="JwksFile"/> and <see cref="DevelopmentKeys"/> says where the keys come from.</summary>
public sealed class LertIdentityOptions
{
    public const string Section = "Lert:Identity";

    /// <summary>An OpenID Connect issuer; keys come from its discovery document. https, except in Development.</summary>
    public string? Authority { get; set; }

    /// <summary>A file with public keys as a JWKS. It is read again when a token names a key that is not in it and the file has changed.</summary>
    public string? JwksFile { get; set; }

    /// <summary>A directory with a generated key of one's own; only in Development. <c>lert token</c> signs with it. Sets issuer and audience as well.</summary>
    public string? DevelopmentKeys { get; set; }

    /// <summary>The <c>iss</c> of good tokens. Required with <see cref="JwksFile"/>; from the discovery document otherwise.</summary>
    public string? Issuer { get; set; }

    /// <summary>The <c>aud</c> of good tokens. Required, except with <see cref="DevelopmentKeys"/>.</summary>
    public string? Audience { get; set; }

    internal sealed class Validator(IHostEnvironment environment) : IValidateOptions<LertIdentityOptions>
    {
        public ValidateOptionsResult Validate(string? name, LertIdentityOptions options)
        {
            var problems = Problems(options).ToList();
            return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
        }

        private IEnumerable<string> Problems(LertIdentityOptions options)
        {
            string?[] sources = [options.Authority, options.JwksFile, options.DevelopmentKeys];
            if (sources.Count(source => !string.IsNullOrEmpty(source)) != 1)
            {
                yield return $"{Section}: set exactly one of {nameof(Authority)}, {nameof(JwksFile)} and {nameof(DevelopmentKeys)}.";
            }

            if (!string.IsNullOrEmpty(options.DevelopmentKeys))
            {
                if (!environment.IsDevelopment())
                {
                    yield return $"{Section}:{nameof(DevelopmentKeys)} is for the Development environment alone; this is {environment.EnvironmentName}.";
                }

                yield break;
            }

            if (string.IsNullOrEmpty(options.Audience))
            {
                yield return $"{Section}:{nameof(Audience)} is required: a token for another service must not be good here.";
            }

            if (!string.IsNullOrEmpty(options.JwksFile) && string.IsNullOrEmpty(options.Issuer))
            {
                yield return $"{Section}:{nameof(Issuer)} is required with {nameof(JwksFile)}.";
            }

            if (!string.IsNullOrEmpty(options.JwksFile) && JwksFileReader.Problem(options.JwksFile) is { } broken)
            {
                yield return $"{Section}:{nameof(JwksFile)}: {broken}";
            }

            if (!string.IsNullOrEmpty(options.Authority)
                && !(Uri.TryCreate(options.Authority, UriKind.Absolute, out var authority)
                    && (authority.Scheme == Uri.UriSchemeHttps || (authority.Scheme == Uri.UriSchemeHttp && environment.IsDevelopment()))))
            {
                yield return $"{Section}:{nameof(Authority)} must be an https address.";
            }
        }
    }
}
