using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;

namespace Lert.Silo.Telemetry;

/// <summary>
/// A small server of its own on a port of its own: figures for Prometheus, and health for whoever asks by plain HTTP (a container's probe speaks no gRPC over
/// TLS). It shares nothing with the API, so no token is needed and none is ever read.
/// </summary>
internal sealed class MetricsEndpoint(IOptions<TelemetryOptions> options, IServiceProvider silo) : IHostedService, IAsyncDisposable
{
    private WebApplication? _server;

    /// <summary>Where it listens; null when it does not.</summary>
    public string? Url => _server?.Urls.FirstOrDefault();

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Url is not { } given)
        {
            return;
        }

        var url = new Uri(given);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Parse(url.Host.Trim('[', ']')), url.Port, endpoint => endpoint.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddRoutingCore();
        _server = builder.Build();
        _server.UseOpenTelemetryPrometheusScrapingEndpoint(silo.GetRequiredService<MeterProvider>(), null, "/metrics", null, null);
        _server.MapGet("/health/live", () => "alive");
        _server.MapGet("/health/ready", async (HttpContext context) =>
        {
            var report = await silo.GetRequiredService<HealthCheckService>().CheckHealthAsync(context.RequestAborted);
            context.Response.StatusCode = report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
            await context.Response.WriteAsync(Text(report), context.RequestAborted);
        });
        await _server.StartAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => _server?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? default;

    // One line each: the word, and where something is wrong the sentence that says what.
    private static string Text(HealthReport report) => string.Concat(
        report.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => $"{entry.Value.Status} {entry.Key}{(entry.Value.Description is { } why ? $": {why}" : "")}\n")
            .Prepend($"{report.Status}\n"));
}
