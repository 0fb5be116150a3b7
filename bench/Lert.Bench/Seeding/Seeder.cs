using System.Diagnostics;
using Lert.Store;
using Lert.Store.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lert.Bench.Seeding;

/// <summary>Fills a store through the store itself, and closes it.</summary>
internal static class Seeder
{
    private const int Concurrency = 8_192;

    /// <param name="withCompanions">Their cases and accounts too.</param>
    /// <returns>The file's size in bytes.</returns>
    public static async Task<long> FillAsync(string file, SampleHolds sample, int holds, int accountsPerCase, bool withCompanions, TimeProvider clock)
    {
        var watch = Stopwatch.StartNew();
        var options = new SqliteStoreOptions { Path = file, Regions = ["us", "uk", "ie", "sg"], MaxQueued = 1_000_000, MaxBatch = 10_000 };
        await using (var store = await SqliteActorStore.OpenAsync(options, clock, NullLogger<SqliteActorStore>.Instance, CancellationToken.None))
        {
            await FillAsync(store, sample, holds, accountsPerCase, withCompanions, Concurrency);
        }

        var bytes = new FileInfo(file).Length;
        Console.WriteLine($"seeded {holds:N0} holds{(withCompanions ? ", as many accounts, and their cases" : "")} in {watch.Elapsed.TotalSeconds:N0} s; {bytes / 1048576:N0} MiB");
        return bytes;
    }

    /// <summary>The same in any store.</summary>
    /// <param name="concurrency">How many commits wait at once; within the store's queue.</param>
    public static Task FillAsync(IActorStore store, SampleHolds sample, int holds, int accountsPerCase, bool withCompanions, int concurrency) => Parallel.ForEachAsync(
        Commits(sample, holds, accountsPerCase, withCompanions),
        new ParallelOptions { MaxDegreeOfParallelism = concurrency },
        async (commit, cancel) => Check(await store.CommitAsync(commit, cancel)));

    private static IEnumerable<Commit> Commits(SampleHolds sample, int holds, int accountsPerCase, bool withCompanions)
    {
        for (var number = 0; number < holds; number++)
        {
            if (withCompanions)
            {
                if (number % accountsPerCase == 0)
                {
                    yield return sample.Case(number, Math.Min(accountsPerCase, holds - number));
                }

                yield return sample.Account(number);
            }

            yield return sample.Hold(number).Placed;
        }
    }

    public static void Check(CommitOutcome outcome)
    {
        if (outcome is not CommitOutcome.Committed)
        {
            throw new InvalidOperationException($"The bench writes every actor once, and the store says {outcome}.");
        }
    }
}
