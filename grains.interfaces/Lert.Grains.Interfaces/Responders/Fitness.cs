using System.Collections.Immutable;

namespace Lert.Grains.Responders;

/// <summary>
/// What is known of a person at one instant when a case is to be given to somebody. It is for deciding and for nothing else: no event, no view and no log
/// takes anything of it that tells what the person has had to look at.
/// </summary>
/// <param name="RestUntil">They were woken and saw something: nothing is given to them before this.</param>
/// <param name="BreakUntil">They are on a break until then.</param>
/// <param name="DayLeft">How much of the day's cap is neither used nor promised to open cases; never negative.</param>
/// <param name="WeekLeft">The same of the week's.</param>
/// <param name="LastSevereCase">The severe case that they had last, after which no other may come yet; null when one may.</param>
/// <param name="OpenCases">How many they have.</param>
/// <param name="Load">What they carried in the last 90 days, in hundredths per day of work: a case counts one, a severe one two, being woken one.</param>
[GenerateSerializer, Immutable, Alias("lert.fitness")]
public sealed record Fitness(
    [property: Id(0)] string ResponderId,
    [property: Id(1)] ResponderProfile Profile,
    [property: Id(2)] bool IsOnDuty,
    [property: Id(3)] bool OptedOut,
    [property: Id(4)] DateTimeOffset? RestUntil,
    [property: Id(5)] DateTimeOffset? BreakUntil,
    [property: Id(6)] TimeSpan DayLeft,
    [property: Id(7)] TimeSpan WeekLeft,
    [property: Id(8)] string? LastSevereCase,
    [property: Id(9)] int OpenCases,
    [property: Id(10)] int Load)
{
    /// <summary>Whether the desk's rota has them on call now. Whoever asks fills it in.</summary>
    [Id(11)]
    public bool IsOnCall { get; init; }
}

/// <summary>Why somebody cannot be given a case, as coarse as others may know it.</summary>
public enum UnavailableReason
{
    Unspecified = 0,

    /// <summary>Neither on duty nor on call.</summary>
    OffDuty = 1,

    /// <summary>Another region, another desk, or not cleared for it.</summary>
    NotQualified = 2,

    /// <summary>They have as many cases as one person may have.</summary>
    Busy = 3,

    /// <summary>A rule that protects them says no: a cap, a break, rest, or their own wish. Which of them is theirs to know.</summary>
    Protected = 4,
}

/// <summary>Everybody in question for a case, the best first.</summary>
/// <param name="Chosen">Who should have it; null when nobody can.</param>
/// <param name="Explanation">Why them, or why nobody. It tells nothing of what anybody has seen.</param>
[GenerateSerializer, Immutable, Alias("lert.ranking")]
public sealed record Ranking(
    [property: Id(0)] string? Chosen, [property: Id(1)] string Explanation, [property: Id(2)] ImmutableArray<RankedCandidate> Candidates);

/// <summary>One person in question.</summary>
/// <param name="Reason">Why they cannot; <see cref="UnavailableReason.Unspecified"/> when they can.</param>
/// <param name="Explanation">What speaks for them, or against, as others may know it.</param>
/// <param name="OwnExplanation">The same with what only they and the wellness role may know. Never stored.</param>
[GenerateSerializer, Immutable, Alias("lert.ranked-candidate")]
public sealed record RankedCandidate(
    [property: Id(0)] string ResponderId,
    [property: Id(1)] string DisplayName,
    [property: Id(2)] UnavailableReason Reason,
    [property: Id(3)] string Explanation,
    [property: Id(4)] string OwnExplanation);
