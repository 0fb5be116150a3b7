using Lert.Api.Errors;
using Lert.Grains.Journal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Lert.Api.Watching;

/// <summary>One watch: reads the feed from a position, tells what matches, and waits for more. The table is the truth; notices only shorten the wait.</summary>
internal sealed class WatchLoop(FeedSignal signal, EdgeClock clock, IOptions<LertApiOptions> options, IHostApplicationLifetime lifetime)
{
    private const int EntriesPerRead = 500;

    /// <summary>How long a lost notice can delay a change.</summary>
    private static readonly TimeSpan PollEvery = TimeSpan.FromSeconds(1);

    /// <param name="position">Everything after this is told.</param>
    /// <param name="read">Reads on from a position.</param>
    /// <param name="tell">Sends a change that the watcher asked for and may see; answers whether it did.</param>
    /// <param name="heartbeat">Says that everything up to a position has been told.</param>
    public async Task Run<TView>(
        long position,
        Func<long, int, Task<ChangePage<TView>>> read,
        Func<Change<TView>, ValueTask<bool>> tell,
        Func<long, Task> heartbeat,
        CancellationToken cancelled)
        where TView : class
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancelled, lifetime.ApplicationStopping);
        long? lastWord = null;
        while (true)
        {
            var more = signal.Next;
            var page = await read(position, EntriesPerRead);
            foreach (var change in page.Changes)
            {
                if (await tell(change))
                {
                    lastWord = clock.Time.GetTimestamp();
                }
            }

            var moved = page.ResumeFrom > position;
            position = Math.Max(position, page.ResumeFrom);
            if (lastWord is null || clock.Time.GetElapsedTime(lastWord.Value) >= options.Value.Heartbeat)
            {
                await heartbeat(position);
                lastWord = clock.Time.GetTimestamp();
            }

            if (!moved)
            {
                await WaitForMore(more, stop.Token);
            }

            if (lifetime.ApplicationStopping.IsCancellationRequested)
            {
                throw Faults.Stopping().ToException();
            }

            cancelled.ThrowIfCancellationRequested();
        }
    }

    private async Task WaitForMore(Task more, CancellationToken stop)
    {
        using var poll = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAny(more, Task.Delay(PollEvery, clock.Time, poll.Token));
        await poll.CancelAsync();
    }
}
