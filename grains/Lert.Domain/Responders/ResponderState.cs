using System.Collections.Immutable;
using Lert.Grains.Responders;

namespace Lert.Domain.Responders;

/// <summary>A responder. Before they are registered there is nothing: no profile. Everything here is bounded, however long they work.</summary>
public sealed record ResponderState
{
    public static ResponderState Initial { get; } = new();

    public ResponderProfile? Profile { get; init; }
    public ImmutableArray<ContactRule> Contacts { get; init => field = Present(value); } = [];
    public DateTimeOffset? DutyUntil { get; init; }
    public DateTimeOffset? OptedOutAt { get; init; }

    public ImmutableSortedDictionary<string, TakenCase> Cases
    {
        get;
        // A serializer knows neither the order of the keys nor what a snapshot from before a property was added lacks.
        init => field = (value ?? ImmutableSortedDictionary<string, TakenCase>.Empty).WithComparers(StringComparer.Ordinal);
    } = ImmutableSortedDictionary<string, TakenCase>.Empty.WithComparers(StringComparer.Ordinal);

    public LastCase? LastTaken { get; init; }
    public LastCase? LastViewed { get; init; }
    public OpenSession? Session { get; init; }

    /// <summary>How many sessions there have been.</summary>
    public long Sessions { get; init; }

    /// <summary>What they looked at without a proper break, as of the end of the last session.</summary>
    public ViewingRow? Row { get; init; }

    /// <summary>The end of a break that they took themselves.</summary>
    public DateTimeOffset? BreakUntil { get; init; }
    public DateTimeOffset? RestUntil { get; init; }

    /// <summary>When they were woken, of the last two days.</summary>
    public ImmutableArray<PagedSpan> Pages { get; init => field = Present(value); } = [];

    /// <summary>Sessions of the last eight days; where there were very many, the oldest are drawn together.</summary>
    public ImmutableArray<ViewedSpan> Recent { get; init => field = Present(value); } = [];

    /// <summary>The last 90 days on which anything was, by date.</summary>
    public ImmutableArray<ExposureDay> Days { get; init => field = Present(value); } = [];

    public ImmutableArray<CapOverride> Overrides { get; init => field = Present(value); } = [];

    public bool Exists => Profile is not null;

    private static ImmutableArray<T> Present<T>(ImmutableArray<T> stored) => stored.IsDefault ? [] : stored;
}

/// <summary>A case that they have.</summary>
/// <param name="Viewed">How much of its material they have looked at.</param>
public sealed record TakenCase(long Attempt, int EstimateMinutes, bool Severe, DateTimeOffset TakenAt, TimeSpan Viewed)
{
    /// <summary>What they will still have to look at, as far as anybody estimated.</summary>
    public TimeSpan Promised => TimeSpan.FromMinutes(EstimateMinutes) is var estimate && estimate > Viewed ? estimate - Viewed : TimeSpan.Zero;
}

public sealed record LastCase(string CaseId, bool Severe, DateTimeOffset At);

/// <summary>A session that is open. It ends at the lease or at what is allowed, whichever comes first, whether or not anything is awake then.</summary>
public sealed record OpenSession(
    long Number,
    string CaseId,
    bool Severe,
    DateTimeOffset StartedAt,
    DateTimeOffset RegularUntil,
    DateTimeOffset AllowedUntil,
    DateTimeOffset LeaseUntil,
    TimeSpan RowBefore)
{
    public DateTimeOffset EndsAt => LeaseUntil < AllowedUntil ? LeaseUntil : AllowedUntil;
}

public sealed record ViewingRow(TimeSpan Viewed, DateTimeOffset Until);

public sealed record PagedSpan(string PageId, DateTimeOffset From, DateTimeOffset Until);
