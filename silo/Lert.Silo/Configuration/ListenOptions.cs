using System.Net;
using Microsoft.Extensions.Options;

namespace Lert.Silo.Configuration;

/// <summary>Where the gRPC API listens.</summary>
internal sealed class ListenOptions
{
    public const string Section = "Lert:Listen";

    /// <summary>The address, such as <c>http://127.0.0.1:7400</c>. <c>https</c> needs a certificate; plain <c>http</c> beyond this machine is refused outside Development.</summary>
    public string Url { get; set; } = "http://127.0.0.1:7400";

    /// <summary>A PEM file with the certificate chain, for https.</summary>
    public string? CertificateFile { get; set; }

    /// <summary>A PEM file with the private key of <see cref="CertificateFile"/>.</summary>
    public string? KeyFile { get; set; }

    internal sealed class Validator(IHostEnvironment environment) : IValidateOptions<ListenOptions>
    {
        public ValidateOptionsResult Validate(string? name, ListenOptions options)
        {
            var problems = Problems(options).ToList();
            return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
        }

        private IEnumerable<string> Problems(ListenOptions options)
        {
            if (!Uri.TryCreate(options.Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            {
                yield return $"{Section}:{nameof(Url)} '{options.Url}' is no http or https address.";
                yield break;
            }

            if (!IPAddress.TryParse(url.Host.Trim('[', ']'), out _) && url.Host != "localhost")
            {
                yield return $"{Section}:{nameof(Url)}: '{url.Host}' is neither an IP address of this machine nor localhost.";
            }

            if (url is not { PathAndQuery: "/", UserInfo: "", Fragment: "" })
            {
                yield return $"{Section}:{nameof(Url)} '{options.Url}' has more than a scheme, a host and a port.";
            }

            if (url is { Host: "localhost", Port: 0 })
            {
                yield return $"{Section}:{nameof(Url)}: a port of the system's choice goes with an IP address; 'localhost' is two of them.";
            }

            if (url.Scheme == "http" && !url.IsLoopback && !environment.IsDevelopment())
            {
                yield return $"{Section}:{nameof(Url)}: plain http beyond this machine carries tokens in the clear; use https.";
            }

            if (url.Scheme == "https" && options.CertificateFile is null)
            {
                yield return $"{Section}:{nameof(CertificateFile)} is required for https.";
            }

            foreach (var (file, setting) in new[] { (options.CertificateFile, nameof(CertificateFile)), (options.KeyFile, nameof(KeyFile)) })
            {
                if (file is not null && !File.Exists(file))
                {
                    yield return $"{Section}:{setting}: there is no file '{file}'.";
                }
            }
        }
    }
}
