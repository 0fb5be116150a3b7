using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Lert.Silo.Pumps;

/// <summary>Healthy while both pumps read their tables. A silo whose pumps stand still would keep data too long, so it must not look well.</summary>
internal sealed class PumpHealth(WakePump wakes, OutboxPump outbox, PumpGate gate, IOptions<PumpOptions> options) : IHealthCheck
{
    /// <summary>A pump that sleeps as long as it may is well.</summary>
    private TimeSpan Patience { get; } = options.Value.PollInterval + TimeSpan.FromSeconds(30);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var figures = new Dictionary<string, object>
        {
            ["wake_pump_seconds"] = wakes.SinceLastFetch.TotalSeconds,
            ["outbox_pump_seconds"] = outbox.SinceLastFetch.TotalSeconds,
            ["timers_failing"] = wakes.Failing,
            ["messages_failing"] = outbox.Failing,
        };
        if (wakes.SinceLastFetch > Patience || outbox.SinceLastFetch > Patience)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy("A pump has not read its table for longer than its poll interval and half a minute: timers or messages are late.", data: figures));
        }

        if (gate.NoWakes is { } untrusted)
        {
            // Commands are dated by the same clock: none belongs here.
            return Task.FromResult(HealthCheckResult.Unhealthy(untrusted, data: figures));
        }

        if (gate.NoPumps is { } still)
        {
            // Commands are still taken: what stands still is only what would end a hold.
            return Task.FromResult(HealthCheckResult.Degraded(still, data: figures));
        }

        return Task.FromResult(wakes.Failing + outbox.Failing > 0
            ? HealthCheckResult.Degraded("Some timers or messages fail and are tried again.", data: figures)
            : HealthCheckResult.Healthy(data: figures));
    }
}
