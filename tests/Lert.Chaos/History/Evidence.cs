using Lert.Paging.Gateway;
using Lert.Store;

namespace Lert.Chaos.History;

/// <summary>All that is known after a run. The checks are pure functions over it.</summary>
internal sealed record Evidence
{
    public IReadOnlyList<Operation> Operations { get; init; } = [];

    public IReadOnlyList<Resend> Resends { get; init; } = [];

    /// <summary>The whole journal, in the order of positions.</summary>
    public IReadOnlyList<JournalLine> Journal { get; init; } = [];

    /// <summary>Messages that still waited when everything had come to rest.</summary>
    public IReadOnlyList<string> Undelivered { get; init; } = [];

    public Recovery Recovery { get; init; } = new();

    /// <summary>Whether the store tells when it committed a line.</summary>
    public bool TellsCommits { get; init; }

    /// <summary>Before the journal was read. What arrives later may stand in lines that are written later.</summary>
    public DateTimeOffset ReadAt { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>What the paging gateway was told, in its order.</summary>
    public IReadOnlyList<Arrival> Arrivals { get; init; } = [];

    /// <summary>When a silo stood still, or its packets were late: what it had begun to send before may have come after.</summary>
    public IReadOnlyList<(DateTimeOffset From, DateTimeOffset Until)> Held { get; init; } = [];

    /// <summary>Until when silos of a release that knows of no lists were at work: each commit of theirs on a case is followed by one that lists it anew and leaves no line.</summary>
    public DateTimeOffset? RelistedUntil { get; init; }

    /// <summary>Each actor's lines, in the order of their sequence.</summary>
    public ILookup<ActorId, JournalLine> ByActor => _byActor ??= Journal.OrderBy(line => line.Entry.Sequence).ToLookup(line => line.Entry.Actor);

    private ILookup<ActorId, JournalLine>? _byActor;
}

/// <summary>One line of the journal.</summary>
/// <param name="CommittedAt">When the database committed it, by the database's own clock; null where the store does not tell.</param>
internal sealed record JournalLine(JournalEntry Entry, DateTimeOffset? CommittedAt)
{
    public override string ToString() =>
        $"{Entry.Position} {Entry.Actor} #{Entry.Sequence} v{Entry.Version} {Entry.Type} at {Entry.At:O} committed {CommittedAt:O} by {Entry.By} for {Entry.CommandId}";
}

/// <summary>What came back, and how fast, once every fault had been taken away.</summary>
internal sealed record Recovery
{
    /// <summary>How long it may take.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>When the last hold that was due had been released; null when it never was.</summary>
    public TimeSpan? AllFired { get; init; } = TimeSpan.Zero;

    /// <summary>When every actor had answered; null when one never did.</summary>
    public TimeSpan? AllAnswered { get; init; } = TimeSpan.Zero;

    /// <summary>How long this process itself had to wait for a processor meanwhile, at worst: a machine that starves its judge starves the cluster too.</summary>
    public TimeSpan Starved { get; init; }

    /// <summary>Which part of the machine's processors had nothing to do meanwhile.</summary>
    public double Idle { get; init; }

    /// <summary>Whether whoever was late may have waited for the machine.</summary>
    public bool IsMachineBusy => Starved > TimeSpan.FromMilliseconds(250) || Idle < 0.25;

    /// <summary>Whether everything came back, and where it was much too late the machine had other things to do.</summary>
    public bool IsExcused => IsComplete && (IsMachineBusy || !new[] { AllFired, AllAnswered, AllPaged, AllBack }.Any(took => took > 2 * Limit));

    /// <summary>Holds that were due and not released within the limit.</summary>
    public IReadOnlyList<string> Unfired { get; init; } = [];

    /// <summary>When every page had taken the step that was due; null when one never did.</summary>
    public TimeSpan? AllPaged { get; init; } = TimeSpan.Zero;

    /// <summary>Pages whose step was due and not taken within the limit.</summary>
    public IReadOnlyList<string> Unpaged { get; init; } = [];

    /// <summary>When every silo answered at its own door and saw a cluster that was whole; null when one never did.</summary>
    public TimeSpan? AllBack { get; init; } = TimeSpan.Zero;

    /// <summary>What was missing of the cluster at the limit.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Commands that were sent again and again to a cluster that had long been healed, and never answered.</summary>
    public IReadOnlyList<Operation> Unanswered { get; init; } = [];

    /// <summary>Whether everything came back, however late.</summary>
    public bool IsComplete => this is { AllFired: not null, AllAnswered: not null, AllPaged: not null, AllBack: not null, Unanswered.Count: 0 };

    /// <summary>Actors that had not answered within the limit.</summary>
    public IReadOnlyList<string> Silent { get; init; } = [];
}
