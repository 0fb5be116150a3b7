using System.Text.Json.Serialization;
using Lert.Grains.Holds;

namespace Lert.Domain.Accounts;

/// <summary>What can happen to an account's preservation. Names and shapes are permanent.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(HoldAttached), "account.hold-attached.v1")]
[JsonDerivedType(typeof(HoldDetached), "account.hold-detached.v1")]
[JsonDerivedType(typeof(HoldAsked), "account.hold-asked.v1")]
[JsonDerivedType(typeof(HoldAnswered), "account.hold-answered.v1")]
[JsonDerivedType(typeof(HoldOverdue), "account.hold-overdue.v1")]
[JsonDerivedType(typeof(GraceStarted), "account.grace-started.v1")]
[JsonDerivedType(typeof(GraceEnded), "account.grace-ended.v1")]
[JsonDerivedType(typeof(DeletionAuthorized), "account.deletion-authorized.v1")]
[JsonDerivedType(typeof(DeletionRefused), "account.deletion-refused.v1")]
public abstract record AccountEvent
{
    private AccountEvent()
    {
    }

    /// <summary>The data is kept for this hold from now on. <paramref name="Revision"/> is the hold's, 0 for a new one.</summary>
    public sealed record HoldAttached(HoldOrder Order, DateTimeOffset At, long Revision, DateTimeOffset AskAt) : AccountEvent;

    /// <summary>The hold no longer needs the data.</summary>
    public sealed record HoldDetached(string HoldId, DateTimeOffset EndedAt, long Revision) : AccountEvent;

    /// <summary>The hold should have said by now that it ended; it is asked, and asked again at <paramref name="AskAgainAt"/>.</summary>
    public sealed record HoldAsked(string HoldId, DateTimeOffset AskAgainAt) : AccountEvent;

    /// <summary>The hold still needs the data; it is asked again at <paramref name="AskAt"/>. <paramref name="Overdue"/>: it should have ended a day ago.</summary>
    public sealed record HoldAnswered(string HoldId, DateTimeOffset AskAt, bool Overdue) : AccountEvent;

    /// <summary>A day after its end the hold is still not released. Someone must look; the data stays.</summary>
    public sealed record HoldOverdue(string HoldId, DateTimeOffset At) : AccountEvent;

    /// <summary>The last hold has ended. Deletion is allowed again at <paramref name="Until"/>.</summary>
    public sealed record GraceStarted(DateTimeOffset Until) : AccountEvent;

    /// <summary>The grace is over: deletion is allowed when it asks.</summary>
    public sealed record GraceEnded(DateTimeOffset At) : AccountEvent;

    /// <summary>The pipeline may delete until <paramref name="ExpiresAt"/>.</summary>
    public sealed record DeletionAuthorized(string Ticket, DateTimeOffset At, DateTimeOffset ExpiresAt) : AccountEvent;

    /// <summary>The pipeline asked, and was told no. Why is not said to it.</summary>
    public sealed record DeletionRefused(string Ticket, DateTimeOffset At) : AccountEvent;
}
