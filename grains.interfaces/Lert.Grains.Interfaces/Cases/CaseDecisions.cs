namespace Lert.Grains.Cases;

/// <summary>What a decision about an emergency rests on. All three are mandatory.</summary>
/// <param name="Facts">What is known of the danger, and from where.</param>
/// <param name="Link">How the data helps against it.</param>
/// <param name="MinimumScope">Why no less will do.</param>
[GenerateSerializer, Immutable, Alias("lert.decision-record")]
public sealed record DecisionRecord([property: Id(0)] string Facts, [property: Id(1)] string Link, [property: Id(2)] string MinimumScope)
{
    public bool IsComplete => !string.IsNullOrWhiteSpace(Facts) && !string.IsNullOrWhiteSpace(Link) && !string.IsNullOrWhiteSpace(MinimumScope);
}

/// <summary>One person's approval, bound to what they saw.</summary>
/// <param name="ScopeHash">Over the scope in force when they approved. Another scope voids it.</param>
/// <param name="IsBreakGlass">By one person alone, because waiting was the greater danger; reviewed within 24 hours.</param>
[GenerateSerializer, Immutable, Alias("lert.case-approval")]
public sealed record CaseApproval(
    [property: Id(0)] string By,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] string ScopeHash,
    [property: Id(3)] string Reason,
    [property: Id(4)] DecisionRecord? Record,
    [property: Id(5)] bool IsBreakGlass);

/// <summary>Where the number of a call-back comes from.</summary>
public enum NumberSource
{
    Unspecified = 0,

    /// <summary>Our own directory. A number that somebody has just looked up is entered there first.</summary>
    Directory = 1,

    /// <summary>The request itself. Such a call proves nothing.</summary>
    Request = 2,
}

/// <summary>A call to the requester's agency, and what it said.</summary>
[GenerateSerializer, Immutable, Alias("lert.call-back")]
public sealed record CallBack(
    [property: Id(0)] string Number,
    [property: Id(1)] NumberSource Source,
    [property: Id(2)] string Person,
    [property: Id(3)] bool IsConfirmed,
    [property: Id(4)] DateTimeOffset At,
    [property: Id(5)] string By);

/// <summary>Why process is challenged.</summary>
public enum ChallengeGround
{
    Unspecified = 0,

    /// <summary>A motion to quash on comity, 18 U.S.C. § 2703(h).</summary>
    Comity = 1,

    /// <summary>It asks for too much, or too vaguely.</summary>
    Overbroad = 2,

    /// <summary>Another reason, in words.</summary>
    Other = 3,
}

/// <summary>What became of one item in collection.</summary>
public enum ItemOutcome
{
    Unspecified = 0,
    Collected = 1,

    /// <summary>There is no such data.</summary>
    NotFound = 2,

    /// <summary>It is there and is not produced, for a reason.</summary>
    Withheld = 3,
}

/// <summary>One item of the scope in force, and what became of it.</summary>
[GenerateSerializer, Immutable, Alias("lert.item-record")]
public sealed record ItemRecord(
    [property: Id(0)] string ItemId,
    [property: Id(1)] string AccountId,
    [property: Id(2)] ItemOutcome Outcome,
    [property: Id(3)] string Reason,
    [property: Id(4)] DateTimeOffset At,
    [property: Id(5)] string By);

/// <summary>Which of several accounts a handle meant.</summary>
[GenerateSerializer, Immutable, Alias("lert.handle-choice")]
public sealed record HandleChoice([property: Id(0)] string Handle, [property: Id(1)] string AccountId, [property: Id(2)] DateOnly UsedOn);
