namespace Lert.Grains.Cases;

/// <summary>Where a clock stands.</summary>
public enum ClockStatus
{
    Unspecified = 0,
    Running = 1,

    /// <summary>Waits for the requester. Only a clock of our own can.</summary>
    Paused = 2,
    Met = 3,

    /// <summary>It ran out. That stays so, whatever is done later.</summary>
    Breached = 4,

    /// <summary>What it was for went away: withdrawn, a duplicate.</summary>
    Cancelled = 5,
}

/// <summary>One duty to act in time, with all that its dates rest on.</summary>
/// <param name="ClockId">The regime's id, or the name of a promise of our own: <c>policy-answer</c>.</param>
/// <param name="IsLegal">Of the law, so that it never pauses; else a promise of our own.</param>
/// <param name="Rule">The rule that made the dates: <c>days(10), rolls</c>.</param>
/// <param name="Zone">Where days are counted; empty for a period of hours of our own.</param>
/// <param name="OrderDate">The order's own date, where that came into it.</param>
/// <param name="DueInternal">What we work to.</param>
/// <param name="DueLegalOuter">Exclusive: at this instant it is breached.</param>
/// <param name="RunsOut">False for a duty at once: it is due from the start, and a promise of ours says how long that may take.</param>
/// <param name="Explanation">Why each date is what it is, as sentences.</param>
/// <param name="DataVersions">The time-zone data, holidays and regimes that were counted by.</param>
/// <param name="WarnedPercent">The last warning given: 0, 50, 75, 90, or 100 when the inner date passed.</param>
/// <param name="EndedAt">When it was met or cancelled; also of one that was breached before.</param>
[GenerateSerializer, Immutable, Alias("lert.case-clock")]
public sealed record CaseClock(
    [property: Id(0)] string ClockId,
    [property: Id(1)] bool IsLegal,
    [property: Id(2)] string Rule,
    [property: Id(3)] string Zone,
    [property: Id(4)] DateTimeOffset TriggerAt,
    [property: Id(5)] DateOnly? OrderDate,
    [property: Id(6)] DateTimeOffset DueInternal,
    [property: Id(7)] DateTimeOffset DueLegalOuter,
    [property: Id(8)] bool RunsOut,
    [property: Id(9)] string Explanation,
    [property: Id(10)] string DataVersions,
    [property: Id(11)] ClockStatus Status,
    [property: Id(12)] int WarnedPercent,
    [property: Id(13)] DateTimeOffset? PausedAt,
    [property: Id(14)] DateTimeOffset? BreachedAt,
    [property: Id(15)] string? BreachReason,
    [property: Id(16)] DateTimeOffset? EndedAt)
{
    /// <summary>It still asks for something.</summary>
    public bool IsOpen => Status is ClockStatus.Running or ClockStatus.Paused || (Status == ClockStatus.Breached && EndedAt is null);
}
