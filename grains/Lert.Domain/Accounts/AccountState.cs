using System.Collections.Immutable;
using Lert.Grains.Accounts;
using Lert.Grains.Holds;

namespace Lert.Domain.Accounts;

/// <summary>The union of an account's holds. It is kept while any of them is attached, and for a grace period after the last.</summary>
public sealed record AccountState
{
    public static AccountState Initial { get; } = new();

    /// <summary>The holds that keep the data, by id.</summary>
    public ImmutableSortedDictionary<string, AttachedHold> Attached { get; init => field = Ordinal(value); } = Ordinal<AttachedHold>(null);

    /// <summary>Holds that have ended and whose data has not been given up yet, by id.</summary>
    public ImmutableSortedDictionary<string, DetachedHold> Detached { get; init => field = Ordinal(value); } = Ordinal<DetachedHold>(null);

    /// <summary>When deletion becomes allowed again; null while kept and when free.</summary>
    public DateTimeOffset? GraceUntil { get; init; }
    public DateTimeOffset? DeletionAuthorizedAt { get; init; }
    public DateTimeOffset? AuthorizationExpiresAt { get; init; }

    public PreservationStatus Status =>
        !Attached.IsEmpty ? PreservationStatus.Kept : GraceUntil is not null ? PreservationStatus.Grace : PreservationStatus.Free;

    /// <summary>A serializer knows neither the order of the keys nor what a snapshot from before a property was added lacks.</summary>
    private static ImmutableSortedDictionary<string, T> Ordinal<T>(ImmutableSortedDictionary<string, T>? stored) =>
        (stored ?? ImmutableSortedDictionary<string, T>.Empty).WithComparers(StringComparer.Ordinal);
}

/// <summary>A hold that keeps the data.</summary>
/// <param name="Revision">The hold's revision when it last said that it needs the data: an older message cannot undo it.</param>
/// <param name="AskAt">When to ask the hold whether it still does.</param>
/// <param name="Asked">It was asked and has not answered.</param>
public sealed record AttachedHold(HoldOrder Order, long Revision, DateTimeOffset AskAt, bool Asked, bool Overdue);

/// <summary>A hold that has ended.</summary>
public sealed record DetachedHold(DateTimeOffset EndedAt, long Revision);
