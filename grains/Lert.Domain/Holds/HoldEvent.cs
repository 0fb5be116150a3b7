using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Lert.Grains.Holds;

namespace Lert.Domain.Holds;

/// <summary>What can happen to a hold. Names and shapes are permanent: they are read for as long as the journal is kept.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Placed), "hold.placed.v1")]
[JsonDerivedType(typeof(Extended), "hold.extended.v1")]
[JsonDerivedType(typeof(Rescheduled), "hold.rescheduled.v1")]
[JsonDerivedType(typeof(Locked), "hold.locked.v1")]
[JsonDerivedType(typeof(LockAsked), "hold.lock-asked.v1")]
[JsonDerivedType(typeof(LockRejected), "hold.lock-rejected.v1")]
[JsonDerivedType(typeof(Unlocked), "hold.unlocked.v1")]
[JsonDerivedType(typeof(ReleaseApproved), "hold.release-approved.v1")]
[JsonDerivedType(typeof(Released), "hold.released.v1")]
[JsonDerivedType(typeof(SnapshotRecorded), "hold.snapshot-recorded.v1")]
[JsonDerivedType(typeof(AlarmRaised), "hold.alarm-raised.v1")]
public abstract record HoldEvent
{
    private HoldEvent()
    {
    }

    /// <summary>The account is protected, and the period runs.</summary>
    public sealed record Placed(HoldOrder Order, DateTimeOffset At, HoldDates Dates, DateTimeOffset? DeletionAuthorizedAt) : HoldEvent;

    /// <summary>More time, counted from the old nominal last day.</summary>
    public sealed record Extended(DateTimeOffset AskedAt, string Reference, HoldDates Dates) : HoldEvent;

    /// <summary>The same rule gave a later date, because holidays or time zones were corrected. It is never an earlier one.</summary>
    public sealed record Rescheduled(HoldDates Old, HoldDates Dates) : HoldEvent;

    /// <summary>Process was served on the data: it has no end until that is produced.</summary>
    public sealed record Locked(HoldLock Lock) : HoldEvent;

    /// <summary>Process was served after the release; the account is asked whether the data is still there.</summary>
    public sealed record LockAsked(HoldLock Lock) : HoldEvent;

    /// <summary>Process was served when the data may have been deleted already.</summary>
    public sealed record LockRejected(string Reference) : HoldEvent;

    /// <summary>What the data was locked for was produced.</summary>
    public sealed record Unlocked(string Reference, DateTimeOffset At) : HoldEvent;

    /// <summary>One person said that it may end before its time.</summary>
    public sealed record ReleaseApproved(ReleaseApproval Approval) : HoldEvent;

    /// <summary>It has ended. Only two approvers can make <paramref name="At"/> come before <paramref name="NotBefore"/>.</summary>
    public sealed record Released(DateTimeOffset At, DateTimeOffset? NotBefore, bool Early, ImmutableArray<string> ApprovedBy) : HoldEvent;

    /// <summary>A picture of the data as it was then, by id and hash.</summary>
    public sealed record SnapshotRecorded(Snapshot Snapshot) : HoldEvent;

    /// <summary>Someone must look: the dates cannot be computed. Raised again every week until they can.</summary>
    public sealed record AlarmRaised(string Code, DateTimeOffset At) : HoldEvent;
}

/// <summary>The dates of a hold as they were computed.</summary>
/// <param name="OwnEnd">When it ends by its own period, without locks; null where a holiday calendar does not reach that far.</param>
/// <param name="AlarmAt">Only without <paramref name="OwnEnd"/>: when a person is called.</param>
/// <param name="Zone">The zone that was counted in.</param>
/// <param name="Explanation">The rule, the sentence, and the versions of the data that it was counted with.</param>
public sealed record HoldDates(
    DateOnly NominalLastDay, DateOnly? RolledLastDay, DateTimeOffset? OwnEnd, DateTimeOffset? AlarmAt, int ExtensionsUsed, string Zone, string Explanation);
