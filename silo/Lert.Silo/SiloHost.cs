using Lert.Api;
using Lert.Api.Identity;
using Lert.Domain.Deciding;
using Lert.Grains.Actors;
using Lert.Grains.Cluster;
using Lert.Grains.Journal;
using Lert.Silo.Alarms;
using Lert.Silo.Cells;
using Lert.Silo.Clocks;
using Lert.Silo.Cluster;
using Lert.Silo.Configuration;
using Lert.Silo.Feed;
using Lert.Silo.Letters;
using Lert.Silo.Notices;
using Lert.Silo.Paging;
using Lert.Silo.Preservation;
using Lert.Silo.Producing;
using Lert.Silo.Pumps;
using Lert.Silo.Rulebooks;
using Lert.Silo.Stopping;
using Lert.Silo.Storage;
using Lert.Silo.Telemetry;
using Lert.Silo.Wellness;
using Lert.Store;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Serilog;
using ListenOptions = Lert.Silo.Configuration.ListenOptions;

namespace Lert.Silo;

/// <summary>The composition root: everything is named here once.</summary>
internal static partial class SiloHost
{
    /// <summary>Names every part and checks the settings.</summary>
    /// <param name="args">Settings as <c>--Lert:Store:Path=…</c>; they come before environment variables and files.</param>
    /// <param name="change">What a test puts in the place of a part, after all parts are named.</param>
    /// <exception cref="SettingsException">With everything that is wrong with them.</exception>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? change = null)
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
        AddIdentity(builder.Services);
        AddActors(builder);
        builder.Services.AddTelemetry(builder.Configuration);
        builder.Services.AddSingleton<DrainInterceptor>();
#pragma warning disable RS0030 // The root: the one place where the machine's clock is named.
        builder.Services.AddLertApi(builder.Configuration, TimeProvider.System);
#pragma warning restore RS0030
        builder.Services.Configure<Grpc.AspNetCore.Server.GrpcServiceOptions>(grpc => grpc.Interceptors.Add<DrainInterceptor>());
        builder.Services.AddHealthChecks().AddCheck<PumpHealth>("pumps").AddCheck<StoreHealth>("store").AddCheck<PreservationAlarms>("alarms").AddCheck<WakeAlarms>("wakes").AddCheck<PageAlarms>("pages").AddCheck<StoppingHealth>("stopping");
        change?.Invoke(builder);
        SettingsCheck.Run(builder);
        var app = builder.Build();
        app.MapLertApi();
        return app;
    }

    /// <summary>Opens the store, and serves until told to stop.</summary>
    public static async Task RunAsync(WebApplication app, CancellationToken cancellationToken)
    {
        InForce(app.Logger, string.Join(" ", EffectiveSettings.Lines(app.Services.GetServices<SettingsSection>(), app.Services)));
        CheckKeys(app.Services);
        var rules = app.Services.GetRequiredService<Rulebook>();
        RulesInForce(
            app.Logger, rules.Regimes.RegimesVersion, rules.Regimes.HolidayVersion, rules.Regimes.TzdbVersion, rules.Intake.Version, rules.Requesters.Version, rules.Notices.Version);
        await app.Services.GetRequiredService<StoreSlot>().OpenAsync(cancellationToken);
        // A queue that has not all of its cases is none: nobody is answered before.
        await app.Services.GetRequiredService<Relisting>().ListBeforeServingAsync(cancellationToken);
        await app.StartAsync(cancellationToken);
        app.Services.GetRequiredService<ClusterCertificate>().ThrowIfUnused();
        Serving(app.Logger, app.Urls.FirstOrDefault() ?? "", app.Environment.EnvironmentName, app.Services.GetRequiredService<TimeProvider>().GetUtcNow());
        await app.WaitForShutdownAsync(cancellationToken);
        if (Environment.ExitCode == 0)
        {
            Stopped(app.Logger);
        }
    }

    private static void AddSettings(IServiceCollection services)
    {
        services.AddSettings<ClockOptions, ClockOptions.Validator>(ClockOptions.Section);
        services.AddSettings<ListenOptions, ListenOptions.Validator>(ListenOptions.Section);
        services.AddSettings<StoreOptions, StoreOptionsValidator>(StoreOptions.Section);
        services.PostConfigure<StoreOptions>(static store => store.FillIn());
        services.AddSettings<CellOptions>(CellOptions.Section);
        services.AddOptions<CellOptions>().BindConfiguration(CellOptions.Section);
        services.AddSettings<ClusteringOptions, ClusteringOptionsValidator>(ClusteringOptions.Section);
        services.AddSettings<PumpOptions, PumpOptionsValidator>(PumpOptions.Section);
        services.AddSettings<PreservationOptions, PreservationOptionsValidator>(PreservationOptions.Section);
        services.AddSettings<LetterOptions, LetterOptionsValidator>(LetterOptions.Section);
        services.AddSettings<RulebookOptions, RulebookOptionsValidator>(RulebookOptions.Section);
        services.AddPagingSettings();
        services.AddProducingSettings();
        services.AddSettings<NoticeOptions, NoticeOptionsValidator>(NoticeOptions.Section);
        services.AddSettings<WellnessOptions, WellnessOptionsValidator>(WellnessOptions.Section);
        services.AddSettings<LertApiOptions>(LertApiOptions.Section);
        services.AddSettings<LertIdentityOptions>(LertIdentityOptions.Section);
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>, ListenSetup>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(20));
    }

    /// <summary>A developer's silo that was told nothing about identity takes the tokens that <c>lert token</c> makes when it is told nothing.</summary>
    private static void AddIdentity(IServiceCollection services) =>
        services.AddOptions<LertIdentityOptions>().PostConfigure<IHostEnvironment>(static (options, environment) =>
        {
            if (environment.IsDevelopment() && options is { Authority: null or "", JwksFile: null or "", DevelopmentKeys: null or "" })
            {
                options.DevelopmentKeys = DevelopmentKey.DefaultDirectory;
            }
        });

    /// <summary>The keys are read with the first token; a key that cannot be read must stop the start and not that caller.</summary>
    private static void CheckKeys(IServiceProvider services)
    {
        try
        {
            _ = services.GetRequiredService<IOptionsMonitor<JwtBearerOptions>>().Get(JwtBearerDefaults.AuthenticationScheme);
        }
        catch (Exception unusable) when (unusable is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new KeyException($"{LertIdentityOptions.Section}: the keys cannot be used: {unusable.Message}", unusable);
        }
    }

    private static void AddActors(WebApplicationBuilder builder)
    {
        var services = builder.Services;
#pragma warning disable RS0030 // The root: the one place where the machine's clock is named.
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<ClockOptions>>().Value.Create(TimeProvider.System));
#pragma warning restore RS0030
        services.AddSingleton(provider => Rulebook.Load(provider.GetRequiredService<IOptions<RulebookOptions>>().Value) is { Book: { } book }
            ? book
            : throw new InvalidOperationException("The files of rules have changed since they were checked a moment ago."));
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<PreservationOptions>>().Value.ToRules(provider.GetRequiredService<Rulebook>().Regimes) with
        {
            Intake = provider.GetRequiredService<Rulebook>().Intake,
            Requesters = provider.GetRequiredService<Rulebook>().Requesters,
            Notices = provider.GetRequiredService<Rulebook>().Notices,
            Playbooks = provider.GetRequiredService<Rulebook>().Playbooks,
            LetterContact = provider.GetRequiredService<IOptions<LetterOptions>>().Value.Contact ?? "",
            NoticeDays = provider.GetRequiredService<IOptions<NoticeOptions>>().Value.Days,
            NoticeWithin = provider.GetRequiredService<IOptions<NoticeOptions>>().Value.Within,
            DisclosureApprovalLifetime = provider.GetRequiredService<IOptions<ProductionOptions>>().Value.ApprovalLifetime,
            DeliveryLifetime = provider.GetRequiredService<IOptions<ProductionOptions>>().Value.DeliveryLifetime,
            PackagingPatience = provider.GetRequiredService<IOptions<ProductionOptions>>().Value.PackagingPatience,
            LastResort = [.. provider.GetRequiredService<IOptions<PagingOptions>>().Value.LastResort],
            Wellness = provider.GetRequiredService<IOptions<WellnessOptions>>().Value.ToPolicy(provider.GetRequiredService<IHostEnvironment>().IsDevelopment()),
        });
        services.AddSingleton<ClusterCertificate>();
        services.AddSingleton<StoreSlot>();
        services.AddSingleton<Relisting>();
        services.AddSingleton(provider => provider.GetRequiredService<StoreSlot>().Clock);
        services.AddSingleton<ActorServices>();
        services.AddSingleton<PumpShare>();
        services.AddSingleton<PumpGate>();
        services.AddSingleton<IStoreTrust>(provider => provider.GetRequiredService<PumpGate>());
        services.AddSingleton<CellGuard>();
        services.AddSingleton<IClusterDesk, ClusterDesk>();
        services.AddSingleton(provider => provider.GetRequiredService<StoreSlot>().Store as ISiloReports ?? new OwnBoard(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => (ICellDiary)provider.GetRequiredService<StoreSlot>().Store);
        services.AddSingleton<WakePump>();
        services.AddSingleton<OutboxPump>();
        services.AddSingleton<PreservationAlarms>();
        services.AddSingleton<WakeAlarms>();
        // A database that others can reach makes this one silo of several; a file does not.
        var isShared = !string.IsNullOrEmpty(builder.Configuration[$"{StoreOptions.Section}:{nameof(StoreOptions.Postgres)}"]);
#pragma warning disable RS0030 // The root: the one place where the machine's clock is named.
        builder.UseOrleans(silo => (isShared ? silo.UseCell(TimeProvider.System) : silo.UseLocalhostClustering())
#pragma warning restore RS0030
            .AddMemoryGrainStorage("PubSubStore")
            .AddMemoryStreams(FeedNotice.Provider));
        // Before the pumps: it says whether they may run.
        services.AddHostedService(provider => provider.GetRequiredService<CellGuard>());
        services.AddHostedService<ShareFollower>();
        services.AddPaging();
        services.AddProducing();
        services.AddHostedService(provider => provider.GetRequiredService<OutboxPump>());
        services.AddHostedService(provider => provider.GetRequiredService<WakePump>());
        services.AddHostedService<FeedNotifier>();
        services.AddHostedService<RuleSweep>();
        services.AddHostedService<SiloReporter>();
        services.AddHostedService(provider => provider.GetRequiredService<Relisting>());
        services.AddHostedService(provider => provider.GetRequiredService<PreservationAlarms>());
        services.AddHostedService(provider => provider.GetRequiredService<WakeAlarms>());
    }

    private static void AddSerilog(this IServiceCollection services, IConfiguration configuration)
    {
        Log.Logger = new LoggerConfiguration().ReadFrom.Configuration(configuration)
            // The program says in a sentence what keeps it from starting, and throws what it does not know: the host would say it before, with its whole stack.
            .Filter.ByExcluding(static line => line.MessageTemplate.Text == "Hosting failed to start")
            .CreateLogger();
        services.AddLogging(logging => logging.AddSerilog(Log.Logger));
    }

    [LoggerMessage(3, LogLevel.Information, "Settings in force: {Settings}")]
    private static partial void InForce(Microsoft.Extensions.Logging.ILogger log, string settings);

    [LoggerMessage(4, LogLevel.Information, "Rules in force: regimes {Regimes}, holidays {Holidays}, time zones {Zones}, kinds of request {Kinds}, policy on requesters {Requesters}, notices {Notices}")]
    private static partial void RulesInForce(
        Microsoft.Extensions.Logging.ILogger log, string regimes, string holidays, string zones, string kinds, string requesters, string notices);

    [LoggerMessage(1, LogLevel.Information, "Serving {Url} in {Environment}; the calendar says {Now:u}")]
    private static partial void Serving(Microsoft.Extensions.Logging.ILogger log, string url, string environment, DateTimeOffset now);

    [LoggerMessage(2, LogLevel.Information, "Stopped: running calls finished, nothing is lost")]
    private static partial void Stopped(Microsoft.Extensions.Logging.ILogger log);
}
