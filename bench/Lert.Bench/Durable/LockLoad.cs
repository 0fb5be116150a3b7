using System.Diagnostics;
using Lert.Bench.Silos;
using Lert.V1;

namespace Lert.Bench.Durable;

/// <summary>Callers that lock and unlock their holds in turn, each waiting for its answer before it goes on. Every call is one commit with one event.</summary>
internal sealed class LockLoad(SiloClient client, string[] holds, string run)
{
    private readonly long[] _calls = new long[holds.Length];

    /// <returns>The latencies in milliseconds, and how long it took in seconds.</returns>
    public async Task<(Percentiles Latencies, double Seconds)> RunAsync(int callers, TimeSpan length)
    {
        var watch = Stopwatch.StartNew();
        var measured = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => CallAsync(caller, callers, watch, length))));
        return (new(measured.SelectMany(static one => one)), watch.Elapsed.TotalSeconds);
    }

    /// <summary>Leaves every hold as it was found.</summary>
    public Task UnlockAllAsync() => Parallel.ForEachAsync(
        Enumerable.Range(0, holds.Length).Where(hold => _calls[hold] % 2 == 1), async (hold, _) => await CallAsync(hold, _calls[hold]++));

    private async Task<List<double>> CallAsync(int caller, int callers, Stopwatch watch, TimeSpan length)
    {
        var mine = new List<double>();
        for (var hold = caller; watch.Elapsed < length; hold = hold + callers < holds.Length ? hold + callers : caller)
        {
            var began = Stopwatch.GetTimestamp();
            await CallAsync(hold, _calls[hold]++);
            mine.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return mine;
    }

    private async Task CallAsync(int hold, long call)
    {
        var (id, reference) = (LockCommits.RequestId(run, hold, call), LockCommits.Reference(call));
        var answer = call % 2 == 0
            ? await client.Holds.LockForProductionAsync(new LockHoldRequest { RequestId = id, HoldId = holds[hold], Reference = reference }, client.Options)
            : await client.Holds.UnlockAsync(new UnlockHoldRequest { RequestId = id, HoldId = holds[hold], Reference = reference }, client.Options);
        if (answer.Locks.Count != (call + 1) % 2)
        {
            throw new InvalidOperationException("The silo answered with another state of the hold.");
        }
    }
}
