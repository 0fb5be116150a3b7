using System.Collections.Immutable;

namespace Lert.Store;

/// <summary>A list by search columns, in the order of keys. A null filter does not filter.</summary>
public sealed record ActorQuery
{
    public required string Kind { get; init; }

    /// <summary>Home regions that the caller may see. Empty means none, and so an empty answer.</summary>
    public required ImmutableArray<string> Regions { get; init; }

    public ImmutableArray<string> Statuses { get; init; } = [];
    public string? Account { get; init; }
    public string? Case { get; init; }
    public string? Regime { get; init; }
    public DateTimeOffset? DueBefore { get; init; }

    /// <summary>The last key of the page before; null for the first page.</summary>
    public string? AfterKey { get; init; }

    /// <summary>1 to 1,000.</summary>
    public required int Limit { get; init; }
}
