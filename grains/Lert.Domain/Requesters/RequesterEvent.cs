using System.Text.Json.Serialization;
using Lert.Grains.Cases;
using Lert.Grains.Requesters;

namespace Lert.Domain.Requesters;

/// <summary>What can happen to a requester. Names and shapes are permanent.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Registered), "requester.registered.v1")]
[JsonDerivedType(typeof(AgencyPut), "requester.agency-put.v1")]
[JsonDerivedType(typeof(OfficerPut), "requester.officer-put.v1")]
[JsonDerivedType(typeof(CaseNoted), "requester.case-noted.v1")]
[JsonDerivedType(typeof(VelocityExceeded), "requester.velocity-exceeded.v1")]
[JsonDerivedType(typeof(CalledBack), "requester.called-back.v1")]
[JsonDerivedType(typeof(Verified), "requester.verified.v1")]
[JsonDerivedType(typeof(RecallOrdered), "requester.recall-ordered.v1")]
[JsonDerivedType(typeof(RecallTold), "requester.recall-told.v1")]
[JsonDerivedType(typeof(RecallJoined), "requester.recall-joined.v1")]
[JsonDerivedType(typeof(CaseRecalled), "requester.case-recalled.v1")]
public abstract record RequesterEvent
{
    private RequesterEvent()
    {
    }

    /// <summary>There is such an agency, or such an officer. That says nothing for them.</summary>
    public sealed record Registered(string Agency, string? Officer, DateTimeOffset At, string By) : RequesterEvent;

    /// <summary>What the directory knows of an agency was entered or changed.</summary>
    public sealed record AgencyPut(AgencyProfile? Old, AgencyProfile New, DateTimeOffset At, string By) : RequesterEvent;

    /// <summary>What the directory knows of an officer was entered or changed.</summary>
    public sealed record OfficerPut(OfficerProfile? Old, OfficerProfile New, DateTimeOffset At, string By) : RequesterEvent;

    /// <summary>A case named the officer.</summary>
    public sealed record CaseNoted(string CaseId, CaseKind Kind, DateTimeOffset OpenedAt, DateTimeOffset At) : RequesterEvent;

    /// <summary>That emergency is one of too many.</summary>
    public sealed record VelocityExceeded(string CaseId, int Emergencies, DateTimeOffset At) : RequesterEvent;

    /// <summary>Somebody called a number of the directory.</summary>
    public sealed record CalledBack(OfficerCall Call) : RequesterEvent;

    /// <summary>A person vouches for the officer, after a call.</summary>
    public sealed record Verified(string Reason, DateTimeOffset At, string By) : RequesterEvent;

    /// <summary>The officer's identity is compromised: their cases are recalled.</summary>
    /// <param name="Total">How many cases it is about.</param>
    public sealed record RecallOrdered(
        int Number, DateTimeOffset AsOf, DateTimeOffset Since, string Reason, int Total, DateTimeOffset At, string By) : RequesterEvent;

    /// <summary>The next stretch of cases was told.</summary>
    public sealed record RecallTold(int Number, int Cases, long ReadTo, bool IsRead, DateTimeOffset NextAt, DateTimeOffset At) : RequesterEvent;

    /// <summary>A case that the requester heard of only after the recall is told as well.</summary>
    public sealed record RecallJoined(int Number, string CaseId, DateTimeOffset At) : RequesterEvent;

    /// <summary>A case answered what became of it.</summary>
    public sealed record CaseRecalled(int Number, string CaseId, RecallOutcome Outcome, DateTimeOffset At) : RequesterEvent;
}
