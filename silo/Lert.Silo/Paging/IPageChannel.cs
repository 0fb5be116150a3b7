using Lert.Grains.Pages;
using Lert.Grains.Responders;

namespace Lert.Silo.Paging;

/// <summary>One way out of the house.</summary>
internal interface IPageChannel
{
    ContactChannel Channel { get; }

    /// <summary>How many deliveries are under way at once, at least 1.</summary>
    int MaxInFlight { get; }

    /// <summary>
    /// Hands one delivery over. It answers for whatever goes wrong outside; an exception is our bug. The receiver may have it although this says that it failed: the
    /// delivery's id tells.
    /// </summary>
    Task<Handover> SendAsync(PageDelivery delivery, CancellationToken cancellationToken);
}

/// <summary>What became of one attempt.</summary>
/// <param name="Failure">Null when the other side took it; else a word from a closed set.</param>
/// <param name="Receipt">What the other side knows it by; empty where it does not say.</param>
/// <param name="IsFinal">Another attempt would fail as well.</param>
internal sealed record Handover(string? Failure, string Receipt, bool IsFinal, TimeSpan? RetryAfter)
{
    private const int MostReceipt = 200;

    public static Handover Taken(string receipt) => new(null, receipt.Length <= MostReceipt ? receipt : receipt[..MostReceipt], IsFinal: false, RetryAfter: null);

    public static Handover Failed(string reason, bool isFinal = false, TimeSpan? retryAfter = null) => new(reason, "", isFinal, retryAfter);
}

/// <summary>The channels of this silo, at most one of each kind.</summary>
internal sealed record PageChannels(IReadOnlyList<IPageChannel> All) : IDisposable
{
    public void Dispose()
    {
        foreach (var channel in All.OfType<IDisposable>())
        {
            channel.Dispose();
        }
    }
}
