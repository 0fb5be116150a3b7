using System.Collections.Immutable;

namespace Lert.Store;

/// <summary>A list by search columns, in the order of keys or of what falls due. A null filter does not filter.</summary>
public sealed record ActorQuery
{
    public required string Kind { get; init; }

    /// <summary>Home regions that the caller may see. Empty means none, and so an empty answer.</summary>
    public required ImmutableArray<string> Regions { get; init; }

    public ImmutableArray<string> Statuses { get; init; } = [];
    public string? Account { get; init; }
    public string? Case { get; init; }
    public string? Regime { get; init; }
    public string? Assignee { get; init; }
    public DateTimeOffset? DueBefore { get; init; }

    /// <summary>
    /// In the order in which they fall due, and by their keys where they do so together; only what falls due, and no hold, which ends by itself. Goes with
    /// <see cref="Statuses"/>, <see cref="Assignee"/>, <see cref="Regime"/> and <see cref="DueBefore"/>.
    /// </summary>
    public bool ByDue { get; init; }

    /// <summary>With <see cref="ByDue"/>: when the last of the page before falls due.</summary>
    public DateTimeOffset? AfterDueAt { get; init; }

    /// <summary>The last key of the page before; null for the first page.</summary>
    public string? AfterKey { get; init; }

    /// <summary>1 to 1,000.</summary>
    public required int Limit { get; init; }
}
