using System.Collections.Immutable;

namespace Lert.Grains.Pages;

public enum PageStatus
{
    Unspecified = 0,

    /// <summary>People are told, one step after the other.</summary>
    Open = 1,

    /// <summary>Somebody has it.</summary>
    Acknowledged = 2,

    /// <summary>Nobody is told until an hour that somebody named.</summary>
    Snoozed = 3,

    /// <summary>It is over.</summary>
    Resolved = 4,
}

/// <summary>How far one person was reached in the step under way.</summary>
public enum Reach
{
    Unspecified = 0,

    /// <summary>A delivery is on its way.</summary>
    Waiting = 1,

    /// <summary>A gateway took it.</summary>
    Sent = 2,

    /// <summary>There is no way to them, or every one failed.</summary>
    NotReached = 3,
}

/// <summary>Why a page needs a person who runs the machinery. Permanent words, as the journal and the health have them.</summary>
public static class PageProblems
{
    /// <summary>The desk is not there or has no policy for it; the built-in one is followed.</summary>
    public const string DeskWithoutPolicy = "page.desk-without-policy";

    /// <summary>The desk could not be asked for its policy; the built-in one is followed.</summary>
    public const string DeskUnread = "page.desk-unread";

    /// <summary>Nobody of the last step could be reached. It goes on.</summary>
    public const string NobodyReached = "page.nobody-reached";
}

/// <summary>A page as callers see it. Nobody's address is in it.</summary>
/// <param name="Round">How often all steps have been gone through before, from 0.</param>
/// <param name="Step">The step under way, from 0; -1 before the first.</param>
/// <param name="BreakGlass">How often the last resort was told since the page started over.</param>
/// <param name="NextAt">When the next step is due; null while acknowledged, snoozed or resolved.</param>
/// <param name="Told">The people of the step under way.</param>
/// <param name="Until">When the acknowledgement expires or the snooze ends; null for other pages.</param>
/// <param name="Joined">How many other alerts are in it: exactly up to 100, then one a minute is counted.</param>
/// <param name="Deliveries">How many deliveries are under way.</param>
/// <param name="Problem">One of <see cref="PageProblems"/>; null when there is none.</param>
[GenerateSerializer, Immutable, Alias("lert.page-view")]
public sealed record PageView(
    [property: Id(0)] string PageId,
    [property: Id(1)] long Version,
    [property: Id(2)] PageStatus Status,
    [property: Id(3)] string Desk,
    [property: Id(4)] AlertKind Alert,
    [property: Id(5)] Urgency Urgency,
    [property: Id(6)] string Subject,
    [property: Id(7)] string Text,
    [property: Id(8)] DateTimeOffset OpenedAt,
    [property: Id(9)] string OpenedBy,
    [property: Id(10)] int Round,
    [property: Id(11)] int Step,
    [property: Id(12)] long BreakGlass,
    [property: Id(13)] DateTimeOffset? NextAt,
    [property: Id(14)] ImmutableArray<ToldPerson> Told,
    [property: Id(15)] string? AcknowledgedBy,
    [property: Id(16)] DateTimeOffset? AcknowledgedAt,
    [property: Id(17)] DateTimeOffset? Until,
    [property: Id(18)] int Joined,
    [property: Id(19)] int Deliveries,
    [property: Id(20)] string? Problem,
    [property: Id(21)] DateTimeOffset? ResolvedAt,
    [property: Id(22)] string? ResolvedBy,
    [property: Id(23)] string? Resolution);

/// <summary>A person of the step under way.</summary>
/// <param name="Why">How they came to be told: <c>on-call us-r-…</c>, <c>named</c> or <c>break-glass</c>.</param>
[GenerateSerializer, Immutable, Alias("lert.told-person")]
public sealed record ToldPerson([property: Id(0)] string Responder, [property: Id(1)] string Why, [property: Id(2)] DateTimeOffset At, [property: Id(3)] Reach Reach);
