using Lert.Grains.Journal;
using Lert.Store;
using Orleans.Streams;

namespace Lert.Silo.Feed;

/// <summary>Tells watchers that the feed has grown. Many commits make one notice; a lost one costs a watcher its poll interval and nothing else.</summary>
internal sealed partial class FeedNotifier(IActorStore store, IClusterClient cluster, TimeProvider clock, ILogger<FeedNotifier> log) : BackgroundService
{
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var grown = new SemaphoreSlim(0, 1);
        using var hints = store.Subscribe(hint =>
        {
            if (hint.Events && grown.CurrentCount == 0)
            {
                try
                {
                    grown.Release();
                }
                catch (SemaphoreFullException)
                {
                    // Another commit has said so.
                }
            }
        });
        var stream = cluster.GetStreamProvider(FeedNotice.Provider).GetStream<long>(StreamId.Create(FeedNotice.Namespace, FeedNotice.Key));
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await grown.WaitAsync(stoppingToken);
                await Task.Delay(Gather, clock, stoppingToken);
                await stream.OnNextAsync(await store.ReadFeedEndAsync(stoppingToken));
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // A notice is a courtesy; watchers poll.
            catch (Exception broken)
#pragma warning restore CA1031
            {
                NoticeLost(log, broken);
            }
        }
    }

    [LoggerMessage(1311, LogLevel.Warning, "A notice of new journal entries was lost; watchers find them by polling.")]
    private static partial void NoticeLost(ILogger log, Exception broken);
}
