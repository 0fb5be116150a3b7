using System.Collections.Immutable;

namespace Lert.Grains.Links;

/// <summary>What two cases have in common.</summary>
public enum LinkGround
{
    Unspecified = 0,

    /// <summary>The same number of the same agency.</summary>
    AgencyReference = 1,

    /// <summary>They are about the same account.</summary>
    Account = 2,
}

/// <summary>What became of a suggestion.</summary>
public enum LinkStatus
{
    Unspecified = 0,
    Suggested = 1,
    Accepted = 2,
    Dismissed = 3,
}

/// <summary>Another case that may belong to this one. It is a suggestion until a person says so, and nothing is ever merged.</summary>
/// <param name="CaseId">The other case.</param>
/// <param name="What">The number or the account that both have.</param>
[GenerateSerializer, Immutable, Alias("lert.case-link")]
public sealed record CaseLink(
    [property: Id(0)] string CaseId, [property: Id(1)] LinkGround Ground, [property: Id(2)] string What, [property: Id(3)] LinkStatus Status);
