using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Grpc.Interop.Tests;

/// <summary>A watch that was opened in a bad moment.</summary>
[Trait("Stack", "compat")]
public sealed class HealthWatchTests
{
    [Fact]
    public async Task A_watch_that_began_in_a_bad_moment_between_two_good_publications_hears_that_it_is_over()
    {
        var healthy = true;
        IServiceProvider? services = null;
        await using var server = await TestServer.StartAsync(
            services: all =>
            {
                all.AddGrpcHealthChecks().AddCheck("switch", () => Volatile.Read(ref healthy) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy());
                // The test publishes.
                all.Configure<HealthCheckPublisherOptions>(options => options.Delay = TimeSpan.FromHours(1));
            },
            map: app =>
            {
                services = app.Services;
                app.MapGrpcHealthChecksService();
            });
        await PublishAsync(services!);

        Volatile.Write(ref healthy, false);
        using var call = new Health.V1.Health.HealthClient(server.Channel).Watch(new HealthCheckRequest(), deadline: TestServer.Clock.GetUtcNow().UtcDateTime.AddSeconds(20));
        Assert.Equal(ServingStatus.NotServing, await NextAsync(call));

        Volatile.Write(ref healthy, true);
        await PublishAsync(services!);
        Assert.Equal(ServingStatus.Serving, await NextAsync(call));
    }

    private static async Task PublishAsync(IServiceProvider services)
    {
        var report = await services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        foreach (var publisher in services.GetServices<IHealthCheckPublisher>())
        {
            await publisher.PublishAsync(report, CancellationToken.None);
        }
    }

    private static async Task<ServingStatus> NextAsync(AsyncServerStreamingCall<HealthCheckResponse> call)
    {
        Assert.True(await call.ResponseStream.MoveNext());
        return call.ResponseStream.Current.Status;
    }
}
