using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Lert.Silo.Paging;

/// <summary>The paging gateway that deliveries are posted to.</summary>
internal sealed class WebhookOptions
{
    public const string Section = "Lert:Paging:Webhook";

    /// <summary>Where deliveries are posted to, such as <c>https://gateway.example/pages</c>. Default: there is no gateway.</summary>
    public string? Url { get; set; }

    /// <summary>What requests are signed with (HMAC-SHA256), at least 16 characters. Needed with <see cref="Url"/>, here or in <see cref="SecretFile"/>.</summary>
    public string? Secret { get; set; }

    /// <summary>A file whose first line is the secret.</summary>
    public string? SecretFile { get; set; }

    /// <summary>How long one attempt may take, 1 s to 1 min. Default 10 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many requests are under way at once, 1 to 1,000. Default 32.</summary>
    public int MaxInFlight { get; set; } = 32;

    /// <summary>Whether the gateway may lie at a loopback, private or link-local address, and speak plain http. Default: no.</summary>
    public bool AllowPrivateNetworks { get; set; }

    /// <summary>Names of hosts that may lie at such addresses although others may not.</summary>
    public string[] AllowedHosts { get; set; } = [];

    public bool Allows(string host) => AllowPrivateNetworks || AllowedHosts.Contains(host, StringComparer.OrdinalIgnoreCase);

    /// <summary>The secret, wherever it lies.</summary>
    public string ReadSecret() => Secret ?? File.ReadLines(SecretFile!).FirstOrDefault()?.Trim() ?? "";

    internal sealed class Validator : IValidateOptions<WebhookOptions>
    {
        private const int LeastSecret = 16;

        public ValidateOptionsResult Validate(string? name, WebhookOptions options)
        {
            var problems = Bounds(options).Concat(options.Url is null ? [] : Gateway(options, options.Url)).ToList();
            return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
        }

        private static IEnumerable<string> Bounds(WebhookOptions options)
        {
            if (options.Timeout < TimeSpan.FromSeconds(1) || options.Timeout > TimeSpan.FromMinutes(1))
            {
                yield return $"{Section}:{nameof(Timeout)} {options.Timeout} is not between 1 second and 1 minute.";
            }

            if (options.MaxInFlight is < 1 or > 1_000)
            {
                yield return $"{Section}:{nameof(MaxInFlight)} {options.MaxInFlight} is not between 1 and 1,000.";
            }
        }

        private static IEnumerable<string> Gateway(WebhookOptions options, string given)
        {
            if (SecretProblem(options) is { } secret)
            {
                yield return secret;
            }

            if (!Uri.TryCreate(given, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.UserInfo.Length > 0)
            {
                yield return $"{Section}:{nameof(Url)} is no http or https address without a name and a password.";
                yield break;
            }

            if (options.Allows(url.IdnHost.Trim('[', ']')))
            {
                yield break;
            }

            if (url.Scheme == "http")
            {
                yield return $"{Section}:{nameof(Url)} is plain http: what pages say would be read on the way. Use https, or allow the host in {Section}:{nameof(AllowedHosts)} when it lies in your own network.";
            }

            if (Refused(url.IdnHost.Trim('[', ']')) is { } address)
            {
                yield return $"{Section}:{nameof(Url)} leads to {address}, which is not on the public network. If that is meant, name the host in {Section}:{nameof(AllowedHosts)} or set {Section}:{nameof(AllowPrivateNetworks)}.";
            }
        }

        private static string? SecretProblem(WebhookOptions options)
        {
            try
            {
                return options is { Secret: null or "", SecretFile: null or "" } ? $"{Section}:{nameof(Secret)} is needed: without it the gateway cannot tell who pages."
                    : options.ReadSecret().Length < LeastSecret ? $"{Section}:{nameof(Secret)} is shorter than {LeastSecret} characters."
                    : null;
            }
            catch (Exception unread) when (unread is IOException or UnauthorizedAccessException)
            {
                return $"{Section}:{nameof(SecretFile)} cannot be read: {unread.Message}";
            }
        }

        /// <summary>An address that the gateway must not have. A name that does not resolve now is judged when it is connected to.</summary>
        private static IPAddress? Refused(string host)
        {
            try
            {
                return Dns.GetHostAddresses(host).FirstOrDefault(address => !NetworkGuard.IsPublic(address));
            }
            catch (SocketException)
            {
                return null;
            }
        }
    }
}
