using System.Collections.Immutable;

namespace Lert.Store;

/// <summary>
/// In which lists an actor stands, by names that its rules give them, and what it is marked with there: 64 bits of theirs. The store keeps each list in the order of
/// what falls due and in that of keys, and knows no more of it than its name.
/// </summary>
/// <param name="Names">Each once. A list costs a row with each change of what falls due, of the marks or of the names.</param>
/// <param name="Marks">What a question can ask for without reading the actor.</param>
public sealed record ActorLists(ImmutableArray<string> Names, long Marks)
{
    public static ActorLists None { get; } = new([], 0);

    public bool Equals(ActorLists? other) => other is not null && Marks == other.Marks && Names.AsSpan().SequenceEqual(other.Names.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Marks, Names.Length);
}

/// <summary>What stands in some lists: a range of each, merged. Nothing is read that is not meant, but entries without the marks, of another regime or not in the other list.</summary>
public sealed record ListsQuery
{
    public required string Kind { get; init; }

    /// <summary>1 to 64 lists: what stands in any of them, once. Regions and readers are theirs to name; the store adds none.</summary>
    public required ImmutableArray<string> Lists { get; init; }

    /// <summary>None, or one for each of <see cref="Lists"/>: what stands in a list is meant where it stands in this other one as well.</summary>
    public ImmutableArray<string> Beside { get; init; } = [];

    /// <summary>What is meant has at least one bit of each of these, of which there are 8 at most.</summary>
    public ImmutableArray<long> Marks { get; init; } = [];

    public string? Regime { get; init; }
    public DateTimeOffset? DueBefore { get; init; }

    /// <summary>In the order in which it falls due, and by keys where it does so together; only what falls due. Otherwise in the order of keys.</summary>
    public bool ByDue { get; init; }

    /// <summary>With <see cref="ByDue"/>: when the last of the page before falls due.</summary>
    public DateTimeOffset? AfterDueAt { get; init; }

    /// <summary>The last key of the page before; null for the first page.</summary>
    public string? AfterKey { get; init; }

    /// <summary>1 to 1,000.</summary>
    public required int Limit { get; init; }
}
