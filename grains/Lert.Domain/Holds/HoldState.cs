using System.Collections.Immutable;
using Lert.Grains.Holds;

namespace Lert.Domain.Holds;

/// <summary>A hold. Before it is placed there is nothing: no order.</summary>
public sealed record HoldState
{
    public static HoldState Initial { get; } = new();

    public HoldOrder? Order { get; init; }
    public DateTimeOffset PlacedAt { get; init; }
    public HoldDates? Dates { get; init; }
    public ImmutableArray<HoldLock> Locks { get; init => field = Present(value); } = [];

    /// <summary>Locks asked for after the release, which the account has not answered yet; the oldest first.</summary>
    public ImmutableArray<HoldLock> PendingLocks { get; init => field = Present(value); } = [];

    /// <summary>References of locks that came after the data may have been deleted; null while there was none.</summary>
    public ImmutableArray<string>? RejectedLocks { get; init; }

    /// <summary>When the last lock ended: the hold does not end before it.</summary>
    public DateTimeOffset? UnlockedAt { get; init; }
    public ImmutableArray<ReleaseApproval> Approvals { get; init => field = Present(value); } = [];
    public DateTimeOffset? ReleasedAt { get; init; }
    public bool ReleasedEarly { get; init; }
    public Snapshot? Snapshot { get; init; }
    public DateTimeOffset? DeletionAuthorizedAt { get; init; }
    public string? Alarm { get; init; }
    public DateTimeOffset? AlarmedAt { get; init; }

    /// <summary>How many events made this state; what messages to the account are ordered by.</summary>
    public long Revision { get; init; }

    public bool Exists => Order is not null;

    public bool IsLocked => !Locks.IsEmpty;

    public HoldStatus Status => ReleasedAt is not null ? HoldStatus.Released : IsLocked ? HoldStatus.Locked : HoldStatus.Active;

    /// <summary>Before this instant nothing is released: the hold's own end or the last unlock, whichever is later. Null while locked or incomputable.</summary>
    public DateTimeOffset? ReleaseNotBefore => IsLocked || Dates?.OwnEnd is not { } end ? null : UnlockedAt > end ? UnlockedAt : end;

    /// <summary>
    /// When the data stopped being needed: the release, or the unlock of process that was served after it. Null while a lock is on, and while one is
    /// pending: the account may be keeping the data for it already.
    /// </summary>
    public DateTimeOffset? EndedAt => ReleasedAt is null || IsLocked || !PendingLocks.IsEmpty ? null : UnlockedAt > ReleasedAt ? UnlockedAt : ReleasedAt;

    /// <summary>A snapshot from before a list was added lacks it, and reads as one that is empty.</summary>
    private static ImmutableArray<T> Present<T>(ImmutableArray<T> stored) => stored.IsDefault ? [] : stored;
}
