using System.Net.Security;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Runtime.Hosting;
using Orleans.Runtime.Lifecycle;
using Orleans.Runtime.Membership;
using Orleans.Runtime.Network;
using Orleans.Runtime.Timers;
using Orleans.Runtime.Turns;
using Orleans.Timers;

namespace Microsoft.Extensions.Hosting;

/// <summary>Makes a host a silo.</summary>
public static class OrleansSiloGenericHostExtensions
{
    public static IHostApplicationBuilder UseOrleans(this IHostApplicationBuilder hostAppBuilder, Action<ISiloBuilder> configureDelegate)
    {
        ArgumentNullException.ThrowIfNull(configureDelegate);
        configureDelegate(AddSilo(hostAppBuilder.Services, hostAppBuilder.Configuration));
        return hostAppBuilder;
    }

    public static IHostBuilder UseOrleans(this IHostBuilder hostBuilder, Action<HostBuilderContext, ISiloBuilder> configureDelegate)
    {
        ArgumentNullException.ThrowIfNull(hostBuilder);
        ArgumentNullException.ThrowIfNull(configureDelegate);
        return hostBuilder.ConfigureServices((context, services) => configureDelegate(context, AddSilo(services, context.Configuration)));
    }

    public static IHostBuilder UseOrleans(this IHostBuilder hostBuilder, Action<ISiloBuilder> configureDelegate)
    {
        ArgumentNullException.ThrowIfNull(configureDelegate);
        return hostBuilder.UseOrleans((_, builder) => configureDelegate(builder));
    }

    private static Builder AddSilo(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions();
        services.AddLogging();
        if (services.All(service => service.ServiceType != typeof(SiloRuntime)))
        {
            services.AddSingleton(Clocks.From);
            services.AddSingleton<SiloRuntime>();
            services.AddSingleton<SiloLifecycle>();
            services.AddSingleton<ISiloLifecycle>(provider => provider.GetRequiredService<SiloLifecycle>());
            services.AddSingleton<IClusterClient>(provider => provider.GetRequiredService<SiloRuntime>().GrainFactory);
            services.AddSingleton<IGrainFactory>(provider => provider.GetRequiredService<IClusterClient>());
            services.AddSingleton<ITimerRegistry, TimerRegistry>();
            services.AddSingleton<IGrainContextAccessor, GrainContextAccessor>();
            services.AddSingleton<ILocalSiloDetails, LocalSilo>();
            // Made by hand, because a host in Development checks at start that everything can be made, and a silo by itself has no table.
            services.AddSingleton(provider => ActivatorUtilities.CreateInstance<ClusterMembership>(provider));
            services.AddSingleton(provider => ActivatorUtilities.CreateInstance<SiloCluster>(provider));
            services.AddSingleton(provider => new ConnectionSecurity(provider.GetService<SslServerAuthenticationOptions>(), provider.GetService<SslClientAuthenticationOptions>()));
            services.AddSingleton<IClusterMembershipService>(provider => IsClustered(provider)
                ? provider.GetRequiredService<ClusterMembership>()
                : new SingleSiloMembership(provider.GetRequiredService<ILocalSiloDetails>()));
            services.AddHostedService<SiloHostedService>();
        }

        return new(services, configuration);
    }

    /// <summary>A silo that was given a membership table is one of several, even if the others come later. Without one it is by itself, and opens no port.</summary>
    internal static bool IsClustered(IServiceProvider services) => services.GetService<IServiceProviderIsService>()!.IsService(typeof(IMembershipTable));

    private sealed record Builder(IServiceCollection Services, IConfiguration Configuration) : ISiloBuilder;
}
