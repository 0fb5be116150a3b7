using System.Globalization;
using Lert.Store.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Silo.Restart;

// Silo.Restart [HOLDS]           fills a store and starts a silo on it, three times
// Silo.Restart seed FILE HOLDS   only fills FILE
// A root: here the clock is named.
#pragma warning disable RS0030
var clock = TimeProvider.System;
#pragma warning restore RS0030
var trigger = clock.GetUtcNow().AddDays(-1);
if (args is ["seed", var file, var number])
{
    await FillAsync(file, int.Parse(number, CultureInfo.InvariantCulture));
    return;
}

var holds = args is [var given] ? int.Parse(given, CultureInfo.InvariantCulture) : 100_000;
var folder = Directory.CreateTempSubdirectory("lert-bench-restart-");
try
{
    var store = Path.Combine(folder.FullName, "lert.db");
    await FillAsync(store, holds);
    var start = new SiloStart(folder.FullName, store, clock);
    for (var run = 0; run < 3; run++)
    {
        Console.WriteLine(await start.MeasureAsync(Seeding.Order(holds / 2, trigger).HoldId));
    }
}
finally
{
    folder.Delete(recursive: true);
}

async Task FillAsync(string path, int count)
{
    var began = clock.GetTimestamp();
    await using (var filled = await SqliteActorStore.OpenAsync(
        new() { Path = path, Regions = ["us", "uk", "ie", "sg"] }, clock, NullLogger<SqliteActorStore>.Instance, CancellationToken.None))
    {
        await Seeding.FillAsync(filled, 0, count, trigger, CancellationToken.None);
    }

    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{count:N0} active holds and their accounts, {new FileInfo(path).Length / 1048576:N0} MiB, written in {clock.GetElapsedTime(began).TotalSeconds:N0} s"));
}
