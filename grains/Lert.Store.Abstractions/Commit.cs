using System.Collections.Immutable;

namespace Lert.Store;

/// <summary>Everything that one accepted command changes. It lands whole or not at all.</summary>
public sealed record Commit
{
    public required ActorId Actor { get; init; }

    /// <summary>The version that the decision was made on; 0 for an actor that has never been written. Each commit makes it one more.</summary>
    public required long ExpectedVersion { get; init; }

    /// <summary>When it was decided, by the silo's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who asked: the caller's subject, or <c>system:…</c> for timers and messages.</summary>
    public required string By { get; init; }

    /// <summary>The command to remember with its reply; none for a tick, which the version alone makes harmless.</summary>
    public RememberedCommand? Command { get; init; }

    /// <summary>What happened, in order. May be empty: then the command is remembered and the state replaced, and the journal does not grow.</summary>
    public required ImmutableArray<NewEvent> Events { get; init; }

    /// <summary>The state after the events, serialized.</summary>
    public required ReadOnlyMemory<byte> State { get; init; }

    /// <summary>How <see cref="State"/> is written, at least 1. A reader that knows only older formats must leave the actor alone.</summary>
    public int Format { get; init; } = 1;

    public required SearchColumns Search { get; init; }

    /// <summary>In which lists it stands after this.</summary>
    public ActorLists Lists { get; init; } = ActorLists.None;

    /// <summary>The earliest instant at which this state has something to do; none when it waits for nobody but a command.</summary>
    public DateTimeOffset? WakeAt { get; init; }

    /// <summary>How urgent the wake-up is, and every message that does not say so itself.</summary>
    public CommitUrgency Urgency { get; init; } = CommitUrgency.Normal;

    /// <summary>Messages that leave with this commit, and only with it.</summary>
    public ImmutableArray<OutboxMessage> Outbox { get; init; } = [];
}

/// <summary>A command id as the store remembers it. A retry with the same hash gets the stored reply; another hash is refused.</summary>
public sealed record RememberedCommand(string Id, ReadOnlyMemory<byte> RequestHash, ReadOnlyMemory<byte> Reply);

/// <summary>An event before it has its place in the journal. <paramref name="Type"/> is its permanent stored name, such as <c>hold.extended.v1</c>.</summary>
public sealed record NewEvent(string Type, ReadOnlyMemory<byte> Data);

/// <summary>A message to another actor. <paramref name="Id"/> is unique for ever and is the command id at the receiver.</summary>
public sealed record OutboxMessage(string Id, ActorId Target, string Type, ReadOnlyMemory<byte> Body)
{
    /// <summary>How urgent it is; null for as urgent as its commit. A message that was read says it in <see cref="PendingMessage.Urgency"/>.</summary>
    public CommitUrgency? Urgency { get; init; }
}

/// <summary>What a list can be filtered and ordered by, copied out of the state with every commit.</summary>
public sealed record SearchColumns
{
    public required string Status { get; init; }
    public string? Account { get; init; }
    public string? Case { get; init; }
    public string? Regime { get; init; }
    public string? Assignee { get; init; }

    /// <summary>What a queue is ordered by: when this falls due.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>A hold's earliest lawful release. The database refuses a <see cref="ReleasedAt"/> before it.</summary>
    public DateTimeOffset? ReleaseNotBefore { get; init; }

    /// <summary>When a hold was released by its timer. An early release by two approvers sets <see cref="ReleasedEarly"/> as well, and only then may it precede <see cref="ReleaseNotBefore"/>.</summary>
    public DateTimeOffset? ReleasedAt { get; init; }

    public bool ReleasedEarly { get; init; }
}
