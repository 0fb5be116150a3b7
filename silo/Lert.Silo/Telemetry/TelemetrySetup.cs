using System.Reflection;
using Grpc.AspNetCore.Server;
using Lert.Grains.Actors;
using Lert.Silo.Configuration;
using Lert.Silo.Storage;
using Lert.Store;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Lert.Silo.Telemetry;

/// <summary>Names the parts that count and trace, and where it goes when the settings say so.</summary>
internal static class TelemetrySetup
{
    private const int Abbreviated = 7;

    /// <summary>The version that the build gave this program, with the beginning of its commit.</summary>
    public static string Version { get; } = Shorter(typeof(TelemetrySetup).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown");

    /// <summary>To be called before the API is added: its interceptor stands outside all others.</summary>
    public static void AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<TelemetryOptions, TelemetryOptions.Validator>(TelemetryOptions.Section);
        services.AddSingleton<SiloMeter>();
        services.AddSingleton<CallMeter>();
        services.Configure<GrpcServiceOptions>(grpc => grpc.Interceptors.Add<CallMeter>());
        services.AddSingleton<Backlog>();
        services.AddHostedService(provider => provider.GetRequiredService<Backlog>());
        services.AddHostedService<SiloGauges>();
        services.AddSingleton<IHealthCheckPublisher, HealthLog>();
        services.AddSingleton<MetricsEndpoint>();
        services.AddHostedService(provider => provider.GetRequiredService<MetricsEndpoint>());
        services.AddSingleton(provider => new MeteredStore(
            provider.GetRequiredService<StoreSlot>().Store, provider.GetRequiredService<SiloMeter>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IActorStore>(provider => provider.GetRequiredService<MeteredStore>());

        var telemetry = configuration.GetSection(TelemetryOptions.Section);
        var collector = Uri.TryCreate(telemetry[nameof(TelemetryOptions.OtlpEndpoint)], UriKind.Absolute, out var otlp) ? otlp : null;
        if (collector is null && telemetry[nameof(TelemetryOptions.Url)] is null)
        {
            return;
        }

        var exporting = services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService("lert-silo", serviceVersion: Version));
        exporting.WithMetrics(metrics =>
        {
            metrics.AddMeter(SiloMeter.Name, ActorMeter.Name, "System.Runtime").AddPrometheusExporter();
            if (collector is not null)
            {
                metrics.AddOtlpExporter(exporter => exporter.Endpoint = collector);
            }
        });
        if (collector is not null)
        {
            // Whatever ASP.NET Core thinks of the request: its own spans are not collected here, and theirs is the parent of ours.
            exporting.WithTracing(traces => traces.AddSource(SiloMeter.Name).SetSampler(new AlwaysOnSampler()).AddOtlpExporter(exporter => exporter.Endpoint = collector));
        }
    }

    private static string Shorter(string version) => version.IndexOf('+', StringComparison.Ordinal) is var plus and > 0 && version.Length > plus + Abbreviated ? version[..(plus + 1 + Abbreviated)] : version;
}
