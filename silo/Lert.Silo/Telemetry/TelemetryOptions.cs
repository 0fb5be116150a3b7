using System.Net;
using Microsoft.Extensions.Options;

namespace Lert.Silo.Telemetry;

/// <summary>Where the silo's figures and traces go. Nothing leaves it unless it is told where to.</summary>
internal sealed class TelemetryOptions
{
    public const string Section = "Lert:Telemetry";

    /// <summary>An OTLP/gRPC collector for metrics and traces, such as <c>http://127.0.0.1:4317</c>. Default: none.</summary>
    public string? OtlpEndpoint { get; set; }

    /// <summary>
    /// An <c>http</c> address and port of this machine for <c>/metrics</c> (Prometheus text), <c>/health/live</c> and <c>/health/ready</c>. It asks for no
    /// identity and says nothing personal. Default: none.
    /// </summary>
    public string? Url { get; set; }

    internal sealed class Validator : IValidateOptions<TelemetryOptions>
    {
        public ValidateOptionsResult Validate(string? name, TelemetryOptions options)
        {
            var problems = Problems(options).ToList();
            return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
        }

        private static IEnumerable<string> Problems(TelemetryOptions options)
        {
            if (options.OtlpEndpoint is { } otlp && !(Uri.TryCreate(otlp, UriKind.Absolute, out var collector) && collector.Scheme is "http" or "https"))
            {
                yield return $"{Section}:{nameof(OtlpEndpoint)} '{otlp}' is no http or https address.";
            }

            if (options.Url is { } given
                && !(Uri.TryCreate(given, UriKind.Absolute, out var url) && url is { Scheme: "http", PathAndQuery: "/", UserInfo: "" } && IPAddress.TryParse(url.Host.Trim('[', ']'), out _)))
            {
                yield return $"{Section}:{nameof(Url)} '{given}' is no http address of this machine such as http://127.0.0.1:9464.";
            }
        }
    }
}
