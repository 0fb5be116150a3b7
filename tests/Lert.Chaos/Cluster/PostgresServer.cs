using System.Globalization;
using System.Net.Sockets;
using Lert.Chaos.Network;

namespace Lert.Chaos.Cluster;

/// <summary>The database in its place: made by <c>eng/postgres</c>, and then run, killed and started again here.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private readonly Place _place;
    private readonly string _folder;
    private readonly string _programs;
    private readonly TimeProvider _clock;
    private MemberProcess? _process;

    private PostgresServer(Place place, string folder, string programs, int port, string password, TimeProvider clock)
    {
        (_place, _folder, _programs, Port, Password, _clock) = (place, folder, programs, port, password, clock);
    }

    public int Port { get; }

    public string Password { get; }

    /// <summary>How often it was stopped while it ran.</summary>
    public int Stops { get; private set; }

    /// <summary>As the silos' login, at its own address.</summary>
    public string ConnectionString => ConnectionAt(_place.Address.ToString(), Port);

    /// <summary>As the silos' login, at another address that leads here.</summary>
    public string ConnectionAt(string host, int port) => $"Host={host};Port={port};Database=lert;Username=lert;Password={Password};SSL Mode=Disable";

    /// <summary>As the superuser, to look.</summary>
    public string Superuser => $"Host={_place.Address};Port={Port};Database=lert;Username=postgres;Password={Password};SSL Mode=Disable";

    public static async Task<PostgresServer> CreateAsync(Place place, string repository, string folder, TimeProvider clock)
    {
        var script = Path.Combine(repository, "eng", "postgres");
        var programs = (await Tool.RunAsync(script, "find")).Trim().Split('\n')[^1];
        _ = await Tool.RunAsync(script, "start", folder);
        _ = await Tool.RunAsync(script, "stop", folder);
        var data = Path.Combine(folder, "data");
        // The address is this run's own, in a network that nobody else sees. Commit times tell when a release really happened.
        await File.AppendAllTextAsync(Path.Combine(data, "postgresql.conf"), $"\nlisten_addresses = '{place.Address}'\ntrack_commit_timestamp = on\nshared_buffers = '128MB'\n");
        await File.AppendAllTextAsync(Path.Combine(data, "pg_hba.conf"), "\nhost all all 10.231.0.0/16 scram-sha-256\n");
        return new(
            place,
            folder,
            programs,
            int.Parse((await File.ReadAllTextAsync(Path.Combine(folder, "port"))).Trim(), CultureInfo.InvariantCulture),
            (await File.ReadAllTextAsync(Path.Combine(folder, "password"))).Trim(),
            clock);
    }

    /// <summary>Starts it, and waits until it answers: a server that died recovers first.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _process?.Dispose();
        string[] command = [Path.Combine(_programs, "postgres"), "-D", Path.Combine(_folder, "data"), "-p", $"{Port}"];
        if (Environment.IsPrivilegedProcess)
        {
            command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", .. command];
        }

        _process = MemberProcess.Start(_place, "/", Path.Combine(_folder, "postgres.log"), command, new Dictionary<string, string?> { ["LC_ALL"] = "C" });
        while (!await AnswersAsync(cancellationToken))
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException($"PostgreSQL ended with {_process.ExitCode}; see {_folder}/postgres.log");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), _clock, cancellationToken);
        }
    }

    /// <summary>What <c>pg_ctl stop -m immediate</c> does: no checkpoint, no farewell. To the data it is a power cut.</summary>
    public async Task StopImmediatelyAsync(CancellationToken cancellationToken)
    {
        if (_process is { HasExited: false } running)
        {
            _ = running.Signal(Native.Quit);
            await running.ExitAsync(cancellationToken);
            Stops++;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Killing the first process alone would leave the others of the server behind.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10), _clock);
        try
        {
            await StopImmediatelyAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            // Then it is killed.
        }

        _process?.Dispose();
    }

    /// <summary>A server that starts up accepts the connection and turns the session away; pg_isready knows the difference.</summary>
    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var probe = new TcpClient();
            await probe.ConnectAsync(_place.Address, Port, cancellationToken);
        }
        catch (SocketException)
        {
            return false;
        }

        return await Tool.TryAsync(Path.Combine(_programs, "pg_isready"), "-q", "-h", $"{_place.Address}", "-p", $"{Port}");
    }
}
