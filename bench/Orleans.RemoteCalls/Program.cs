// Calls from one silo to another, in two processes on this machine: a warm-up, then three runs of each shape.
//   dotnet run -c Release --project bench/Orleans.RemoteCalls [seconds]
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.RemoteCalls;

const int Runs = 3;
const int GrainCount = 1_000;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["serve", var shared])
{
    using IHost other = await Silo.StartAsync(shared);
    Console.WriteLine(RawEcho.Serve());
    await Console.In.ReadToEndAsync();
    await other.StopAsync();
    return;
}

TimeSpan duration = TimeSpan.FromSeconds(args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 2);
string membership = Path.Combine(Path.GetTempPath(), $"lert-remote-calls-{Environment.ProcessId}");
await using OtherSilo there = await OtherSilo.StartAsync(membership);
using IHost here = await Silo.StartAsync(membership);
IGrainFactory grains = here.Services.GetRequiredService<IGrainFactory>();

// Those that live in the other process: half of all, once both silos are in the view.
List<IEchoGrain> remote = [];
for (long key = 0; remote.Count < GrainCount; key++)
{
    if (key > GrainCount * 20)
    {
        throw new InvalidOperationException("The two silos do not share the grains.");
    }

    IEchoGrain grain = grains.GetGrain<IEchoGrain>(key);
    if (await grain.Where() == there.Id)
    {
        remote.Add(grain);
    }
}

IEchoGrain[] targets = [.. remote];
static async Task Echo(IEchoGrain grain, int i)
{
    if (await grain.Echo(i) != i)
    {
        throw new InvalidOperationException("A grain answered something else.");
    }
}

static async Task Execute(IEchoGrain grain)
{
    if ((await grain.Execute(Samples.Stamp, Samples.Command)).View is not { Version: 4 })
    {
        throw new InvalidOperationException("A grain answered something else.");
    }
}

IEchoGrain Target(int caller, int turn) => targets[((caller * GrainCount / 64) + turn) % GrainCount];
using RawEcho raw = await RawEcho.ConnectAsync(there.RawPort, 64);
(string Name, Load Work)[] shapes =
[
    ("64 callers, number", new(64, (caller, turn) => Echo(Target(caller, turn), turn))),
    ("64 callers, raw sockets", new(64, raw.CallAsync)),
    ("1 caller, number", new(1, (caller, turn) => Echo(Target(caller, turn), turn))),
    ("1 caller, raw socket", new(1, raw.CallAsync)),
    ("64 callers, command of a hold", new(64, (caller, turn) => Execute(Target(caller, turn)))),
    ("1 caller, command of a hold", new(1, (caller, turn) => Execute(Target(caller, turn)))),
];
Console.WriteLine($"{"silo to silo, 1,000 grains",-34}{"calls/s",28}{"bytes/call",12}");
foreach ((string name, Load work) in shapes)
{
    await work.RunAsync(duration);
    List<(double PerSecond, double BytesPerCall)> runs = [];
    for (int run = 0; run < Runs; run++)
    {
        runs.Add(await work.RunAsync(duration));
    }

    string rates = string.Join(" ", runs.Select(run => $"{run.PerSecond / 1000,7:N1}k"));
    Console.WriteLine($"{name,-34}{rates,28}{runs[^1].BytesPerCall,12:N0}");
}

Console.WriteLine();
Console.WriteLine($"{"written and read, no network",-34}{"bytes",8}{"ns",10}{"allocated",12}");
CodecBench.Run((name, size, nanoseconds, bytes) => Console.WriteLine($"{name,-34}{size,8:N0}{nanoseconds,10:N0}{bytes,12:N0}"));
await here.StopAsync();
File.Delete(membership);
