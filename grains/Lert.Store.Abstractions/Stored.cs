using System.Collections.Immutable;

namespace Lert.Store;

/// <summary>An actor as it was last committed.</summary>
public sealed record StoredActor(ActorId Actor, long Version, ReadOnlyMemory<byte> State, SearchColumns Search, DateTimeOffset? WakeAt)
{
    /// <summary>How <see cref="State"/> is written: <see cref="Commit.Format"/> of the commit that wrote it.</summary>
    public int Format { get; init; } = 1;

    /// <summary>In which lists it stands; null where the commit that wrote it did not say so, because its release knew of no lists.</summary>
    public ActorLists? Lists { get; init; }
}

/// <summary>A remembered command.</summary>
public sealed record StoredReply(ReadOnlyMemory<byte> RequestHash, ReadOnlyMemory<byte> Reply, DateTimeOffset At);

/// <summary>An actor whose wake-up is due.</summary>
public readonly record struct DueActor(ActorId Actor, DateTimeOffset WakeAt, CommitUrgency Urgency = CommitUrgency.Normal);

/// <summary>
/// One line of the journal. <paramref name="Position"/> orders the whole store, <paramref name="Sequence"/> is gapless per actor from 1, and
/// <paramref name="Version"/> is the commit that it came with. <paramref name="Hash"/> covers <paramref name="PreviousHash"/> and all else but the position: see <see cref="JournalChain"/>.
/// </summary>
public sealed record JournalEntry(
    long Position,
    ActorId Actor,
    long Sequence,
    long Version,
    string Type,
    DateTimeOffset At,
    string By,
    string? CommandId,
    ReadOnlyMemory<byte> Data,
    ReadOnlyMemory<byte> PreviousHash,
    ReadOnlyMemory<byte> Hash);

/// <summary>A stretch of the feed. Ask again from <paramref name="ResumeFrom"/>: no entry that commits later will ever appear at or before it.</summary>
public sealed record FeedPage(ImmutableArray<JournalEntry> Entries, long ResumeFrom);

/// <summary>A message waiting for delivery. <paramref name="Row"/> is what to acknowledge; <paramref name="Attempts"/> is how many deliveries were recorded as failed.</summary>
public sealed record PendingMessage(long Row, OutboxMessage Message, ActorId Source, DateTimeOffset CreatedAt, int Attempts)
{
    public CommitUrgency Urgency { get; init; } = CommitUrgency.Normal;

    /// <summary>
    /// It is not what was written: nobody knows what it said, so it is never delivered, and never acknowledged, because it may be the last word of something that
    /// was promised. It keeps no other message waiting.
    /// </summary>
    public bool IsDamaged { get; init; }
}
