using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Lert.Grains.Cases;
using Lert.Grains.Holds;

namespace Lert.Domain.Cases;

/// <summary>What can happen to a case. Names and shapes are permanent.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Opened), "case.opened.v1")]
[JsonDerivedType(typeof(Moved), "case.moved.v1")]
[JsonDerivedType(typeof(HoldsRequested), "case.holds-requested.v1")]
[JsonDerivedType(typeof(HoldActive), "case.hold-active.v1")]
[JsonDerivedType(typeof(HoldEnded), "case.hold-ended.v1")]
[JsonDerivedType(typeof(Closed), "case.closed.v1")]
public abstract record CaseEvent
{
    private CaseEvent()
    {
    }

    /// <summary>The request is registered, in state Received.</summary>
    public sealed record Opened(
        CaseKind Kind,
        string Regime,
        DateTimeOffset TriggerAt,
        string? Zone,
        string Agency,
        string Officer,
        string AgencyReference,
        DateTimeOffset At,
        string By) : CaseEvent;

    public sealed record Moved(CaseStatus Old, CaseStatus New, DateTimeOffset At) : CaseEvent;

    /// <summary>These accounts are to be protected and then held.</summary>
    public sealed record HoldsRequested(ImmutableArray<HoldOrder> Orders, DateTimeOffset At, string By) : CaseEvent;

    public sealed record HoldActive(string HoldId) : CaseEvent;

    public sealed record HoldEnded(string HoldId, DateTimeOffset EndedAt, bool Early) : CaseEvent;

    public sealed record Closed(string Reason, DateTimeOffset At, string By) : CaseEvent;
}
