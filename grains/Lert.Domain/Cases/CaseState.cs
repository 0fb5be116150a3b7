using System.Collections.Immutable;
using Lert.Grains.Cases;

namespace Lert.Domain.Cases;

/// <summary>A case. Before it is opened there is nothing.</summary>
public sealed record CaseState
{
    public static CaseState Initial { get; } = new();

    public CaseEvent.Opened? Request { get; init; }
    public CaseStatus Status { get; init; }

    /// <summary>Where each hold of this case stands, by its id.</summary>
    public ImmutableSortedDictionary<string, HoldProgress> Holds
    {
        get;
        // A serializer knows neither the order of the keys nor what a snapshot from before a property was added lacks.
        init => field = (value ?? ImmutableSortedDictionary<string, HoldProgress>.Empty).WithComparers(StringComparer.Ordinal);
    } = ImmutableSortedDictionary<string, HoldProgress>.Empty.WithComparers(StringComparer.Ordinal);

    public DateTimeOffset? ClosedAt { get; init; }
    public string? CloseReason { get; init; }

    public bool Exists => Request is not null;

    public int Count(HoldProgress progress) => Holds.Values.Count(known => known == progress);
}

/// <summary>How far a hold has come, as its case knows.</summary>
public enum HoldProgress
{
    Pending = 0,
    Active = 1,
    Ended = 2,
}
