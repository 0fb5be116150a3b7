// Genuine home: Orleans.Core.
using System.Net.Security;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime.Client;
using Orleans.Runtime.Hosting;
using Orleans.Runtime.Network;

namespace Microsoft.Extensions.Hosting;

/// <summary>Makes a host a client of a cluster in other processes.</summary>
public static class OrleansClientGenericHostExtensions
{
    public static IHostApplicationBuilder UseOrleansClient(this IHostApplicationBuilder hostAppBuilder, Action<IClientBuilder> configureDelegate)
    {
        ArgumentNullException.ThrowIfNull(hostAppBuilder);
        ArgumentNullException.ThrowIfNull(configureDelegate);
        configureDelegate(AddClient(hostAppBuilder.Services, hostAppBuilder.Configuration));
        return hostAppBuilder;
    }

    public static IHostBuilder UseOrleansClient(this IHostBuilder hostBuilder, Action<IClientBuilder> configureDelegate)
    {
        ArgumentNullException.ThrowIfNull(configureDelegate);
        return hostBuilder.UseOrleansClient((_, client) => configureDelegate(client));
    }

    public static IHostBuilder UseOrleansClient(this IHostBuilder hostBuilder, Action<HostBuilderContext, IClientBuilder> configureDelegate)
    {
        ArgumentNullException.ThrowIfNull(hostBuilder);
        ArgumentNullException.ThrowIfNull(configureDelegate);
        return hostBuilder.ConfigureServices((context, services) => configureDelegate(context, AddClient(services, context.Configuration)));
    }

    private static Builder AddClient(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions();
        services.AddLogging();
        if (services.All(service => service.ServiceType != typeof(ClientRuntime)))
        {
            services.AddSingleton(Clocks.From);
            services.AddSingleton(provider => new ConnectionSecurity(provider.GetService<SslServerAuthenticationOptions>(), provider.GetService<SslClientAuthenticationOptions>()));
            services.AddSingleton<ClientRuntime>();
            services.AddSingleton<IClusterClient>(provider => provider.GetRequiredService<ClientRuntime>().Factory);
            services.AddSingleton<IGrainFactory>(provider => provider.GetRequiredService<IClusterClient>());
            services.AddHostedService<ClientHostedService>();
        }

        return new(services, configuration);
    }

    private sealed record Builder(IServiceCollection Services, IConfiguration Configuration) : IClientBuilder;

    /// <summary>Connects with the host; its start fails when the host's patience ends before a silo answers.</summary>
    private sealed class ClientHostedService(ClientRuntime runtime) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => runtime.StartAsync(cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken)
        {
            runtime.Dispose();
            return Task.CompletedTask;
        }
    }
}
