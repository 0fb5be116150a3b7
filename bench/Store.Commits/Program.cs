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
    if (args is ["reopen"])
    {
        await ReopenAsync();
        return;
    }

    Console.WriteLine($"{Workload.Actors:N0} holds, 1 kB of state, 1 event, 1 command id, 1 wake-up per commit; WAL, synchronous=FULL; the raw loop has neither walls nor hashes");
    await using var store = await OpenAsync("store.db");
    await using (await OpenAsync("raw.db"))
    {
        // Only for its schema.
    }

    using var raw = new RawLoop(Path.Combine(folder.FullName, "raw.db"), Workload.Actors);
    var (workload, loop) = (new Workload(), new StoreLoop(store));
    await loop.RunAsync(workload, 64, TimeSpan.FromSeconds(1));
    raw.Run(workload.Next, 32, TimeSpan.FromSeconds(1));

    // The two take turns, so that a slow moment of the disk hurts both.
    foreach (var callers in new[] { 64, 64, 64, 1 })
    {
        var mine = await loop.RunAsync(workload, callers, TimeSpan.FromSeconds(1));
        var theirs = raw.Run(workload.Next, Math.Max(1, (int)Math.Round(mine.MeanBatch)), TimeSpan.FromSeconds(1));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{callers,3} callers  store {mine.PerSecond,8:N0}/s  p50 {mine.P50Microseconds,6:N0} µs  p99 {mine.P99Microseconds,7:N0} µs  mean batch {mine.MeanBatch,5:N1}   cpu {mine.CpuMicroseconds,4:N0} µs   raw {theirs.PerSecond,8:N0}/s  cpu {theirs.CpuMicroseconds,4:N0} µs   ratio {mine.PerSecond / theirs.PerSecond:P0}"));
    }
}
finally
{
    folder.Delete(recursive: true);
}

async Task ReopenAsync()
{
    await using (var filled = await OpenAsync("many.db"))
    {
        var workload = new Workload();
        await Parallel.ForAsync(
            0,
            Workload.ReopenedActors,
            new ParallelOptions { MaxDegreeOfParallelism = 256 },
            async (actor, cancel) => await filled.CommitAsync(workload.Next(actor, 0), cancel));
    }

    var (began, cpu) = (clock.GetTimestamp(), Environment.CpuUsage.TotalTime);
    await using var store = await OpenAsync("many.db");
    var (opened, worked) = (clock.GetElapsedTime(began), Environment.CpuUsage.TotalTime - cpu);
    var next = await store.NextWakeAsync(Lert.Store.Slots.All, CancellationToken.None);
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{Workload.ReopenedActors:N0} holds, {new FileInfo(Path.Combine(folder.FullName, "many.db")).Length / 1048576:N0} MiB: open in {opened.TotalMilliseconds:N0} ms ({worked.TotalMilliseconds:N0} ms of processor), next wake-up {next:u} after {clock.GetElapsedTime(began).TotalMilliseconds:N0} ms"));
}

Task<SqliteActorStore> OpenAsync(string name) => SqliteActorStore.OpenAsync(
    new() { Path = Path.Combine(folder.FullName, name), Regions = ["us"] }, clock, NullLogger<SqliteActorStore>.Instance, CancellationToken.None);
