using Orleans.Concurrency;

namespace Lert.Grains.Pages;

/// <summary>
/// One alert: who was told, who acknowledged, what happens next. Its key is <see cref="PageKey.Of"/>: whoever opens a page names what it is about, and
/// everything that has the same name is one page for as long as that is open.
/// </summary>
public interface IPageGrain : IActorGrain
{
    Task<Reply<PageView>> Execute(CommandStamp stamp, PageCommand command);

    /// <summary>The page as last committed, or null when there is none.</summary>
    [ReadOnly]
    [AlwaysInterleave]
    Task<PageView?> Get();

    /// <summary>A delivery that is wanted now, as last committed; null when it was withdrawn, has arrived or is not due.</summary>
    [ReadOnly]
    [AlwaysInterleave]
    Task<PageDelivery?> FindDelivery(string deliveryId);
}

/// <summary>How a page is named by its sender.</summary>
public static class PageKey
{
    /// <summary>
    /// The page for alerts of this kind about this subject, <c>kind/key</c> of an actor. The subject is what alerts are grouped by, and the sender chooses it: forty
    /// reports on one account that name <c>account/us-1700000001</c> are one page, and those that name forty cases are forty. The kind is part of the name, so
    /// that an emergency is never hidden in a page about a clock.
    /// </summary>
    public static string Of(string region, AlertKind alert, string subject) => ActorKey.PageOf(region, $"{alert}/{subject}");
}
