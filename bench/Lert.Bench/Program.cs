// The whole path, each bench against a silo that runs as its own process:
//   dotnet run -c Release --project bench/Lert.Bench -- durable|due|pages|memory|restart|queue|pg-durable|pg-due|pg-armed|cluster [--holds N] [--seconds N] [--rounds N]
using System.Globalization;
using Lert.Bench;
using Lert.Bench.Cluster;
using Lert.Bench.Postgres;
using Lert.Bench.Queues;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
// A root: here the clock is named.
#pragma warning disable RS0030
using var bench = new BenchContext(TimeProvider.System, args);
#pragma warning restore RS0030
Func<BenchContext, Task>? run = args.FirstOrDefault() switch
{
    "durable" => DurableBench.RunAsync,
    "due" => DueBench.RunAsync,
    "pages" => PagesBench.RunAsync,
    "memory" => MemoryBench.RunAsync,
    "restart" => RestartBench.RunAsync,
    "queue" => QueueBench.RunAsync,
    "pg-durable" => PostgresDurableBench.RunAsync,
    "pg-due" => PostgresDueBench.RunAsync,
    "pg-armed" => PostgresArmedBench.RunAsync,
    "cluster" => ClusterBench.RunAsync,
    _ => null,
};
if (run is null)
{
    await Console.Error.WriteLineAsync("Name a bench: durable, due, pages, memory, restart, queue, pg-durable, pg-due, pg-armed or cluster.");
    return 1;
}

await run(bench);
return 0;
