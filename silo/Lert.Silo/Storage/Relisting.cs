using System.Collections.Concurrent;
using Lert.Domain.Cases;
using Lert.Grains.Actors;
using Lert.Grains.Cases;
using Lert.Store;
using Lert.Store.Sqlite;

namespace Lert.Silo.Storage;

/// <summary>
/// Lists the cases that a release wrote which knew of no lists: before a silo serves, all that are there, stretch by stretch; after that, while silos of such a release
/// may still be at work on the same database, what they write. Where it was interrupted it goes on: what is listed is found by nobody who looks for the others.
/// </summary>
internal sealed partial class Relisting(IActorStore store, StoreSlot slot, TimeProvider clock, ILogger<Relisting> log) : BackgroundService
{
    /// <summary>How many keys are read together, and how many cases are under way at once: no more than the smallest queue of a store takes.</summary>
    private const int Stretch = 500, AtOnce = 64;

    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<ActorId, byte> _damaged = new();

    /// <summary>Lists all that is there. A database that goes away meanwhile is waited for, as at its opening.</summary>
    public Task ListBeforeServingAsync(CancellationToken cancellationToken) => slot.AskPatientlyAsync(() => ListAsync(cancellationToken), cancellationToken);

    /// <summary>Lists whatever is not. A case that somebody changes meanwhile is listed by that commit, and one of a newer release is left to it.</summary>
    /// <returns>How many were listed.</returns>
    public async Task<int> ListAsync(CancellationToken cancellationToken)
    {
        var (listed, began) = (0, clock.GetTimestamp());
        for (string? after = null; ;)
        {
            var found = await store.ReadUnlistedAsync(ActorKinds.Case, after, Stretch, cancellationToken);
            await Parallel.ForEachAsync(found, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (key, stopping) =>
            {
                if (await ListAsync(new ActorId(ActorKinds.Case, key), stopping))
                {
                    Interlocked.Increment(ref listed);
                }
            });
            if (found.Length < Stretch)
            {
                break;
            }

            after = found[^1];
            Going(log, listed);
        }

        if (listed > 0)
        {
            Done(log, listed, (long)clock.GetElapsedTime(began).TotalMilliseconds);
        }

        return listed;
    }

    private async Task<bool> ListAsync(ActorId actor, CancellationToken cancellationToken)
    {
        try
        {
            return await store.LoadAsync(actor, cancellationToken) is { Lists: null } stored
                && Commits.Relisted<CaseDecider, CaseState, CaseCommand, CaseEvent, CaseView>(stored, clock.GetUtcNow()) is { } commit
                && await store.CommitAsync(commit, cancellationToken) is CommitOutcome.Committed;
        }
        catch (DataLossException damaged)
        {
            // Whoever asks for it is told, and it keeps no other from being served.
            if (_damaged.TryAdd(actor, 0))
            {
                Damaged(log, damaged);
            }

            return false;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (slot.Store is SqliteActorStore)
        {
            // Nobody else has the file.
            return;
        }

        using var look = new PeriodicTimer(Interval, clock);
        while (await look.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                _ = await ListAsync(stoppingToken);
            }
#pragma warning disable CA1031 // It looks again, whatever broke.
            catch (Exception broken) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                Failed(log, broken);
            }
        }
    }

    [LoggerMessage(1301, LogLevel.Information, "Listed {Count} cases of a release before; it goes on")]
    private static partial void Going(ILogger log, int count);

    [LoggerMessage(1302, LogLevel.Information, "Listed {Count} cases of a release before, in {Milliseconds} ms")]
    private static partial void Done(ILogger log, int count, long milliseconds);

    [LoggerMessage(1304, LogLevel.Error, "A case of a release before is not listed, because what is stored does not verify; all others are")]
    private static partial void Damaged(ILogger log, Exception damaged);

    [LoggerMessage(1303, LogLevel.Error, "Cases of a release before could not be listed; it looks again")]
    private static partial void Failed(ILogger log, Exception broken);
}
