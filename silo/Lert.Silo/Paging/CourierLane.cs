using System.Threading.Channels;
using Lert.Grains.Pages;

namespace Lert.Silo.Paging;

/// <summary>What waits for one channel, the most urgent first and of those the earliest. A channel that hangs holds up no other.</summary>
internal sealed class CourierLane(IPageChannel channel, int capacity)
{
    private readonly Channel<PageDelivery> _waiting = System.Threading.Channels.Channel.CreateUnboundedPrioritized(
        new UnboundedPrioritizedChannelOptions<PageDelivery> { Comparer = Comparer<PageDelivery>.Create(Compare) });

    private int _count;

    public IPageChannel Channel => channel;

    public int Waiting => Volatile.Read(ref _count);

    /// <summary>False when there is no room. An emergency always finds some.</summary>
    public bool TryAdd(PageDelivery delivery)
    {
        if (Interlocked.Increment(ref _count) > capacity && delivery.Urgency != Urgency.Emergency)
        {
            Interlocked.Decrement(ref _count);
            return false;
        }

        return _waiting.Writer.TryWrite(delivery);
    }

    /// <summary>Null when it is time to stop.</summary>
    public async Task<PageDelivery?> NextAsync(CancellationToken stopping)
    {
        try
        {
            var next = await _waiting.Reader.ReadAsync(stopping);
            Interlocked.Decrement(ref _count);
            return next;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private static int Compare(PageDelivery? one, PageDelivery? other) =>
        (one!.Urgency, one.DueAt, one.DeliveryId).CompareTo((other!.Urgency, other.DueAt, other.DeliveryId));
}
