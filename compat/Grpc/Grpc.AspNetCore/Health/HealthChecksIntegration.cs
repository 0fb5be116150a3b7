using Grpc.AspNetCore.HealthChecks;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.HealthCheck;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Grpc.AspNetCore.HealthChecks;

/// <summary>Gives each published report to the health service, so that watchers hear of changes.</summary>
internal sealed class HealthPublisher(HealthServiceImpl health, IOptions<GrpcHealthChecksOptions> options) : IHealthCheckPublisher
{
    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        foreach (var mapping in options.Value.Services)
            health.SetStatus(mapping.Name, Resolve(report, mapping));
        return Task.CompletedTask;
    }

    /// <summary>Unhealthy is not serving, degraded still serves, and no check at all is unknown.</summary>
    internal static ServingStatus Resolve(HealthReport report, ServiceMapping mapping)
    {
        var status = ServingStatus.Unknown;
        foreach (var (name, entry) in report.Entries)
        {
            if (mapping.HealthCheckPredicate?.Invoke(new HealthCheckMapContext(name, entry.Tags)) == false)
                continue;
            if (entry.Status == HealthStatus.Unhealthy)
                return ServingStatus.NotServing;
            status = ServingStatus.Serving;
        }

        return status;
    }
}

/// <summary>The mapped health service: runs the checks when asked, and watches what is published.</summary>
internal sealed class HealthChecksService(
    HealthServiceImpl health, HealthCheckService checks, IOptions<GrpcHealthChecksOptions> options, IHostApplicationLifetime lifetime) : Health.V1.Health.HealthBase
{
    public override async Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context)
    {
        if (options.Value.UseHealthChecksCache)
            return await health.Check(request, context).ConfigureAwait(false);
        var status = await RunAsync(request.Service, context.CancellationToken).ConfigureAwait(false) ?? throw new RpcException(new Status(StatusCode.NotFound, ""));
        return new HealthCheckResponse { Status = status };
    }

    public override async Task Watch(HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        var fresh = options.Value.UseHealthChecksCache ? responseStream : new FreshFirst(this, request.Service, responseStream, context.CancellationToken);
        // A watch left open would hold up the end of the server; its caller sees the stream end and asks elsewhere.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(
            context.CancellationToken, options.Value.SuppressCompletionOnShutdown ? CancellationToken.None : lifetime.ApplicationStopping);
        await health.WatchAsync(request, fresh, end.Token).ConfigureAwait(false);
    }

    private void Set(string service, ServingStatus status) => health.SetStatus(service, status);

    private async Task<ServingStatus?> RunAsync(string service, CancellationToken cancellationToken)
    {
        if (options.Value.Services.Find(service) is not { } mapping)
            return null;
        var report = await checks.CheckHealthAsync(
            registration => mapping.HealthCheckPredicate?.Invoke(new HealthCheckMapContext(registration.Name, registration.Tags)) ?? true,
            cancellationToken).ConfigureAwait(false);
        return HealthPublisher.Resolve(report, mapping);
    }

    /// <summary>
    /// The first status of a watch is one that was checked now, not at the last publication. It counts as published from then on: if the next publication is what
    /// the last one was, that is a change, and the watch hears of it.
    /// </summary>
    private sealed class FreshFirst(HealthChecksService service, string name, IServerStreamWriter<HealthCheckResponse> inner, CancellationToken cancellationToken)
        : IServerStreamWriter<HealthCheckResponse>
    {
        private ServingStatus? _last;

        public WriteOptions? WriteOptions
        {
            get => inner.WriteOptions;
            set => inner.WriteOptions = value;
        }

        public async Task WriteAsync(HealthCheckResponse message)
        {
            var status = message.Status;
            if (_last is null)
            {
                var fresh = await service.RunAsync(name, cancellationToken).ConfigureAwait(false);
                status = fresh ?? ServingStatus.ServiceUnknown;
                if (fresh is { } found)
                    service.Set(name, found);
            }

            if (status == _last)
                return;
            _last = status;
            await inner.WriteAsync(new HealthCheckResponse { Status = status }).ConfigureAwait(false);
        }
    }
}
