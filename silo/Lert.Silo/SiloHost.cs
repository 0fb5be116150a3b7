using Lert.Api;
using Lert.Domain.Deciding;
using Lert.Domain.Legal;
using Lert.Grains.Actors;
using Lert.Grains.Journal;
using Lert.Silo.Clocks;
using Lert.Silo.Configuration;
using Lert.Silo.Feed;
using Lert.Silo.Preservation;
using Lert.Silo.Pumps;
using Lert.Silo.Stopping;
using Lert.Silo.Storage;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Serilog;
using ListenOptions = Lert.Silo.Configuration.ListenOptions;

namespace Lert.Silo;

/// <summary>The composition root: everything is named here once.</summary>
internal static partial class SiloHost
{
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            // The settings lie beside the program; data lies where it is started.
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Logging.ClearProviders();
        builder.Services.AddSerilog(builder.Configuration);
        builder.WebHost.ConfigureKestrel(_ => { });
        AddSettings(builder.Services);
        AddActors(builder);
        builder.Services.AddSingleton<DrainInterceptor>();
#pragma warning disable RS0030 // The root: the one place where the machine's clock is named.
        builder.Services.AddLertApi(builder.Configuration, TimeProvider.System);
#pragma warning restore RS0030
        builder.Services.Configure<Grpc.AspNetCore.Server.GrpcServiceOptions>(grpc => grpc.Interceptors.Add<DrainInterceptor>());
        builder.Services.AddHealthChecks().AddCheck<PumpHealth>("pumps");
        var app = builder.Build();
        app.MapLertApi();
        return app;
    }

    /// <summary>Checks the settings, opens the store, and serves until told to stop.</summary>
    public static async Task RunAsync(WebApplication app, CancellationToken cancellationToken)
    {
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        await app.Services.GetRequiredService<StoreSlot>().OpenAsync(cancellationToken);
        await app.StartAsync(cancellationToken);
        Serving(app.Logger, app.Urls.FirstOrDefault() ?? "", app.Environment.EnvironmentName, app.Services.GetRequiredService<TimeProvider>().GetUtcNow());
        await app.WaitForShutdownAsync(cancellationToken);
        Stopped(app.Logger);
    }

    private static void AddSettings(IServiceCollection services)
    {
        services.AddSettings<ClockOptions, ClockOptions.Validator>(ClockOptions.Section);
        services.AddSettings<ListenOptions, ListenOptions.Validator>(ListenOptions.Section);
        services.AddSettings<StoreOptions, StoreOptionsValidator>(StoreOptions.Section);
        services.AddSettings<PumpOptions, PumpOptionsValidator>(PumpOptions.Section);
        services.AddSettings<PreservationOptions, PreservationOptionsValidator>(PreservationOptions.Section);
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>, ListenSetup>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(20));
    }

    private static void AddActors(WebApplicationBuilder builder)
    {
        var services = builder.Services;
#pragma warning disable RS0030 // The root: the one place where the machine's clock is named.
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<ClockOptions>>().Value.Create(TimeProvider.System));
#pragma warning restore RS0030
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<PreservationOptions>>().Value.ToRules(RegimeBook.BuiltIn));
        services.AddSingleton<StoreSlot>();
        services.AddSingleton(provider => provider.GetRequiredService<StoreSlot>().Store);
        services.AddSingleton<ActorServices>();
        services.AddSingleton<WakePump>();
        services.AddSingleton<OutboxPump>();
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering()
            .AddMemoryGrainStorage("PubSubStore")
            .AddMemoryStreams(FeedNotice.Provider));
        services.AddHostedService(provider => provider.GetRequiredService<OutboxPump>());
        services.AddHostedService(provider => provider.GetRequiredService<WakePump>());
        services.AddHostedService<FeedNotifier>();
    }

    private static void AddSerilog(this IServiceCollection services, IConfiguration configuration)
    {
        Log.Logger = new LoggerConfiguration().ReadFrom.Configuration(configuration).CreateLogger();
        services.AddLogging(logging => logging.AddSerilog(Log.Logger));
    }

    [LoggerMessage(1, LogLevel.Information, "Serving {Url} in {Environment}; the calendar says {Now:u}")]
    private static partial void Serving(Microsoft.Extensions.Logging.ILogger log, string url, string environment, DateTimeOffset now);

    [LoggerMessage(2, LogLevel.Information, "Stopped: running calls finished, nothing is lost")]
    private static partial void Stopped(Microsoft.Extensions.Logging.ILogger log);
}
