using System.Diagnostics;
using System.Globalization;
using Lert.Store;
using Lert.Store.Postgres;
using Npgsql;

namespace Postgres.Commits;

/// <summary>What the wake pump asks every second, with a million armed holds, none due and then a thousand due.</summary>
internal sealed class WakeQuestion(Server server, PostgresActorStore store)
{
    private const int Holds = 1_000_000;
    private static readonly DateTimeOffset Due = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public async Task RunAsync()
    {
        var watch = Stopwatch.StartNew();
        await using (var owner = NpgsqlDataSource.Create(server.Login + ";Options='-c role=lert_owner -c search_path=lert -c statement_timeout=0';Command Timeout=600"))
        {
            // Not through commits, which are measured elsewhere: only the index matters here.
            await using var fill = owner.CreateCommand($"""
                INSERT INTO actors (kind, key, region, slot, version, sequence, head_hash, wake_at, status, account, case_key, due_at, released_early, seal, state)
                SELECT 'hold', 'us-' || lpad(n::text, 8, '0'), 'us', n % 256, 1, 0, decode(repeat('00', 32), 'hex'), {JournalChain.ToMicroseconds(Due)} + n * 1000,
                    'active', 'us-account-' || n % 100000, 'us-case-' || n % 50000, 1, false, 0, decode(repeat('00', 300), 'hex')
                FROM generate_series(1, {Holds}) AS n
                """);
            await fill.ExecuteNonQueryAsync();
            await using var arm = owner.CreateCommand("INSERT INTO wakes (wake_at, urgency, slot, kind, key) SELECT wake_at, urgency, slot, kind, key FROM actors");
            await arm.ExecuteNonQueryAsync();
            await using var settle = owner.CreateCommand("VACUUM (ANALYZE) actors, wakes");
            await settle.ExecuteNonQueryAsync();
            Console.WriteLine($"{Holds:N0} armed holds filled in {watch.Elapsed.TotalSeconds:N0} s");
            await ExplainAsync(owner);
        }

        await TimeAsync("none due", Due);
        await TimeAsync("1,000 due, 256 asked for", Due.AddSeconds(1));
        var share = new Slots(0, 84);
        await TimeAsync("the same in a third of the slots", Due.AddSeconds(1), share);
    }

    private async Task TimeAsync(string what, DateTimeOffset now, Slots? share = null)
    {
        var times = new List<double>();
        var found = 0;
        for (var round = 0; round < 300; round++)
        {
            var began = Stopwatch.GetTimestamp();
            found = (await store.ReadDueAsync(share ?? Slots.All, now, null, 256, CancellationToken.None)).Length;
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"pump query, {what,-34} {found,4} rows  p50 {times[150]:N3} ms  p99 {times[297]:N3} ms"));
    }

    private static async Task ExplainAsync(NpgsqlDataSource owner)
    {
        await using var explain = owner.CreateCommand($"""
            EXPLAIN (ANALYZE, BUFFERS, COSTS OFF)
            SELECT kind, key, wake_at FROM wakes WHERE urgency = 3 AND wake_at <= {JournalChain.ToMicroseconds(Due.AddSeconds(1))} AND slot BETWEEN 0 AND 255 ORDER BY wake_at, kind, key LIMIT 256
            """);
        await using var row = await explain.ExecuteReaderAsync();
        while (await row.ReadAsync())
        {
            Console.WriteLine("  " + row.GetString(0));
        }
    }
}
