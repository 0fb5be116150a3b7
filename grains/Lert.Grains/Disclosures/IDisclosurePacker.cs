namespace Lert.Grains.Disclosures;

/// <summary>
/// Who reads content and packs it. What it is told is a hint: it may forget all of it, and the disclosure's own timer offers again what nobody has said anything
/// about. It must return at once.
/// </summary>
public interface IDisclosurePacker
{
    /// <summary>There is something to do. The same may be offered many times, and on several silos.</summary>
    void Offer(DisclosureWork work);
}
