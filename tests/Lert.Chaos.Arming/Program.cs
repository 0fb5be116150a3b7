// Writes holds that fall due between two instants into the database of LERT_POSTGRES, and prints each as: HOLD CASE ACCOUNT
//   Lert.Chaos.Arming COUNT FIRST LAST SEED
using System.Globalization;
using Lert.Chaos.Load;
using Lert.Store.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

var (count, seed) = (int.Parse(args[0], CultureInfo.InvariantCulture), int.Parse(args[3], CultureInfo.InvariantCulture));
var (first, last) = (DateTimeOffset.Parse(args[1], CultureInfo.InvariantCulture), DateTimeOffset.Parse(args[2], CultureInfo.InvariantCulture));
#pragma warning disable RS0030 // A root: here the clock is named.
var clock = TimeProvider.System;
#pragma warning restore RS0030
#pragma warning disable CA5394 // What is drawn is no secret.
var random = new Random(seed);
DateTimeOffset[] ends = [.. Enumerable.Range(0, count).Select(_ => first + ((last - first) * random.NextDouble()))];
#pragma warning restore CA5394
var login = Environment.GetEnvironmentVariable("LERT_POSTGRES") ?? throw new InvalidOperationException("LERT_POSTGRES names the database.");
await using var store = await PostgresActorStore.OpenAsync(
    new() { ConnectionString = login, Regions = ["us", "uk", "ie", "sg"] }, clock, NullLogger<PostgresActorStore>.Instance, CancellationToken.None);
foreach (var hold in await Arming.FillAsync(store, ends, clock.GetUtcNow(), CancellationToken.None))
{
    Console.WriteLine($"{hold.HoldId} {hold.CaseId} {hold.AccountId}");
}
