using System.Net;
using System.Net.Sockets;
using Lert.Chaos.Cluster;
using Lert.Chaos.Network;

namespace Lert.Chaos.Upgrades;

/// <summary>The silos of both builds, as processes on the loopback, on one database.</summary>
internal sealed class Fleet(UpgradeSettings settings, PostgresServer server, string folder, TimeProvider clock) : IAsyncDisposable
{
    private static readonly Place Here = new("here", IPAddress.Loopback, []);

    private readonly List<BuildSilo> _all = [];

    public IReadOnlyList<BuildSilo> All => _all;

    public IEnumerable<BuildSilo> Running => _all.Where(silo => silo.IsRunning);

    /// <summary>Where the development keys lie.</summary>
    public string Keys => Path.Combine(folder, "keys");

    /// <summary>The next one, in a place of its own; or in the place of one that has left, as a machine that starts its silo again.</summary>
    public BuildSilo Start(bool isNew, BuildSilo? inThePlaceOf = null)
    {
        var (number, port) = (_all.Count + 1, inThePlaceOf?.Port ?? FreePort());
        var (url, log) = (new Uri($"http://127.0.0.1:{FreePort()}"), Path.Combine(folder, $"{(isNew ? "new" : "old")}-{number}.log"));
        // By the environment: a connection string holds a password, and arguments are there for all to see.
        var silo = new BuildSilo(number, isNew, url, port, log, MemberProcess.Start(Here, folder, log, [Dotnet, isNew ? settings.New : settings.Old], new Dictionary<string, string?>
        {
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_ENVIRONMENT"] = null,
            ["XDG_CONFIG_HOME"] = Path.Combine(folder, "config"),
            // Four silos, a database and their callers share the machine.
            ["DOTNET_GCHeapHardLimit"] = "0x20000000",
            ["Lert__Listen__Url"] = $"{url}",
            ["Lert__Store__Postgres"] = server.ConnectionString,
            ["Lert__Cluster__Address"] = "127.0.0.1",
            ["Lert__Cluster__Port"] = $"{port}",
            ["Lert__Identity__DevelopmentKeys"] = Keys,
            ["Lert__Cell__Witness"] = Path.Combine(folder, $"witness-{number}"),
            ["Lert__Preservation__GraceDays"] = "0",
        }), clock);
        _all.Add(silo);
        return silo;
    }

    /// <summary>Runs a program of one build to its end.</summary>
    public async Task<(int Code, IReadOnlyList<string> Said)> RunAsync(string program, string name, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var log = Path.Combine(folder, $"{name}.log");
        int code;
        using (var process = MemberProcess.Start(Here, folder, log, [Dotnet, program, .. arguments], new Dictionary<string, string?>
        {
            ["LERT_POSTGRES"] = server.ConnectionString, ["Lert__Store__Postgres"] = server.ConnectionString, ["DOTNET_ENVIRONMENT"] = "Development",
        }))
        {
            await process.ExitAsync(cancellationToken);
            code = process.ExitCode;
        }

        return (code, await File.ReadAllLinesAsync(log, cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in _all)
        {
            await silo.DisposeAsync();
        }
    }

    private static string Dotnet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
