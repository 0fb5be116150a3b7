using System.Globalization;
using Lert.Store.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Store.Commits;

// A root: here the clock is named.
#pragma warning disable RS0030
var clock = TimeProvider.System;
#pragma warning restore RS0030
var folder = Directory.CreateTempSubdirectory("lert-bench-store-");
try
{
    Console.WriteLine($"{Workload.Actors:N0} holds, 1 kB of state, 1 event, 1 command id, 1 wake-up per commit; WAL, synchronous=FULL; the raw loop has neither walls nor hashes");
    await using var store = await OpenAsync("store.db");
    await using (await OpenAsync("raw.db"))
    {
        // Only for its schema.
    }

    using var raw = new RawLoop(Path.Combine(folder.FullName, "raw.db"));
    var (workload, loop) = (new Workload(), new StoreLoop(store));
    await loop.RunAsync(workload, 64, TimeSpan.FromSeconds(1));
    raw.Run(workload, 32, TimeSpan.FromSeconds(1));

    // The two take turns, so that a slow moment of the disk hurts both.
    foreach (var callers in new[] { 64, 64, 64, 1 })
    {
        var mine = await loop.RunAsync(workload, callers, TimeSpan.FromSeconds(1));
        var theirs = raw.Run(workload, Math.Max(1, (int)Math.Round(mine.MeanBatch)), TimeSpan.FromSeconds(1));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{callers,3} callers  store {mine.PerSecond,8:N0}/s  p50 {mine.P50Microseconds,6:N0} µs  p99 {mine.P99Microseconds,7:N0} µs  mean batch {mine.MeanBatch,5:N1}   raw {theirs,8:N0}/s   ratio {mine.PerSecond / theirs:P0}"));
    }
}
finally
{
    folder.Delete(recursive: true);
}

Task<SqliteActorStore> OpenAsync(string name) => SqliteActorStore.OpenAsync(
    new() { Path = Path.Combine(folder.FullName, name), Regions = ["us"] }, clock, NullLogger<SqliteActorStore>.Instance, CancellationToken.None);
