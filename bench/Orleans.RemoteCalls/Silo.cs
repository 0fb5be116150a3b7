using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;

namespace Orleans.RemoteCalls;

/// <summary>One of the two silos. Both see each other through a file.</summary>
internal static class Silo
{
    internal static async Task<IHost> StartAsync(string membership)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = ("bench", "bench"));
            silo.ConfigureEndpoints(IPAddress.Loopback, FreePort(), gatewayPort: 0);
            silo.Configure<ClusterMembershipOptions>(options =>
            {
                // A loaded machine may be slow, and that is no death.
                options.ProbeTimeout = TimeSpan.FromSeconds(30);
                options.TableRefreshTimeout = TimeSpan.FromMilliseconds(200);
            });
            silo.Services.AddSingleton<IMembershipTable>(new FileMembershipTable(membership, TimeProvider.System));
        });
        IHost host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
