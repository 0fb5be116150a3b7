using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using Lert.Chaos.Cluster;

namespace Lert.Chaos.Network;

/// <summary>Each member in a network namespace of its own, joined by tunnels to a router in this process.</summary>
internal sealed class Namespaces : TestNetwork
{
    private const string TunnelDevice = "/dev/net/tun";
    private const int Mtu = 9_000;

    private readonly List<string> _namespaces = [];
    private readonly List<int> _tunnels = [];
    private readonly Dictionary<string, Place> _places = [];
    private Router? _router;

    private Namespaces(int seed)
    {
        Seed = seed;
    }

    private int Seed { get; }

    public override bool HasFaults => true;

    public override string Description => $"each member in a network namespace of its own, {_places["s1"].Address} and on; a router in this process carries, delays and loses their packets";

    public override Place Database => _places["db"];

    public override Place Clients => _places["clients"];

    public override Place DatabaseGate => _places["gate"];

    public override Place Silo(int number) => _places[$"s{number}"];

    /// <summary>Null, with the reason, on a machine that does not allow it.</summary>
    public static async Task<(TestNetwork? Network, string? Reason)> TryCreateAsync(int seed)
    {
        if (!Environment.IsPrivilegedProcess || !File.Exists(TunnelDevice))
        {
            return (null, Environment.IsPrivilegedProcess ? $"there is no {TunnelDevice}" : "it takes root");
        }

        var network = new Namespaces(seed);
        try
        {
            await network.BuildAsync();
            return (network, null);
        }
        catch (Exception impossible) when (impossible is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            await network.DisposeAsync();
            return (null, impossible.Message);
        }
    }

    public override void Set(IPAddress from, IPAddress to, Link link) => _router!.Set(from, to, link);

    public override long Touched(IPAddress from, IPAddress to) => _router!.Touched(from, to);

    public override void Heal() => _router?.Heal();

    public override async ValueTask DisposeAsync()
    {
        _router?.Dispose();
        foreach (var tunnel in _tunnels)
        {
            // A tunnel ends with its last file.
            _ = Native.Close(tunnel);
        }

        foreach (var name in _namespaces)
        {
            await Tool.TryAsync("ip", "netns", "del", name);
        }
    }

    private async Task BuildAsync()
    {
        // Runs beside each other need networks of their own; a process has one of 240.
        var (own, net) = (Environment.ProcessId, $"10.231.{(Environment.ProcessId % 240) + 1}");
        var routes = new List<(IPAddress, int)>();
        string[] members = [.. Enumerable.Range(1, Silos).Select(number => $"s{number}"), "db"];
        for (var i = 0; i < members.Length; i++)
        {
            var (name, address) = ($"lert-{own}-{members[i]}", $"{net}.{i + 1}");
            await Tool.RunAsync("ip", "netns", "add", name);
            _namespaces.Add(name);
            var (tunnel, device) = (OpenTunnel($"lc{own % 100_000}{members[i]}"), $"lc{own % 100_000}{members[i]}");
            await Tool.RunAsync("ip", "link", "set", device, "netns", name);
            await Tool.RunAsync("ip", "-n", name, "link", "set", "lo", "up");
            await Tool.RunAsync("ip", "-n", name, "addr", "add", $"{address}/24", "dev", device);
            await Tool.RunAsync("ip", "-n", name, "link", "set", device, "mtu", $"{Mtu}", "up");
            routes.Add((IPAddress.Parse(address), tunnel));
            _places[members[i]] = new(members[i], IPAddress.Parse(address), ["ip", "netns", "exec", name]);
        }

        var here = $"lc{own % 100_000}me";
        var mine = OpenTunnel(here);
        foreach (var (name, address) in new[] { ("clients", $"{net}.254"), ("gate", $"{net}.253") })
        {
            await Tool.RunAsync("ip", "addr", "add", $"{address}/24", "dev", here);
            routes.Add((IPAddress.Parse(address), mine));
            _places[name] = new(name, IPAddress.Parse(address), []);
        }

        await Tool.RunAsync("ip", "link", "set", here, "mtu", $"{Mtu}", "up");
        _router = new Router(routes, Seed);
    }

    private int OpenTunnel(string device)
    {
        var file = Native.Open(TunnelDevice, Native.ReadWrite | Native.NonBlocking | Native.CloseOnExec);
        if (file < 0)
        {
            throw new InvalidOperationException($"{TunnelDevice} does not open: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        _tunnels.Add(file);
        // struct ifreq: the name in 16 bytes, then the flags.
        Span<byte> request = stackalloc byte[40];
        request.Clear();
        _ = Encoding.ASCII.GetBytes(device, request);
        MemoryMarshal.Write(request[16..], (short)(Native.Tun | Native.NoPacketInformation));
        return Native.Control(file, Native.SetInterface, request) == 0
            ? file
            : throw new InvalidOperationException($"no tunnel can be made: {Marshal.GetLastPInvokeErrorMessage()}");
    }
}
