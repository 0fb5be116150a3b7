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
    /// <summary>How many are read and committed together.</summary>
    private const int Stretch = 500;

    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

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
            var now = clock.GetUtcNow();
            var outcomes = await Task.WhenAll(found
                .Select(stored => Commits.Relisted<CaseDecider, CaseState, CaseCommand, CaseEvent, CaseView>(stored, now)).OfType<Commit>()
                .Select(commit => store.CommitAsync(commit, cancellationToken).AsTask()));
            listed += outcomes.Count(outcome => outcome is CommitOutcome.Committed);
            if (found.Length < Stretch)
            {
                break;
            }

            after = found[^1].Actor.Key;
            Going(log, listed);
        }

        if (listed > 0)
        {
            Done(log, listed, (long)clock.GetElapsedTime(began).TotalMilliseconds);
        }

        return listed;
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

    [LoggerMessage(1303, LogLevel.Error, "Cases of a release before could not be listed; it looks again")]
    private static partial void Failed(ILogger log, Exception broken);
}
