using Lert.Store;
using Lert.Store.Sqlite;
using Lert.Store.Torn;
using Microsoft.Extensions.Logging.Abstractions;

// Usage: load FILE   commits until it is killed
//        hold FILE   opens the store, says so, and keeps it until its input ends
#pragma warning disable RS0030 // A root: here the clock is named.
var clock = TimeProvider.System;
#pragma warning restore RS0030
await using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
var said = TextWriter.Synchronized(output);
try
{
    await using var store = await SqliteActorStore.OpenAsync(
        new() { Path = args[1], Regions = ["us"] }, clock, NullLogger<SqliteActorStore>.Instance, CancellationToken.None);
    await said.WriteLineAsync("opened");
    if (args[0] == "load")
    {
        await Load.RunAsync(store, said);
    }

    _ = await Console.In.ReadToEndAsync();
    return 0;
}
catch (StoreOpenException refused)
{
    await said.WriteLineAsync($"refused: {refused.Message}");
    return 3;
}
