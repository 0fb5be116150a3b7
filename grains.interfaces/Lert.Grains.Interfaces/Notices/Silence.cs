namespace Lert.Grains.Notices;

/// <summary>What an order about telling the user stands on.</summary>
public enum SilenceBasis
{
    Unspecified = 0,

    /// <summary>An order of a court under 18 U.S.C. § 2705(b): we tell nobody.</summary>
    CourtOrder = 1,

    /// <summary>A delay under 18 U.S.C. § 2705(a). It delays the government's own notice, and binds us to nothing.</summary>
    GovernmentDelay = 2,

    /// <summary>An order of another law that keeps us from telling.</summary>
    OtherLaw = 3,
}

/// <summary>How long an order of silence lasts.</summary>
public enum SilenceLength
{
    Unspecified = 0,

    /// <summary>A number of days.</summary>
    Days = 1,

    OneYear = 2,

    /// <summary>To the end of a day that the order names.</summary>
    UntilDate = 3,

    /// <summary>It names no end: somebody reviews it after one year.</summary>
    NoEnd = 4,
}

/// <summary>From when, how long, and where its days are counted.</summary>
/// <param name="From">When it was made or served.</param>
/// <param name="Days">1 to 36,600, with <see cref="SilenceLength.Days"/> alone.</param>
/// <param name="Until">Its last day, with <see cref="SilenceLength.UntilDate"/> alone.</param>
/// <param name="Zone">The IANA zone in which its days are counted; null for the case's, else that of § 2705(b).</param>
[GenerateSerializer, Immutable, Alias("lert.silence-term")]
public sealed record SilenceTerm(
    [property: Id(0)] DateTimeOffset? From,
    [property: Id(1)] SilenceLength Length,
    [property: Id(2)] int? Days,
    [property: Id(3)] DateOnly? Until,
    [property: Id(4)] string? Zone);

/// <summary>One order of silence of a case. While it stands nobody is told.</summary>
/// <param name="OrderId">Its name within the case: <c>o1</c>, <c>o2</c>, in the order in which they were recorded.</param>
/// <param name="Authority">Who made it.</param>
/// <param name="Reference">The authority's own, of the last order that extended it.</param>
/// <param name="Term">Of the last order that extended it.</param>
/// <param name="Since">Since when it stands, by the earliest of its orders.</param>
/// <param name="EndsAt">Before this instant nobody is told; null while it names no end.</param>
/// <param name="ClockId">The clock of the case that runs to its end or its review.</param>
/// <param name="Reviews">How often it was reviewed.</param>
/// <param name="EndedAt">When it ended or was lifted; null while it stands.</param>
/// <param name="Ending">Why it no longer stands.</param>
[GenerateSerializer, Immutable, Alias("lert.silence-order")]
public sealed record SilenceOrder(
    [property: Id(0)] string OrderId,
    [property: Id(1)] SilenceBasis Basis,
    [property: Id(2)] string Authority,
    [property: Id(3)] string Reference,
    [property: Id(4)] SilenceTerm Term,
    [property: Id(5)] DateTimeOffset Since,
    [property: Id(6)] DateTimeOffset? EndsAt,
    [property: Id(7)] string ClockId,
    [property: Id(8)] int Reviews,
    [property: Id(9)] DateTimeOffset At,
    [property: Id(10)] string By,
    [property: Id(11)] DateTimeOffset? EndedAt,
    [property: Id(12)] string? Ending);
