using Lert.Silo.Telemetry;
using Lert.Silo.Tests.Running;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lert.Silo.Tests.Telemetry;

/// <summary>Health is asked for every second by some, and its log is read by people.</summary>
public sealed class HealthLogTests
{
    private readonly ApplicationLifetime _lifetime = new(NullLogger<ApplicationLifetime>.Instance);
    private const string Full = "Nothing can be committed: the disk is full.";

    [Fact]
    public async Task A_change_of_health_is_said_once_with_its_reason_and_so_is_its_end()
    {
        using var recorded = new RecordedLog();
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(recorded));
        var log = new HealthLog(_lifetime, factory.CreateLogger<HealthLog>());

        foreach (var status in (HealthStatus[])[HealthStatus.Healthy, HealthStatus.Unhealthy, HealthStatus.Unhealthy, HealthStatus.Degraded, HealthStatus.Healthy, HealthStatus.Healthy])
        {
            await log.PublishAsync(Report(("store", status, status == HealthStatus.Healthy ? null : Full), ("pumps", HealthStatus.Healthy, null)), CancellationToken.None);
        }

        Assert.Equal(
            [
                (LogLevel.Error, $"The health of store is Unhealthy, and was Healthy: {Full}"),
                (LogLevel.Warning, $"The health of store is Degraded, and was Unhealthy: {Full}"),
                (LogLevel.Information, "The health of store is Healthy, and was Degraded: nothing is wrong"),
            ],
            recorded.Lines.Select(line => (line.Level, line.Text)));
    }

    [Fact]
    public async Task A_silo_that_stops_says_nothing_of_the_health_of_its_parts()
    {
        using var recorded = new RecordedLog();
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(recorded));
        var log = new HealthLog(_lifetime, factory.CreateLogger<HealthLog>());

        _lifetime.StopApplication();
        await log.PublishAsync(Report(("stopping", HealthStatus.Unhealthy, "The silo is stopping.")), CancellationToken.None);

        Assert.Empty(recorded.Lines);
    }

    private static HealthReport Report(params (string Part, HealthStatus Status, string? Description)[] parts) => new(
        parts.ToDictionary(part => part.Part, part => new HealthReportEntry(part.Status, part.Description, TimeSpan.Zero, null, null), StringComparer.Ordinal), TimeSpan.Zero);
}
