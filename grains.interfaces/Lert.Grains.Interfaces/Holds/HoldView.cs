using System.Collections.Immutable;

namespace Lert.Grains.Holds;

/// <summary>Where a hold stands.</summary>
public enum HoldStatus
{
    Unspecified = 0,

    /// <summary>It keeps data, and its own clock runs.</summary>
    Active = 1,

    /// <summary>It keeps data for process that was served, and has no end until that is produced.</summary>
    Locked = 2,

    /// <summary>It has ended. While <see cref="HoldView.Locks"/> is not empty its data is kept all the same, for process served in the grace period.</summary>
    Released = 3,
}

/// <summary>A hold as callers see it.</summary>
/// <param name="NominalLastDay">L: the last day by the rule, never moved by a weekend.</param>
/// <param name="RolledLastDay">R: L, or the next working day where the regime rolls. Null where the holiday calendar does not reach.</param>
/// <param name="ReleaseNotBefore">Before this instant nothing is released. Null while locked, and where it cannot be computed.</param>
/// <param name="Explanation">The sentence that explains the dates, with their legal source.</param>
/// <param name="PendingLock">A lock asked for after the release, until the account has said whether the data is still there.</param>
/// <param name="DeletionAuthorizedAt">Set when deletion had been authorised before this hold came: the data may not be whole.</param>
/// <param name="Alarm">Why a person must look at this hold; null when none must.</param>
[GenerateSerializer, Immutable, Alias("lert.hold-view")]
public sealed record HoldView(
    [property: Id(0)] string HoldId,
    [property: Id(1)] long Version,
    [property: Id(2)] HoldStatus Status,
    [property: Id(3)] HoldOrder Order,
    [property: Id(4)] DateTimeOffset PlacedAt,
    [property: Id(5)] DateOnly NominalLastDay,
    [property: Id(6)] DateOnly? RolledLastDay,
    [property: Id(7)] DateTimeOffset? ReleaseNotBefore,
    [property: Id(8)] int ExtensionsUsed,
    [property: Id(9)] string Explanation,
    [property: Id(10)] ImmutableArray<HoldLock> Locks,
    [property: Id(11)] string? PendingLock,
    [property: Id(12)] ImmutableArray<ReleaseApproval> Approvals,
    [property: Id(13)] DateTimeOffset? ReleasedAt,
    [property: Id(14)] bool ReleasedEarly,
    [property: Id(15)] Snapshot? Snapshot,
    [property: Id(16)] DateTimeOffset? DeletionAuthorizedAt,
    [property: Id(17)] string? Alarm)
{
    /// <summary>References of locks that were asked for after the data may have been deleted.</summary>
    [Id(18)]
    public ImmutableArray<string> RejectedLocks { get => field.IsDefault ? [] : field; init; }
}

/// <summary>Process served on held data and not yet produced.</summary>
[GenerateSerializer, Immutable, Alias("lert.hold-lock")]
public sealed record HoldLock([property: Id(0)] string Reference, [property: Id(1)] DateTimeOffset LockedAt, [property: Id(2)] string LockedBy);

/// <summary>One person's approval of an early release.</summary>
[GenerateSerializer, Immutable, Alias("lert.release-approval")]
public sealed record ReleaseApproval(
    [property: Id(0)] string By,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] ReleaseGround Ground,
    [property: Id(3)] string Reason,
    [property: Id(4)] string? OrderReference,
    [property: Id(5)] string? BasisSeen);
