using Lert.Store.Rows;

namespace Lert.Store.Hints;

/// <summary>What commits tell, and what several of them tell together.</summary>
internal static class CommitHints
{
    /// <summary>What listeners are told of this commit once it is durable.</summary>
    public static CommitHint Of(Commit commit) =>
        new(!commit.Events.IsEmpty, !commit.Outbox.IsEmpty, Instants.FromStored(Instants.ToStoredUp(commit.WakeAt)));

    public static CommitHint? Sum(CommitHint? left, CommitHint? right) => (left, right) switch
    {
        (null, _) => right,
        (_, null) => left,
        ({ } one, { } other) => new(one.Events || other.Events, one.Messages || other.Messages, Earlier(one.EarliestWake, other.EarliestWake)),
    };

    private static DateTimeOffset? Earlier(DateTimeOffset? left, DateTimeOffset? right) => left is null || right < left ? right ?? left : left;
}
