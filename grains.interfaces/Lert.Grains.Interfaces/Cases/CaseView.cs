using System.Collections.Immutable;

namespace Lert.Grains.Cases;

/// <summary>The states of a case, as far as a preservation goes through them.</summary>
public enum CaseStatus
{
    Unspecified = 0,
    Received = 1,
    Triaged = 2,
    Validating = 3,

    /// <summary>Its holds keep the data.</summary>
    Preserved = 4,
    Closed = 5,
}

/// <summary>A case as callers see it.</summary>
[GenerateSerializer, Immutable, Alias("lert.case-view")]
public sealed record CaseView(
    [property: Id(0)] string CaseId,
    [property: Id(1)] long Version,
    [property: Id(2)] CaseStatus Status,
    [property: Id(3)] CaseKind Kind,
    [property: Id(4)] string Regime,
    [property: Id(5)] DateTimeOffset TriggerAt,
    [property: Id(6)] string? Zone,
    [property: Id(7)] string Agency,
    [property: Id(8)] string Officer,
    [property: Id(9)] string AgencyReference,
    [property: Id(10)] DateTimeOffset OpenedAt,
    [property: Id(11)] string OpenedBy,
    [property: Id(12)] int HoldsPending,
    [property: Id(13)] int HoldsActive,
    [property: Id(14)] int HoldsEnded,
    [property: Id(15)] DateTimeOffset? ClosedAt,
    [property: Id(16)] string? CloseReason);
