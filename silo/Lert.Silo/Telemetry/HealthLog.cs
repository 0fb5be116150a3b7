using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Lert.Silo.Telemetry;

/// <summary>
/// Says when a part's health changes, and what it says then: once, however often health is asked for. What a part says of itself as it goes on is for those who ask.
/// </summary>
internal sealed partial class HealthLog(IHostApplicationLifetime lifetime, ILogger<HealthLog> log) : IHealthCheckPublisher
{
    private readonly Dictionary<string, HealthStatus> _last = new(StringComparer.Ordinal);

    /// <summary>The framework publishes one report after another, every 30 s.</summary>
    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // It was asked to stop and says so by itself: that its parts stop is no fault.
            return Task.CompletedTask;
        }

        foreach (var (part, entry) in report.Entries)
        {
            var last = _last.GetValueOrDefault(part, HealthStatus.Healthy);
            _last[part] = entry.Status;
            if (entry.Status != last)
            {
                var (level, reason) = (Level(entry.Status), entry.Description ?? "nothing is wrong");
                Changed(log, level, part, entry.Status, last, reason);
            }
        }

        return Task.CompletedTask;
    }

    private static LogLevel Level(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => LogLevel.Information,
        HealthStatus.Degraded => LogLevel.Warning,
        _ => LogLevel.Error,
    };

    [LoggerMessage(EventId = 1331, Message = "The health of {Part} is {Status}, and was {Last}: {Reason}")]
    private static partial void Changed(ILogger log, LogLevel level, string part, HealthStatus status, HealthStatus last, string reason);
}
