using System.Collections.Immutable;
using Lert.Grains.Pages;
using Lert.Grains.Responders;

namespace Lert.Domain.Pages;

/// <summary>A page. Before it is opened there is nothing: no alert. However long it stays open, it holds no more than its policy has people and addresses.</summary>
public sealed record PageState
{
    public static PageState Initial { get; } = new();

    public PageAlert? Alert { get; init; }
    public PageStatus Status { get; init; }

    /// <summary>The copy that is followed; null until the first tick has asked the desk.</summary>
    public EscalationPolicy? Policy { get; init; }

    /// <summary>Why it is not the desk's own; null when it is.</summary>
    public string? PolicyProblem { get; init; }

    /// <summary>Nobody of the last step could be reached, and nobody has been since.</summary>
    public bool NobodyReached { get; init; }
    public int Round { get; init; }

    /// <summary>The step under way; null before the first, and the number of steps at the last resort.</summary>
    public int? Step { get; init; }
    public long BreakGlass { get; init; }

    /// <summary>When the next step is due; null unless open.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>When to look whether somebody else is on call, or can be read now; null when that is not before the next step.</summary>
    public DateTimeOffset? LookAt { get; init; }

    /// <summary>How often in a row something could not be read.</summary>
    public int Unread { get; init; }

    /// <summary>The people of the step under way.</summary>
    public ImmutableArray<ToldPerson> Told { get; init => field = Present(value); } = [];

    /// <summary>Since when each person is awake for it.</summary>
    public ImmutableSortedDictionary<string, DateTimeOffset> Woken { get; init => field = Ordinal(value); } = Ordinal(null);

    /// <summary>What has not arrived yet and still should.</summary>
    public ImmutableArray<Delivery> Deliveries { get; init => field = Present(value); } = [];

    /// <summary>How many deliveries there were ever: what the next one is named by.</summary>
    public long Delivered { get; init; }
    public string? AcknowledgedBy { get; init; }
    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>When an acknowledgement or a snooze is over; null for other pages.</summary>
    public DateTimeOffset? Until { get; init; }
    public int Joined { get; init; }
    public DateTimeOffset? JoinedAt { get; init; }
    public PageEnd? End { get; init; }

    public bool Exists => Alert is not null;

    /// <summary>The step under way; -1 before the first.</summary>
    public int StepOrNone => Step ?? -1;

    public bool IsOver => Status == PageStatus.Resolved;

    public string? Problem => IsOver ? null : NobodyReached ? PageProblems.NobodyReached : PolicyProblem;

    private static ImmutableArray<T> Present<T>(ImmutableArray<T> stored) => stored.IsDefault ? [] : stored;

    /// <summary>A serializer knows neither the order of the keys nor what a snapshot from before a property was added lacks.</summary>
    private static ImmutableSortedDictionary<string, DateTimeOffset> Ordinal(ImmutableSortedDictionary<string, DateTimeOffset>? stored) =>
        (stored ?? ImmutableSortedDictionary<string, DateTimeOffset>.Empty).WithComparers(StringComparer.Ordinal);
}

/// <summary>What a page is about.</summary>
public sealed record PageAlert(string Desk, AlertKind Kind, Urgency Urgency, string Subject, string Text, DateTimeOffset At, string By);

/// <summary>How it ended.</summary>
public sealed record PageEnd(DateTimeOffset At, string By, string Reason);

/// <summary>A message to one address that is wanted until it has arrived or has failed for good.</summary>
/// <param name="DueAt">When it should leave first.</param>
/// <param name="NextAt">When it is offered to a courier next, unless one has said before what became of it.</param>
/// <param name="Offers">How often this attempt was offered; 0 before it is due.</param>
/// <param name="Failed">How many attempts have failed.</param>
public sealed record Delivery(
    string Id, string Responder, ContactChannel Channel, string Address, DateTimeOffset DueAt, DateTimeOffset NextAt, int Offers, int Failed);
