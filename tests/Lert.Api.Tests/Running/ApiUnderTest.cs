using Grpc.Net.Client;
using Lert.Api.Identity;
using Lert.Grains.Disclosures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;

namespace Lert.Api.Tests.Running;

/// <summary>The API on a real Kestrel with real HTTP/2, real tokens and a real channel; only the grains are the test's own.</summary>
public sealed class ApiUnderTest : RunningApi
{
    private readonly string _directory = Directory.CreateTempSubdirectory("lert-api-").FullName;
    private WebApplication? _application;

    public FakeCluster Cluster { get; } = new();

    public RecordedLog Log { get; } = new();

    public OneShelf Shelf { get; } = new();

    public IServiceProvider Services => _application!.Services;

    /// <summary>Changes the configuration before the start.</summary>
    public Dictionary<string, string?> Settings { get; } = new()
    {
        ["Lert:Api:Regions:0"] = "us",
        ["Lert:Api:Regions:1"] = "eu",
        ["Lert:Api:Patience"] = "00:00:00.300",
    };

    public override async Task InitializeAsync()
    {
        Key = DevelopmentKey.LoadOrCreate(_directory);
        Settings.TryAdd("Lert:Identity:DevelopmentKeys", _directory);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.Configuration.AddInMemoryCollection(Settings);
        builder.Logging.AddProvider(Log);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IPackageShelf>(Shelf);
        builder.Services.AddSingleton(Cluster.Factory);
        builder.Services.AddSingleton<IGrainFactory>(Cluster.Factory);
        // The test host is a root.
#pragma warning disable RS0030
        builder.Services.AddLertApi(builder.Configuration, TimeProvider.System);
#pragma warning restore RS0030
        builder.Services.AddHealthChecks().AddCheck("test", () => HealthCheckResult.Healthy());
        _application = builder.Build();
        _application.UseRouting();
        _application.MapLertApi();
        await _application.StartAsync();
        Address = _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Channel = GrpcChannel.ForAddress(Address);
    }

    public override async Task DisposeAsync()
    {
        Channel?.Dispose();
        if (_application is not null)
        {
            await _application.DisposeAsync();
        }

        Directory.Delete(_directory, recursive: true);
    }

    public Task StopAsync() => _application!.StopAsync();
}
