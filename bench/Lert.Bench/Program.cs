// The whole path, each bench against a silo that runs as its own process:
//   dotnet run -c Release --project bench/Lert.Bench -- durable|due|memory|restart [--holds N] [--seconds N] [--rounds N]
using System.Globalization;
using Lert.Bench;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
// A root: here the clock is named.
#pragma warning disable RS0030
using var bench = new BenchContext(TimeProvider.System, args);
#pragma warning restore RS0030
Func<BenchContext, Task>? run = args.FirstOrDefault() switch
{
    "durable" => DurableBench.RunAsync,
    "due" => DueBench.RunAsync,
    "memory" => MemoryBench.RunAsync,
    "restart" => RestartBench.RunAsync,
    _ => null,
};
if (run is null)
{
    await Console.Error.WriteLineAsync("Name a bench: durable, due, memory or restart.");
    return 1;
}

await run(bench);
return 0;
