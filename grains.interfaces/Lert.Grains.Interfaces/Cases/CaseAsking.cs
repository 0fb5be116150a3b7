using Lert.Grains.Requesters;

namespace Lert.Grains.Cases;

/// <summary>What a case knows of who asks.</summary>
/// <param name="RequesterId">The officer's entry in the directory; empty for a report of our own.</param>
/// <param name="Requester">What the directory answered; null until it has.</param>
/// <param name="Fraud">What speaks against the request, with its reasons.</param>
/// <param name="IsFast">One of too many emergencies of one officer in 24 hours.</param>
/// <param name="NeedsTwo">Two people must approve, whatever the kind asks for, and nobody alone.</param>
/// <param name="Recall">The last recall that it was told of.</param>
/// <param name="RecallFinding">What its review found; null while nobody has reviewed it.</param>
[GenerateSerializer, Immutable, Alias("lert.case-asking")]
public sealed record CaseAsking(
    [property: Id(0)] string RequesterId,
    [property: Id(1)] RequesterAnswer? Requester,
    [property: Id(2)] FraudScore? Fraud,
    [property: Id(3)] bool IsFast,
    [property: Id(4)] bool NeedsTwo,
    [property: Id(5)] RecallNotice? Recall,
    [property: Id(6)] string? RecallFinding)
{
    public static CaseAsking Blank { get; } = new("", null, null, false, false, null, null);
}

/// <summary>What somebody noticed about how a request looks.</summary>
public enum RequestAnomaly
{
    Unspecified = 0,

    /// <summary>The seal or the signature is not as that authority's are.</summary>
    Seal = 1,

    /// <summary>Wording, form or spelling are not as that authority's are.</summary>
    Style = 2,

    /// <summary>It came from where that authority is not.</summary>
    Place = 3,
}
