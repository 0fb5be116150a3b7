namespace Lert.Grains.Pages;

/// <summary>
/// Who carries pages out of the house. What it is told is a hint: it may forget all of it, and the page's own timer offers again what nobody has said anything
/// about. It must return at once.
/// </summary>
public interface IPageCourier
{
    /// <summary>This is wanted now. The same delivery may be offered many times, and by pages on several silos.</summary>
    void Offer(PageDelivery delivery);
}
