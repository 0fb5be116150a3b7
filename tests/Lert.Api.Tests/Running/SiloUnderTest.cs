using Grpc.Net.Client;
using Lert.Api.Identity;
using Lert.Silo;
using Microsoft.AspNetCore.Builder;

namespace Lert.Api.Tests.Running;

/// <summary>The whole silo: the API over real grains and a real SQLite file.</summary>
public sealed class SiloUnderTest : RunningApi
{
    private readonly string _directory = Directory.CreateTempSubdirectory("lert-silo-").FullName;
    private Task _running = Task.CompletedTask;
    private WebApplication? _silo;

    public IServiceProvider Services => _silo!.Services;

    /// <summary>Further settings, before the start.</summary>
    public ICollection<string> Settings { get; } = [];

    public override async Task InitializeAsync()
    {
        _silo = SiloHost.Build(
        [
            "--environment=Development",
            "--Lert:Listen:Url=http://127.0.0.1:0",
            $"--Lert:Store:Path={Path.Combine(_directory, "lert.db")}",
            $"--Lert:Identity:DevelopmentKeys={_directory}",
            "--Lert:Api:Regions:0=us",
            "--Lert:Api:Regions:1=eu",
            "--Serilog:MinimumLevel:Default=Error",
            .. Settings,
        ]);
        var started = new TaskCompletionSource();
        using var starting = _silo.Lifetime.ApplicationStarted.Register(started.SetResult);
        _running = SiloHost.RunAsync(_silo, CancellationToken.None);
        await await Task.WhenAny(started.Task, _running);
        Key = DevelopmentKey.LoadOrCreate(_directory);
        Address = _silo.Urls.First();
        Channel = GrpcChannel.ForAddress(Address);
    }

    public override async Task DisposeAsync()
    {
        Channel?.Dispose();
        _silo?.Lifetime.StopApplication();
        await _running;
        if (_silo is not null)
        {
            await _silo.DisposeAsync();
        }

        Directory.Delete(_directory, recursive: true);
    }
}
