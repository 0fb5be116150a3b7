using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Runtime.Silo;

// A silo of a test: the file of its membership table, its name, and its probe timeout in milliseconds. Says when it takes calls, and ends with SIGTERM.
HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
#pragma warning disable RS0030 // A root: here the machine's clock gets its name.
TimeProvider clock = TimeProvider.System;
#pragma warning restore RS0030
builder.Services.AddSingleton(clock);
builder.UseOrleans(silo =>
{
    silo.Services.AddSingleton<IMembershipTable>(new SharedFileTable(args[0], clock));
    silo.ConfigureEndpoints(IPAddress.Loopback, siloPort: 0, gatewayPort: 0);
    silo.Configure<SiloOptions>(options => options.SiloName = args[1]);
    silo.Configure<ClusterOptions>(options => options.ClusterId = "processes");
    silo.Configure<ClusterMembershipOptions>(options =>
    {
        options.ProbeTimeout = TimeSpan.FromMilliseconds(int.Parse(args[2], CultureInfo.InvariantCulture));
        options.IAmAliveTablePublishTimeout = options.TableRefreshTimeout = TimeSpan.FromSeconds(1);
    });
});
using IHost host = builder.Build();
await host.StartAsync();
Console.WriteLine($"READY {host.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress.ToParsableString()}");
await host.WaitForShutdownAsync();
return Environment.ExitCode;
