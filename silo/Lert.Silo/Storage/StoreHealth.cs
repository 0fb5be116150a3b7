using Lert.Silo.Telemetry;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Lert.Silo.Storage;

/// <summary>
/// Unhealthy while commits fail because the store is away, refuses or is full, with the sentence of the last failure. A minute after it nobody knows any more:
/// then the next commit tells, and a silo that nobody asks anything must not look ill for ever.
/// </summary>
internal sealed class StoreHealth(MeteredStore store) : IHealthCheck
{
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        store.Trouble is { } trouble && trouble.Since < Memory ? HealthCheckResult.Unhealthy($"Nothing can be committed: {trouble.Sentence}") : HealthCheckResult.Healthy());
}
