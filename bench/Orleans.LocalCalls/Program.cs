using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.LocalCalls;

// Local grain calls from the hosted client: a warm-up, then three runs of each shape.
const int Runs = 3;
TimeSpan duration = TimeSpan.FromSeconds(args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 1);

HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
builder.UseOrleans(silo => silo.UseLocalhostClustering());
using IHost host = builder.Build();
await host.StartAsync();
IGrainFactory grains = host.Services.GetRequiredService<IGrainFactory>();

(string Name, Measurement Work)[] shapes =
[
    ("1 caller, 1 grain", new(grains, 1, 1, static (grain, i) => grain.Echo(i))),
    ("64 callers, 1,000 grains", new(grains, 64, 1_000, static (grain, i) => grain.Echo(i))),
    ("64 callers, 1 grain", new(grains, 64, 1, static (grain, i) => grain.Echo(i))),
    ("1 caller, 1 grain, awaits", new(grains, 1, 1, static (grain, i) => grain.EchoLater(i))),
    ("64 callers, 1,000 grains, awaits", new(grains, 64, 1_000, static (grain, i) => grain.EchoLater(i))),
];
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"local grain call",-34}{"calls/s",28}{"bytes/call",12}"));
foreach ((string name, Measurement work) in shapes)
{
    await work.RunAsync(duration / 2);
    List<(double PerSecond, double BytesPerCall)> runs = [];
    for (int run = 0; run < Runs; run++)
    {
        runs.Add(await work.RunAsync(duration));
    }

    string rates = string.Join(" ", runs.Select(run => string.Create(CultureInfo.InvariantCulture, $"{run.PerSecond / 1000,8:N0}k")));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-34}{rates,28}{runs[^1].BytesPerCall,12:N0}"));
}

await host.StopAsync();
