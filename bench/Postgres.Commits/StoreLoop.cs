using Lert.Store;
using Lert.Store.Postgres;
using Store.Commits;

namespace Postgres.Commits;

/// <summary>The workload through the store.</summary>
internal sealed class StoreLoop(PostgresActorStore store, Server server)
{
    private readonly long[] _versions = new long[Workload.Actors];

    public Task<Result> RunAsync(Workload workload, int callers, TimeSpan stretch) => Result.OfAsync(
        callers,
        stretch,
        async (caller, turn) =>
        {
            var actor = (int)((caller + ((long)turn * callers)) % (Workload.Actors - (Workload.Actors % callers)));
            if (await store.CommitAsync(workload.Next(actor, _versions[actor]++), CancellationToken.None) is not CommitOutcome.Committed)
            {
                throw new InvalidOperationException("A commit of the bench was refused.");
            }
        },
        () => store.Written.Batches,
        server);
}
