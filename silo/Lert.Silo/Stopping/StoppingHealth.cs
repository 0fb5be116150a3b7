using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Lert.Silo.Stopping;

/// <summary>Unhealthy from the moment that the silo is told to stop, while its running calls finish: no new ones belong here.</summary>
internal sealed class StoppingHealth(IHostApplicationLifetime lifetime) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(lifetime.ApplicationStopping.IsCancellationRequested ? HealthCheckResult.Unhealthy("The silo is stopping.") : HealthCheckResult.Healthy());
}
