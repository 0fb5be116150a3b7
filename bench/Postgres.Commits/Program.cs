using System.Globalization;
using Lert.Store;
using Lert.Store.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Postgres.Commits;
using Store.Commits;

// A root: here the clock is named.
#pragma warning disable RS0030
var clock = TimeProvider.System;
#pragma warning restore RS0030
await using var server = await Server.StartAsync();
var stretch = TimeSpan.FromSeconds(3);
var writers = args.Length > 1 && int.TryParse(args[1], CultureInfo.InvariantCulture, out var given) ? given : 2;
await using var store = await PostgresActorStore.OpenAsync(
    new() { ConnectionString = server.Login, Regions = ["us"], Writers = writers }, clock, NullLogger<PostgresActorStore>.Instance, CancellationToken.None);
if (args is ["wakes", ..])
{
    await new WakeQuestion(server, store).RunAsync();
    return;
}

Console.WriteLine($"{Workload.Actors:N0} holds, 1 kB of state, 1 event, 1 command id, 1 wake-up per commit; fsync on; {writers} writing sessions; walls, hashes and seals on");
Console.WriteLine("plain: one UPDATE of a 1 kB state with its version in the WHERE, prepared, its own transaction, as many sessions as callers; no journal, no command id, no wake-up");
Console.WriteLine("cpu: the client's and the server's processor time of one");
var (workload, loop, plain) = (new Workload(), new StoreLoop(store, server), await PlainWrite.PrepareAsync(server));
await loop.RunAsync(workload, 64, stretch);
await plain.RunAsync(64, stretch);

// The two take turns, so that a slow moment of the machine hurts both.
foreach (var callers in new[] { 64, 64, 64, 1, 1, 1 })
{
    var mine = await loop.RunAsync(workload, callers, stretch);
    var theirs = await plain.RunAsync(callers, stretch);
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{callers,3} callers  store {mine.PerSecond,8:N0}/s  p50 {mine.P50Microseconds,6:N0} µs  p99 {mine.P99Microseconds,7:N0} µs  mean batch {mine.MeanBatch,5:N1}  cpu {mine.CpuMicroseconds,3:N0}+{mine.ServerMicroseconds,3:N0} µs   plain {theirs.PerSecond,8:N0}/s  p50 {theirs.P50Microseconds,6:N0} µs  p99 {theirs.P99Microseconds,7:N0} µs  cpu {theirs.CpuMicroseconds,3:N0}+{theirs.ServerMicroseconds,3:N0} µs   ratio {mine.PerSecond / theirs.PerSecond:N2}"));
}
