using System.Collections.Immutable;

namespace Lert.Grains.Accounts;

/// <summary>Whether an account's data is kept.</summary>
public enum PreservationStatus
{
    Unspecified = 0,

    /// <summary>No hold and no grace: deletion is allowed when it asks.</summary>
    Free = 1,

    /// <summary>At least one hold keeps it.</summary>
    Kept = 2,

    /// <summary>The last hold has ended, and the grace period runs.</summary>
    Grace = 3,
}

/// <summary>An account's preservation as callers see it.</summary>
/// <param name="GraceUntil">When deletion becomes allowed again; set in grace only.</param>
/// <param name="DeletionAuthorizedAt">The last time that deletion was authorised; null when it never was.</param>
/// <param name="AuthorizationExpiresAt">Until when that authorisation may be acted on.</param>
/// <param name="Overdue">Holds that should have ended a day ago and have not said so: someone must look.</param>
[GenerateSerializer, Immutable, Alias("lert.account-view")]
public sealed record AccountView(
    [property: Id(0)] string AccountId,
    [property: Id(1)] long Version,
    [property: Id(2)] PreservationStatus Status,
    [property: Id(3)] ImmutableArray<string> HoldIds,
    [property: Id(4)] DateTimeOffset? GraceUntil,
    [property: Id(5)] DateTimeOffset? DeletionAuthorizedAt,
    [property: Id(6)] DateTimeOffset? AuthorizationExpiresAt,
    [property: Id(7)] ImmutableArray<string> Overdue)
{
    /// <summary>The case of each of <see cref="HoldIds"/>, in their order: which of them a caller may see is for the edge to say. Empty from a silo of an older release.</summary>
    [Id(8)]
    public ImmutableArray<string> CaseIds { get => field.IsDefault ? [] : field; init; } = [];
}
