using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;

namespace Lert.Chaos.Network;

/// <summary>
/// The wire between the members: a thread that reads IP packets from their tunnels and writes each to the tunnel of its destination — or not, or later.
/// What runs above is the kernel's own TCP, with its retransmissions and its timeouts.
/// </summary>
internal sealed class Router : IDisposable
{
    private const int LongestPacket = 65_536;
    private const int MostQueued = 20_000;

    private readonly Dictionary<uint, int> _tunnels = [];
    private readonly ConcurrentDictionary<(uint From, uint To), Link> _links = new();
    private readonly ConcurrentDictionary<(uint From, uint To), long> _touched = new();
    private readonly PriorityQueue<(int Tunnel, byte[] Packet), long> _later = new();
    private readonly Random _random;
    private readonly Thread _thread;
    private volatile bool _stopping;

    /// <param name="tunnels">The open tunnel of each address; two addresses may share one.</param>
    public Router(IEnumerable<(IPAddress Address, int Tunnel)> tunnels, int seed)
    {
        foreach (var (address, tunnel) in tunnels)
        {
            _tunnels.Add(Number(address), tunnel);
        }

        _random = new Random(seed);
        _thread = new Thread(Run) { IsBackground = true, Name = "router" };
        _thread.Start();
    }

    /// <summary>Packets from one to the other that a fault took or held up.</summary>
    public long Touched(IPAddress from, IPAddress to) => _touched.GetValueOrDefault((Number(from), Number(to)));

    public void Set(IPAddress from, IPAddress to, Link link) => _links[(Number(from), Number(to))] = link;

    public void Heal() => _links.Clear();

    public void Dispose()
    {
        _stopping = true;
        _thread.Join();
    }

    private void Run()
    {
        int[] files = [.. _tunnels.Values.Distinct()];
        var entries = new Native.PollEntry[files.Length];
        var buffer = new byte[LongestPacket];
        while (!_stopping)
        {
            for (var i = 0; i < files.Length; i++)
            {
                entries[i] = new() { File = files[i], Wanted = Native.Readable };
            }

            _ = Native.Poll(entries, (nuint)entries.Length, Patience());
            foreach (var entry in entries)
            {
                if ((entry.Happened & Native.Readable) != 0)
                {
                    Drain(entry.File, buffer);
                }
            }

            Release();
        }
    }

    private void Drain(int file, byte[] buffer)
    {
        // Bounded, so that one busy member does not starve the others.
        for (var packets = 0; packets < 64; packets++)
        {
            var length = (int)Native.Read(file, buffer, buffer.Length);
            if (length <= 0)
            {
                return;
            }

            Forward(buffer.AsSpan(0, length));
        }
    }

    private void Forward(ReadOnlySpan<byte> packet)
    {
        // IPv4 alone: source at 12, destination at 16.
        if (packet.Length < 20 || packet[0] >> 4 != 4)
        {
            return;
        }

        var (from, to) = (MemoryMarshal.Read<uint>(packet[12..]), MemoryMarshal.Read<uint>(packet[16..]));
        if (!_tunnels.TryGetValue(to, out var tunnel))
        {
            return;
        }

        var link = _links.GetValueOrDefault((from, to), Link.Whole);
        if (link.Cut || (link.Loss > 0 && _random.NextDouble() < link.Loss) || _later.Count >= MostQueued)
        {
            Touch(from, to);
            return;
        }

        if (link.Delay > TimeSpan.Zero)
        {
            Touch(from, to);
            var delay = link.Delay + (link.Jitter * _random.NextDouble());
            _later.Enqueue((tunnel, packet.ToArray()), Stopwatch.GetTimestamp() + (long)(delay.TotalSeconds * Stopwatch.Frequency));
            return;
        }

        _ = Native.Write(tunnel, packet, packet.Length);
    }

    private void Touch(uint from, uint to) => _touched.AddOrUpdate((from, to), 1, (_, before) => before + 1);

    private void Release()
    {
        var now = Stopwatch.GetTimestamp();
        while (_later.TryPeek(out var waiting, out var at) && at <= now)
        {
            _ = _later.Dequeue();
            _ = Native.Write(waiting.Tunnel, waiting.Packet, waiting.Packet.Length);
        }
    }

    private int Patience() => _later.TryPeek(out _, out var at)
        ? (int)Math.Clamp((at - Stopwatch.GetTimestamp()) * 1_000 / Stopwatch.Frequency, 0, 50)
        : 50;

    private static uint Number(IPAddress address) => MemoryMarshal.Read<uint>(address.GetAddressBytes());
}
