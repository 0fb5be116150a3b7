using System.Net;
using Lert.Chaos.Faults;
using Lert.Chaos.Network;
using Lert.Paging.Gateway;

namespace Lert.Chaos.Cluster;

/// <summary>The silos, the database and what lies between them, as real processes.</summary>
internal sealed class TormentedCluster : IAsyncDisposable
{
    private const int ApiPort = 7400, SiloPort = 11_111;
    private const string PagingSecret = "nobody-outside-knows-it";

    private readonly RunSettings _settings;
    private readonly TimeProvider _clock;

    private TormentedCluster(RunSettings settings, string folder, TimeProvider clock, TestNetwork network, MovedClock moved)
    {
        (_settings, Folder, _clock, Network, Moved) = (settings, folder, clock, network, moved);
    }

    public string Folder { get; }

    public TestNetwork Network { get; }

    public MovedClock Moved { get; }

    public PostgresServer? Postgres { get; private set; }

    /// <summary>The door of each silo to the database; none with SQLite.</summary>
    public List<DatabaseGate> Gates { get; } = [];

    public List<TormentedSilo> Silos { get; } = [];

    /// <summary>Where pages go to: it takes what comes, and writes down when.</summary>
    public PagingGateway Paging { get; private set; } = null!;

    public string Keys => Path.Combine(Folder, "keys");

    public string SqliteFile => Path.Combine(Folder, "lert.db");

    /// <summary>Makes everything and starts the database; the silos come with <see cref="StartSilos"/>.</summary>
    public static async Task<TormentedCluster> CreateAsync(RunSettings settings, string folder, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (network, reason) = settings.OnLoopback ? (null, "they were not asked for") : await Namespaces.TryCreateAsync(settings.Seed);
        network ??= new Loopback(reason!);
        var moved = new MovedClock(folder, settings.Store == StoreKind.Postgres ? await MovedClock.FindLibraryAsync() : null);
        var cluster = new TormentedCluster(settings, folder, clock, network, moved);
        try
        {
            cluster.Paging = await PagingGateway.StartAsync(PagingSecret, clock: clock, address: network.DatabaseGate.Address);
            if (settings.Store == StoreKind.Postgres)
            {
                cluster.Postgres = await PostgresServer.CreateAsync(network.Database, Repository.Root, Path.Combine(folder, "postgres"), clock);
                await cluster.Postgres.StartAsync(cancellationToken);
                for (var i = 0; i < settings.Silos; i++)
                {
                    cluster.Gates.Add(new(network.DatabaseGate.Address, new IPEndPoint(network.Database.Address, cluster.Postgres.Port)));
                }
            }

            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public void StartSilos()
    {
        // On the loopback all have one address, and the process id keeps runs beside each other apart.
        var apart = Network.HasFaults ? 0 : 100 + (Environment.ProcessId % 2_000 * 10);
        for (var number = 1; number <= _settings.Silos; number++)
        {
            var place = Network.Silo(number);
            var (api, silo) = (ApiPort + apart + (Network.HasFaults ? 0 : number), SiloPort + apart + (Network.HasFaults ? 0 : number));
            var member = new TormentedSilo(number, place, api, Folder, Command(number, place, api, silo), VariablesOf(number), _clock);
            Silos.Add(member);
            member.Start();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in Silos)
        {
            await silo.DisposeAsync();
        }

        foreach (var gate in Gates)
        {
            await gate.DisposeAsync();
        }

        if (Paging is { } gateway)
        {
            await gateway.DisposeAsync();
        }

        if (Postgres is { } server)
        {
            await server.DisposeAsync();
        }

        await Network.DisposeAsync();
    }

    private List<string> Command(int number, Place place, int api, int silo)
    {
        List<string> command = [Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", Repository.Silo];
        if (_settings.Weaken is { } weaken)
        {
            command.AddRange(["--weaken", weaken]);
        }

        if (_settings.Stumbles)
        {
            command.Add("--stumble");
        }

        command.AddRange(
        [
            $"--Lert:Listen:Url=http://{place.Address}:{api}",
            $"--Lert:Identity:DevelopmentKeys={Keys}",
            // Without grace an account is free the moment its last hold ends, which is where it could go wrong.
            "--Lert:Preservation:GraceDays=0",
            $"--Lert:Paging:Webhook:Url={Paging.Url}",
            $"--Lert:Paging:Webhook:Secret={PagingSecret}",
            "--Lert:Paging:Webhook:AllowPrivateNetworks=true",
        ]);
        if (Postgres is { } server)
        {
            var gate = Gates[number - 1];
            command.AddRange([$"--Lert:Store:Postgres={server.ConnectionAt($"{Network.DatabaseGate.Address}", gate.Port)}"]);
            command.AddRange([$"--Lert:Cluster:Address={place.Address}", $"--Lert:Cluster:Port={silo}"]);
            if (_settings.Strangers)
            {
                command.Add($"--Lert:Cluster:Name=alone-{number}");
            }
        }
        else
        {
            command.Add($"--Lert:Store:Path={SqliteFile}");
        }

        return command;
    }

    private Dictionary<string, string?> VariablesOf(int number) => new(Postgres is null ? [] : Moved.VariablesOf(number))
    {
        ["DOTNET_ENVIRONMENT"] = "Development",
        ["ASPNETCORE_ENVIRONMENT"] = null,
        ["XDG_CONFIG_HOME"] = Path.Combine(Folder, "config"),
        // Three silos, a database and their callers share the machine.
        ["DOTNET_GCHeapHardLimit"] = "0x20000000",
    };
}
