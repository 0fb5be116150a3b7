using System.Diagnostics;
using Npgsql;

namespace Lert.Bench.Postgres;

/// <summary>
/// What one would write without a journal: one row per actor, replaced under its version, one row per transaction, each caller with a prepared statement on a
/// connection of its own. No events, no hashes, no remembered commands, no messages, no wake-up.
/// </summary>
internal sealed class PlainWrites(string connection, int actors, int stateBytes)
{
    public async Task PrepareAsync()
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var create = source.CreateCommand(
            $"DROP TABLE IF EXISTS public.plain_state; CREATE TABLE public.plain_state (key text PRIMARY KEY, version bigint NOT NULL, state bytea NOT NULL) WITH (fillfactor = 80); " +
            $"INSERT INTO public.plain_state SELECT 'us-h-' || n, 0, convert_to(repeat('x', {stateBytes}), 'UTF8') FROM generate_series(0, {actors - 1}) AS n");
        _ = await create.ExecuteNonQueryAsync();
    }

    /// <returns>The latencies in milliseconds, and how long it took in seconds.</returns>
    public async Task<(Percentiles Latencies, double Seconds)> RunAsync(int callers, TimeSpan length)
    {
        await using var source = NpgsqlDataSource.Create($"{connection};Maximum Pool Size={callers};Max Auto Prepare=4;Auto Prepare Min Usages=1");
        var watch = Stopwatch.StartNew();
        var measured = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => WriteAsync(source, caller, callers, watch, length))));
        return (new(measured.SelectMany(static one => one)), watch.Elapsed.TotalSeconds);
    }

    private async Task<List<double>> WriteAsync(NpgsqlDataSource source, int caller, int callers, Stopwatch watch, TimeSpan length)
    {
        await using var own = await source.OpenConnectionAsync();
        var (versions, state, mine) = (new Dictionary<int, long>(), new byte[stateBytes], new List<double>());
        for (var actor = caller; watch.Elapsed < length; actor = actor + callers < actors ? actor + callers : caller)
        {
            var began = Stopwatch.GetTimestamp();
            if (!versions.TryGetValue(actor, out var version))
            {
                await using var read = new NpgsqlCommand("SELECT version FROM public.plain_state WHERE key = $1", own) { Parameters = { new() { Value = $"us-h-{actor}" } } };
                version = (long)(await read.ExecuteScalarAsync())!;
            }

            await using var write = new NpgsqlCommand("UPDATE public.plain_state SET version = version + 1, state = $2 WHERE key = $1 AND version = $3", own)
            {
                Parameters = { new() { Value = $"us-h-{actor}" }, new() { Value = state }, new() { Value = version } },
            };
            if (await write.ExecuteNonQueryAsync() != 1)
            {
                throw new InvalidOperationException("Somebody else wrote this row.");
            }

            versions[actor] = version + 1;
            mine.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return mine;
    }
}
