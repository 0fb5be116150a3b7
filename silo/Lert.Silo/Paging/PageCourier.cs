using System.Collections.Concurrent;
using System.Collections.Frozen;
using Lert.Grains;
using Lert.Grains.Pages;
using Lert.Grains.Responders;
using Microsoft.Extensions.Options;

namespace Lert.Silo.Paging;

/// <summary>
/// Carries deliveries out of the house, the most urgent first, a bounded number at once for each channel. All of it is a hint: right before it sends it asks the
/// page whether that is still wanted, and what it forgets the page offers again.
/// </summary>
internal sealed partial class PageCourier : BackgroundService, IPageCourier
{
    private readonly ConcurrentDictionary<(string Delivery, int Attempt), byte> _known = new();
    private readonly ConcurrentDictionary<Task, byte> _reports = new();
    private readonly FrozenDictionary<ContactChannel, CourierLane> _lanes;
    private readonly IGrainFactory _grains;
    private readonly PageMeter _meter;
    private readonly TimeProvider _clock;
    private readonly ILogger<PageCourier> _log;

    public PageCourier(
        PageChannels channels, IGrainFactory grains, PageMeter meter, TimeProvider clock, IOptions<PagingOptions> options, ILogger<PageCourier> log)
    {
        (_grains, _meter, _clock, _log) = (grains, meter, clock, log);
        _lanes = channels.All.ToFrozenDictionary(channel => channel.Channel, channel => new CourierLane(channel, options.Value.MaxQueued));
        meter.Observe(_lanes.Values);
    }

    /// <summary>How many deliveries wait in memory.</summary>
    public int Waiting => _lanes.Values.Sum(lane => lane.Waiting);

    public void Offer(PageDelivery delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        var known = (delivery.DeliveryId, delivery.Attempt);
        if (!_known.TryAdd(known, 0))
        {
            return;
        }

        if (!_lanes.TryGetValue(delivery.Channel, out var lane))
        {
            var failed = Handover.Failed("no-channel", isFinal: true);
            _meter.Carried(delivery, failed, TimeSpan.Zero);
            Start(ReportAsync(delivery, failed));
        }
        else if (!lane.TryAdd(delivery))
        {
            // The page's own timer brings it again.
            _known.TryRemove(known, out _);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(_lanes.Values.SelectMany(lane => Enumerable.Range(0, lane.Channel.MaxInFlight).Select(_ => CarryAllAsync(lane, stoppingToken))));

    /// <summary>What is under way is finished; what still waits is offered again, here or elsewhere.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(_reports.Keys).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task CarryAllAsync(CourierLane lane, CancellationToken stopping)
    {
        while (await lane.NextAsync(stopping) is { } delivery)
        {
            await CarryAsync(lane.Channel, delivery);
        }
    }

    private async Task CarryAsync(IPageChannel channel, PageDelivery offered)
    {
        try
        {
            // Whoever acknowledged since is not told.
            if (await _grains.GetGrain<IPageGrain>(offered.PageId).FindDelivery(offered.DeliveryId) is not { } wanted || wanted.Attempt != offered.Attempt)
            {
                Forget(offered);
                return;
            }

            var result = await channel.SendAsync(wanted, CancellationToken.None);
            _meter.Carried(wanted, result, _clock.GetUtcNow() - wanted.DueAt);
            if (result.Failure is { } failure)
            {
                NotTaken(_log, channel.Channel, wanted.Attempt, failure, result.IsFinal);
            }

            // The next one does not wait for the store.
            Start(ReportAsync(wanted, result));
        }
#pragma warning disable CA1031 // One delivery's failure is its own: its page offers it again.
        catch (Exception broken)
#pragma warning restore CA1031
        {
            NotCarried(_log, channel.Channel, broken);
            Forget(offered);
        }
    }

    private void Start(Task report)
    {
        _reports.TryAdd(report, 0);
        _ = report.ContinueWith(done => _reports.TryRemove(done, out _), TaskScheduler.Default);
    }

    /// <summary>Tells the page, again and again while it cannot be told: as long as it is known here, it is not sent a second time.</summary>
    private async Task ReportAsync(PageDelivery delivery, Handover result)
    {
        await Task.Yield();
        try
        {
            var (id, command) = result.Failure is { } failure
                ? ($"{delivery.DeliveryId}/{delivery.Attempt}", (PageCommand)new PageCommand.NoteFailed(delivery.DeliveryId, delivery.Attempt, failure, result.IsFinal, result.RetryAfter))
                : ($"{delivery.DeliveryId}/sent", new PageCommand.NoteSent(delivery.DeliveryId, result.Receipt));
            for (var pause = TimeSpan.FromMilliseconds(250); !await TryReportAsync(delivery.PageId, new CommandStamp(id, Machinery.Of("courier")), command) && pause < TimeSpan.FromMinutes(1); pause *= 2)
            {
                await Task.Delay(pause, _clock);
            }
        }
        finally
        {
            Forget(delivery);
        }
    }

    private async Task<bool> TryReportAsync(string page, CommandStamp stamp, PageCommand command)
    {
        try
        {
            _ = await _grains.GetGrain<IPageGrain>(page).Execute(stamp, command);
            return true;
        }
#pragma warning disable CA1031 // The store is away, or the page's silo is: it is told again.
        catch (Exception broken)
#pragma warning restore CA1031
        {
            NotReported(_log, broken);
            return false;
        }
    }

    private void Forget(PageDelivery delivery) => _known.TryRemove((delivery.DeliveryId, delivery.Attempt), out _);

    [LoggerMessage(1211, LogLevel.Warning, "A delivery by {Channel} was not taken at attempt {Attempt}: {Failure}. Final: {IsFinal}.")]
    private static partial void NotTaken(ILogger log, ContactChannel channel, int attempt, string failure, bool isFinal);

    [LoggerMessage(1212, LogLevel.Error, "A delivery by {Channel} could not be carried; its page offers it again.")]
    private static partial void NotCarried(ILogger log, ContactChannel channel, Exception broken);

    [LoggerMessage(1213, LogLevel.Warning, "A page could not be told what became of a delivery; it is told again.")]
    private static partial void NotReported(ILogger log, Exception broken);
}
