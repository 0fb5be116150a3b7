using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Lert.Chaos.Network;
using Xunit.Abstractions;

namespace Lert.Chaos.Tests.Faults;

/// <summary>The network of namespaces, where the machine allows it: packets of the kernel's own TCP arrive, or are cut one way, or come late.</summary>
public class NetworkTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Packets_arrive_and_are_cut_either_way_and_healed()
    {
        var (network, reason) = await Namespaces.TryCreateAsync(seed: 1);
        if (network is null)
        {
            output.WriteLine($"Not here: {reason}.");
            return;
        }

        await using (network)
        {
            var (silo, here) = (network.Silo(1), network.Clients);
            using var listener = new TcpListener(here.Address, 0);
            listener.Start();
            Assert.Equal("hello", await HearAsync(listener, Call(silo, listener)));

            foreach (var (from, to) in new[] { (silo, here), (here, silo) })
            {
                network.Set(from.Address, to.Address, new Link(Cut: true));
                var before = network.Touched(from.Address, to.Address);
                using var caller = Call(silo, listener);
                await WaitAsync(() => network.Touched(from.Address, to.Address) > before, "a packet is cut");
                Assert.False(listener.Pending());
                network.Heal();
                // The kernel sends again what was cut: nobody above has to.
                Assert.Equal("hello", await HearAsync(listener, caller));
            }
        }
    }

    private static Process Call(Place from, TcpListener listener)
    {
        var to = (IPEndPoint)listener.LocalEndpoint;
        string[] words = [.. from.Prefix, "bash", "-c", $"exec 3<>/dev/tcp/{to.Address}/{to.Port}; echo hello >&3"];
        return Process.Start(words[0], words[1..])!;
    }

    private static async Task<string?> HearAsync(TcpListener listener, Process caller)
    {
        using (caller)
        {
            using var heard = await listener.AcceptTcpClientAsync().WaitAsync(Bound);
            using var reader = new StreamReader(heard.GetStream());
            var line = await reader.ReadLineAsync().WaitAsync(Bound);
            await caller.WaitForExitAsync().WaitAsync(Bound);
            return line;
        }
    }

    private static async Task WaitAsync(Func<bool> condition, string what)
    {
        for (var tries = 0; !condition(); tries++)
        {
            Assert.True(tries < 3_000, $"never: {what}");
#pragma warning disable RS0030 // A test is a root.
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
#pragma warning restore RS0030
        }
    }
}
