using Lert.Grains.Requesters;

namespace Lert.Domain.Cases;

/// <content>What a case hears of who asks.</content>
public abstract partial record CaseEvent
{
    /// <summary>The directory has said what it knows, and what speaks against the request was weighed.</summary>
    public sealed record RequesterAnswered(RequesterAnswer Answer, FraudScore Score, DateTimeOffset At) : CaseEvent;

    /// <summary>With what came later this emergency is one of too many.</summary>
    public sealed record VelocityFlagged(string RequesterId, int Emergencies, DateTimeOffset At) : CaseEvent;

    /// <summary>The requester's identity is compromised.</summary>
    public sealed record Recalled(RecallNotice Notice, RecallOutcome Outcome, DateTimeOffset At) : CaseEvent;

    /// <summary>Somebody looked at the case after its requester had been recalled.</summary>
    public sealed record RecallReviewed(string Finding, DateTimeOffset At, string By) : CaseEvent;
}
