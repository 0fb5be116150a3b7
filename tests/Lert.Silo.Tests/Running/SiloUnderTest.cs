using Lert.Grains.Accounts;
using Lert.Grains.Cases;
using Lert.Grains.Holds;
using Lert.Silo.Telemetry;
using Lert.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Lert.Silo.Tests.Running;

/// <summary>The whole silo in this process, on a real file and a real port; the calendar and what the store answers are the test's to bend.</summary>
internal sealed class SiloUnderTest : IAsyncDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly List<string> _settings;
    private WebApplication? _app;
    private Task? _running;

    private SiloUnderTest(string[] settings) => _settings = [.. settings];

    /// <summary>What a test puts in the place of a part, at every start.</summary>
    public Action<WebApplicationBuilder>? Change { get; private init; }

    public CalendarClock Clock { get; } = new();

    public FaultyStore Store { get; private set; } = null!;

    public RecordedLog Log { get; } = new();

    public string Url { get; private set; } = "";

    public ScratchFolder Folder => _folder;

    /// <summary>What it was told of this.</summary>
    public string Setting(string key) => _settings.Single(setting => setting.StartsWith($"--{key}=", StringComparison.Ordinal))[(key.Length + 3)..];

    public IServiceProvider Services => _app!.Services;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public static async Task<SiloUnderTest> StartAsync(params string[] settings)
    {
        var silo = new SiloUnderTest(settings);
        await silo.StartAsync(pumpsAreBlind: false);
        return silo;
    }

    public static async Task<SiloUnderTest> StartWithAsync(Action<WebApplicationBuilder> change, params string[] settings)
    {
        var silo = new SiloUnderTest(settings) { Change = change };
        await silo.StartAsync(pumpsAreBlind: false);
        return silo;
    }

    /// <summary>A silo whose pumps find nothing: what a grain is told, the test tells it.</summary>
    public static async Task<SiloUnderTest> StartBlindAsync()
    {
        var silo = new SiloUnderTest([]);
        await silo.StartAsync(pumpsAreBlind: true);
        return silo;
    }

    public ICaseGrain Case(string request = "open") => Grains.GetGrain<ICaseGrain>(Some.CaseId(request));

    public IHoldGrain Hold(string account = Some.Account, string caseRequest = "open") => Grains.GetGrain<IHoldGrain>(Some.Order(account, caseRequest).HoldId);

    public IAccountGrain Account(string account = Some.Account) => Grains.GetGrain<IAccountGrain>(account);

    /// <summary>Stops, and starts again on the same file: nothing is in memory.</summary>
    public async Task RestartAsync(bool pumpsAreBlind = false, Action<FaultyStore>? prepare = null)
    {
        await StopAsync();
        await StartAsync(pumpsAreBlind, prepare);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Dispose();
    }

    private async Task StartAsync(bool pumpsAreBlind, Action<FaultyStore>? prepare = null)
    {
        string[] always =
        [
            "--environment=Development",
            "--Lert:Listen:Url=http://127.0.0.1:0",
            // A file of its own, if it was not told of a database.
            .. _settings.Exists(setting => setting.StartsWith("--Lert:Store:Postgres=", StringComparison.Ordinal)) ? [] : (string[])[$"--Lert:Store:Path={_folder.StoreFile}"],
            $"--Lert:Identity:DevelopmentKeys={_folder.Keys}",
            "--Serilog:MinimumLevel:Default=Fatal",
        ];
        var app = SiloHost.Build([.. always, .. _settings], builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(Clock);
            builder.Services.AddSingleton<IActorStore>(provider =>
            {
                var store = new FaultyStore(provider.GetRequiredService<MeteredStore>()) { PumpsAreBlind = pumpsAreBlind };
                prepare?.Invoke(store);
                return store;
            });
            builder.Logging.AddProvider(Log);
            Change?.Invoke(builder);
        });
        _app = app;
        _running = SiloHost.RunAsync(app, CancellationToken.None);
        var started = new TaskCompletionSource();
        using var registration = app.Lifetime.ApplicationStarted.Register(started.SetResult);
        await await Task.WhenAny(started.Task, _running).WaitAsync(Eventually.Bound);
        Url = app.Urls.First();
        Store = (FaultyStore)app.Services.GetRequiredService<IActorStore>();
    }

    /// <summary>Stops it; what lies on the disk is the test's until the next start.</summary>
    public async Task StopAsync()
    {
        if (_app is null)
        {
            return;
        }

        _app.Lifetime.StopApplication();
        await _running!.WaitAsync(Eventually.Bound);
        await _app.DisposeAsync();
        _app = null;
    }
}
