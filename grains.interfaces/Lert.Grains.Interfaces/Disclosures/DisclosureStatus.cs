namespace Lert.Grains.Disclosures;

/// <summary>Where a disclosure stands.</summary>
public enum DisclosureStatus
{
    Unspecified = 0,

    /// <summary>What is to be produced is said; two other people must approve it.</summary>
    Prepared = 1,

    /// <summary>Two people have approved exactly this.</summary>
    Approved = 2,

    /// <summary>Content is being read and put into a package.</summary>
    Packaging = 3,

    /// <summary>The package lies on the shelf, locked to its recipient.</summary>
    Packaged = 4,

    /// <summary>It may be fetched until it expires.</summary>
    Delivered = 5,

    /// <summary>The recipient has confirmed it.</summary>
    Receipted = 6,

    /// <summary>Nobody confirmed it in time: it can no longer be fetched.</summary>
    Expired = 7,

    /// <summary>The case went back or ended, or somebody stopped it.</summary>
    Cancelled = 8,

    /// <summary>The order is not executed, for a reason of its form.</summary>
    NotExecuted = 9,
}

/// <summary>How far a disclosure has come, as its case knows. It never goes back.</summary>
public enum DisclosureProgress
{
    Unspecified = 0,
    Prepared = 1,
    Delivered = 2,
    Receipted = 3,

    /// <summary>Expired, cancelled or not executed.</summary>
    Ended = 4,
}
