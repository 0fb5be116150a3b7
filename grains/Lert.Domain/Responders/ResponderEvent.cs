using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Lert.Grains.Responders;

namespace Lert.Domain.Responders;

/// <summary>What can happen to a responder. Names and shapes are permanent.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ProfilePut), "responder.profile-put.v1")]
[JsonDerivedType(typeof(DayCarried), "responder.day-carried.v1")]
[JsonDerivedType(typeof(ContactRulesPut), "responder.contact-rules-put.v1")]
[JsonDerivedType(typeof(WentOnDuty), "responder.went-on-duty.v1")]
[JsonDerivedType(typeof(WentOffDuty), "responder.went-off-duty.v1")]
[JsonDerivedType(typeof(ViewingStarted), "responder.viewing-started.v1")]
[JsonDerivedType(typeof(ViewingExtended), "responder.viewing-extended.v1")]
[JsonDerivedType(typeof(ViewingEnded), "responder.viewing-ended.v1")]
[JsonDerivedType(typeof(BreakTaken), "responder.break-taken.v1")]
[JsonDerivedType(typeof(BreakEnded), "responder.break-ended.v1")]
[JsonDerivedType(typeof(OptedOut), "responder.opted-out.v1")]
[JsonDerivedType(typeof(OptedIn), "responder.opted-in.v1")]
[JsonDerivedType(typeof(CaseTaken), "responder.case-taken.v1")]
[JsonDerivedType(typeof(CaseDeclined), "responder.case-declined.v1")]
[JsonDerivedType(typeof(CaseReleased), "responder.case-released.v1")]
[JsonDerivedType(typeof(CapOverridden), "responder.cap-overridden.v1")]
[JsonDerivedType(typeof(Paged), "responder.paged.v1")]
[JsonDerivedType(typeof(RestStarted), "responder.rest-started.v1")]
public abstract record ResponderEvent
{
    private ResponderEvent()
    {
    }

    /// <summary>What a person may work on was entered or changed.</summary>
    public sealed record ProfilePut(ResponderProfile Profile, DateTimeOffset At, string By) : ResponderEvent;

    /// <summary>Another zone is no new day: what they looked at today by their zone before counts for the date that is today by the new one.</summary>
    public sealed record DayCarried(ViewedDay Viewed) : ResponderEvent;

    /// <summary>How a person is reached was changed.</summary>
    public sealed record ContactRulesPut(ImmutableArray<ContactRule> Rules, DateTimeOffset At, string By) : ResponderEvent;

    /// <summary>A person is on duty, until then at the latest.</summary>
    /// <param name="Day">The date in the person's zone.</param>
    public sealed record WentOnDuty(DateTimeOffset At, DateTimeOffset Until, DateOnly Day) : ResponderEvent;

    /// <summary>A person is off duty.</summary>
    public sealed record WentOffDuty(DateTimeOffset At) : ResponderEvent;

    /// <summary>A person looks at material of a case.</summary>
    /// <param name="RegularUntil">Until when the caps alone would let them look.</param>
    /// <param name="AllowedUntil">The same with what leads allowed.</param>
    /// <param name="RowBefore">What they had looked at since their last proper break.</param>
    public sealed record ViewingStarted(
        long Number,
        string CaseId,
        bool Severe,
        DateTimeOffset At,
        DateTimeOffset RegularUntil,
        DateTimeOffset AllowedUntil,
        DateTimeOffset LeaseUntil,
        TimeSpan RowBefore) : ResponderEvent;

    /// <summary>Their viewer still shows it.</summary>
    public sealed record ViewingExtended(long Number, DateTimeOffset LeaseUntil) : ResponderEvent;

    /// <summary>They look at it no more; what they saw is counted.</summary>
    /// <param name="Days">How much of it fell on which date of the person's zone.</param>
    /// <param name="Row">What they have looked at since their last proper break, this included.</param>
    /// <param name="Overrun">How much of it was beyond the caps, by a lead's word.</param>
    public sealed record ViewingEnded(
        long Number,
        string CaseId,
        bool Severe,
        DateTimeOffset From,
        DateTimeOffset Until,
        ViewingEnd Why,
        ImmutableArray<ViewedDay> Days,
        TimeSpan Row,
        TimeSpan Overrun) : ResponderEvent;

    /// <summary>A person takes a break.</summary>
    public sealed record BreakTaken(DateTimeOffset At, DateTimeOffset Until) : ResponderEvent;

    /// <summary>They came back before their break was over.</summary>
    public sealed record BreakEnded(DateTimeOffset At) : ResponderEvent;

    /// <summary>A person asks for no severe material.</summary>
    public sealed record OptedOut(DateTimeOffset At) : ResponderEvent;

    /// <summary>A person takes severe material again.</summary>
    public sealed record OptedIn(DateTimeOffset At) : ResponderEvent;

    /// <summary>The person's own commit: the case is theirs.</summary>
    /// <param name="By">Who assigned.</param>
    /// <param name="Override">The lead's word that it went by, where a cap stood against it.</param>
    public sealed record CaseTaken(
        string CaseId, long Attempt, int EstimateMinutes, bool Severe, DateTimeOffset At, DateOnly Day, string By, LeadOverride? Override) : ResponderEvent;

    /// <summary>The case asked them, and their rules said no.</summary>
    public sealed record CaseDeclined(string CaseId, long Attempt, Unfit Why, DateTimeOffset At) : ResponderEvent;

    /// <summary>The case is no longer theirs.</summary>
    public sealed record CaseReleased(string CaseId, DateTimeOffset At) : ResponderEvent;

    /// <summary>A lead lets them look longer at one case.</summary>
    public sealed record CapOverridden(CapOverride Override) : ResponderEvent;

    /// <summary>They were woken, or called.</summary>
    public sealed record Paged(string PageId, DateTimeOffset From, DateTimeOffset Until, DateOnly Day) : ResponderEvent;

    /// <summary>They were woken and saw something: nothing is given to them before then.</summary>
    public sealed record RestStarted(string PageId, DateTimeOffset Until) : ResponderEvent;
}

/// <summary>How much of a session fell on one date.</summary>
public sealed record ViewedDay(DateOnly Day, TimeSpan Viewed);

/// <summary>Why a session ended.</summary>
public enum ViewingEnd
{
    Unspecified = 0,
    Stopped = 1,

    /// <summary>The viewer said nothing any more. Counted to the end of its lease.</summary>
    LeaseOver = 2,
    CapReached = 3,

    /// <summary>They began to look at something else.</summary>
    Replaced = 4,
    BreakTaken = 5,
    OptedOut = 6,
}

/// <summary>Why somebody cannot take a case. The first that applies is named: those that no lead can lift come first.</summary>
public enum Unfit
{
    Unspecified = 0,
    OtherRegion = 1,
    OtherDesk = 2,
    NotCleared = 3,
    OffDuty = 4,
    TooManyCases = 5,
    OptedOut = 6,
    Resting = 7,
    OnBreak = 8,
    DayCap = 9,
    WeekCap = 10,
    SevereInARow = 11,
}
