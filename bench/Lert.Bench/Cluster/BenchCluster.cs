using Lert.Bench.Postgres;
using Lert.Bench.Silos;

namespace Lert.Bench.Cluster;

/// <summary>Silos of one cell on this machine, on one database.</summary>
internal sealed class BenchCluster(BenchContext bench, PrivatePostgres server) : IAsyncDisposable
{
    private readonly Dictionary<int, (SiloProcess Silo, SiloClient Client)> _members = [];
    private readonly Dictionary<int, int> _ports = [];

    public IReadOnlyCollection<int> Numbers => _members.Keys;

    public SiloClient Client(int number) => _members[number].Client;

    public async Task StartAsync(int number)
    {
        // A silo that comes back has the place that it had.
        var port = _ports.TryGetValue(number, out var known) ? known : _ports[number] = SiloProcess.FreePort();
        var silo = SiloProcess.StartOn(bench.Folder, ("Store__Postgres", server.Connection), ("Cluster__Port", $"{port}"));
        _ = await silo.ServingAsync();
        _members[number] = (silo, new SiloClient(silo, bench.Clock));
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync(int number)
    {
        await _members[number].Silo.KillAsync();
        await ForgetAsync(number);
    }

    /// <summary>SIGTERM, and waits for the end.</summary>
    public async Task StopAsync(int number)
    {
        _ = await _members[number].Silo.StopAsync();
        await ForgetAsync(number);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var number in _members.Keys.ToArray())
        {
            await ForgetAsync(number);
        }
    }

    private async Task ForgetAsync(int number)
    {
        _members.Remove(number, out var member);
        member.Client.Dispose();
        await member.Silo.DisposeAsync();
    }
}
