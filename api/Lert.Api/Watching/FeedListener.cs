using Lert.Grains.Journal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Streams;

namespace Lert.Api.Watching;

/// <summary>Passes the notices of the feed's stream on to those who watch. One subscription for all of them; without it they find changes by polling.</summary>
internal sealed partial class FeedListener(IClusterClient cluster, FeedSignal signal, EdgeClock clock, ILogger<FeedListener> logger) : BackgroundService
{
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!await Subscribe())
        {
            await Task.Delay(TryAgainAfter, clock.Time, stoppingToken);
        }

        // What was committed before the subscription stood.
        signal.Raise();
    }

    /// <summary>The subscription lives as long as the process: it ends with the silo that holds it.</summary>
    private async Task<bool> Subscribe()
    {
        try
        {
            var stream = cluster.GetStreamProvider(FeedNotice.Provider).GetStream<long>(StreamId.Create(FeedNotice.Namespace, FeedNotice.Key));
            await stream.SubscribeAsync((_, _) =>
            {
                signal.Raise();
                return Task.CompletedTask;
            });
            return true;
        }
#pragma warning disable CA1031 // Notices are a courtesy: whatever keeps them away is logged, and watchers poll.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogNoNotices(exception);
            return false;
        }
    }

    [LoggerMessage(2103, LogLevel.Warning, "The feed's notices cannot be subscribed to yet; watchers poll.")]
    private partial void LogNoNotices(Exception exception);
}
