using System.Collections.Immutable;

namespace Lert.Grains.Requesters;

/// <summary>What the directory tells a case of who asks.</summary>
/// <param name="Agency">As the case named it: an answer about another name is about nobody of this case.</param>
/// <param name="IsVerified">Somebody has verified the officer, and nothing has come up since.</param>
/// <param name="EarlierCases">How many cases named the officer before this one.</param>
/// <param name="Emergencies">Emergencies of the officer in the 24 hours up to this case, it included; 0 for another kind.</param>
/// <param name="IsFast">More of them than the policy lets pass with the usual care.</param>
/// <param name="IsNumberKnown">The number in the request is one of the directory as well.</param>
/// <param name="Country">The agency's, as the directory knows it; empty where it does not.</param>
[GenerateSerializer, Immutable, Alias("lert.requester-answer")]
public sealed record RequesterAnswer(
    [property: Id(0)] string RequesterId,
    [property: Id(1)] string Agency,
    [property: Id(2)] string Officer,
    [property: Id(3)] bool IsVerified,
    [property: Id(4)] int EarlierCases,
    [property: Id(5)] int Emergencies,
    [property: Id(6)] bool IsFast,
    [property: Id(7)] bool IsNumberKnown,
    [property: Id(8)] string Country);

/// <summary>An identity turned out to be compromised: what a case of theirs is told.</summary>
/// <param name="Number">Counts the recalls of that requester from 1.</param>
/// <param name="AsOf">Since when it was somebody else, as far as is known.</param>
[GenerateSerializer, Immutable, Alias("lert.recall-notice")]
public sealed record RecallNotice(
    [property: Id(0)] string RequesterId, [property: Id(1)] int Number, [property: Id(2)] DateTimeOffset AsOf, [property: Id(3)] string Reason);

/// <summary>What a recall did to one case.</summary>
public enum RecallOutcome
{
    Unspecified = 0,

    /// <summary>It was on its way out, and is back in review: its approvals are void, and nothing is delivered.</summary>
    Returned = 1,

    /// <summary>It was not decided yet, and is not decided before somebody has reviewed the recall.</summary>
    Held = 2,

    /// <summary>Something was delivered already: it is open again.</summary>
    Reopened = 3,

    /// <summary>It had ended, and nothing was ever delivered.</summary>
    Ended = 4,
}

/// <summary>One reason for doubt about a request.</summary>
/// <param name="Code">Of the policy: <c>number-only-in-request</c>.</param>
/// <param name="Sentence">For a person.</param>
[GenerateSerializer, Immutable, Alias("lert.fraud-reason")]
public sealed record FraudReason([property: Id(0)] string Code, [property: Id(1)] int Weight, [property: Id(2)] string Sentence);

/// <summary>How much speaks against a request being what it says, and all that does. It decides nothing: at the threshold two people must approve.</summary>
[GenerateSerializer, Immutable, Alias("lert.fraud-score")]
public sealed record FraudScore([property: Id(0)] int Score, [property: Id(1)] int Threshold, [property: Id(2)] ImmutableArray<FraudReason> Reasons)
{
    public bool IsHigh => Score >= Threshold;
}
