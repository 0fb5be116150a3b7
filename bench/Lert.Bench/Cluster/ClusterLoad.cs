using System.Collections.Concurrent;
using System.Diagnostics;
using Grpc.Core;
using Lert.Bench.Durable;
using Lert.Bench.Silos;
using Lert.V1;

namespace Lert.Bench.Cluster;

/// <summary>Callers that lock and unlock their own holds at several silos. A call that fails is counted, and asked again until it is done: what it asked for is known by its id.</summary>
internal sealed class ClusterLoad(string[] holds, string run)
{
    private readonly long[] _calls = new long[holds.Length];
    private int _failed;

    /// <summary>Calls that did not end well at the first attempt.</summary>
    public int Failed => _failed;

    public ConcurrentDictionary<string, int> Failures { get; } = new();

    /// <param name="doors">Where callers knock; read with every call.</param>
    public async Task<(Percentiles Latencies, double Seconds)> RunAsync(int callers, Func<IReadOnlyList<SiloClient>> doors, CancellationToken until)
    {
        var watch = Stopwatch.StartNew();
        var measured = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => CallAsync(caller, callers, doors, until), CancellationToken.None)));
        return (new(measured.SelectMany(static one => one)), watch.Elapsed.TotalSeconds);
    }

    private async Task<List<double>> CallAsync(int caller, int callers, Func<IReadOnlyList<SiloClient>> doors, CancellationToken until)
    {
        var mine = new List<double>();
        for (var hold = caller; !until.IsCancellationRequested; hold = hold + callers < holds.Length ? hold + callers : caller)
        {
            var began = Stopwatch.GetTimestamp();
            await CallAsync(hold, _calls[hold]++, caller, doors);
            mine.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return mine;
    }

    private async Task CallAsync(int hold, long call, int caller, Func<IReadOnlyList<SiloClient>> doors)
    {
        var (id, reference) = (LockCommits.RequestId(run, hold, call), LockCommits.Reference(call));
        for (var attempt = 0; ; attempt++)
        {
            var open = doors();
            var client = open[(caller + attempt) % open.Count];
            try
            {
                _ = call % 2 == 0
                    ? await client.Holds.LockForProductionAsync(new LockHoldRequest { RequestId = id, HoldId = holds[hold], Reference = reference }, client.Options)
                    : await client.Holds.UnlockAsync(new UnlockHoldRequest { RequestId = id, HoldId = holds[hold], Reference = reference }, client.Options);
                return;
            }
            catch (RpcException failed) when (failed.StatusCode is StatusCode.Unavailable or StatusCode.ResourceExhausted or StatusCode.Internal && attempt < 10_000)
            {
                _ = Interlocked.Increment(ref _failed);
                _ = Failures.AddOrUpdate($"{failed.StatusCode}: {failed.Status.Detail}", 1, static (_, count) => count + 1);
                await Task.Yield();
            }
        }
    }
}
