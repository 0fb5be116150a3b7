using System.Collections.Immutable;
using Lert.Grains.Cases;
using Lert.Grains.Notices;

namespace Lert.Domain.Cases;

/// <content>What is ordered, excepted and done about telling the user. Its clocks start and end with these.</content>
public abstract partial record CaseEvent
{
    /// <summary>An order keeps us from telling the user.</summary>
    public sealed record SilenceOrdered(SilenceOrder Order, CaseClock Clock) : CaseEvent;

    /// <summary>A new order makes one that stands last longer: what it said before stands in <paramref name="Old"/>.</summary>
    public sealed record SilenceExtended(SilenceOrder Old, SilenceOrder New, CaseClock Clock, DateTimeOffset At, string By) : CaseEvent;

    /// <summary>An order without an end still stands, and is looked at again when <paramref name="Clock"/> says.</summary>
    public sealed record SilenceReviewed(string OrderId, string Finding, DateTimeOffset OldDueAt, CaseClock Clock, DateTimeOffset At, string By) : CaseEvent;

    /// <summary>Its time is over, or whoever made it has lifted it.</summary>
    public sealed record SilenceEnded(string OrderId, string Reason, string Reference, DateTimeOffset At, string By) : CaseEvent;

    /// <summary>A delay came that binds the government alone: received, and no clock.</summary>
    public sealed record DelayReceived(string Authority, string Reference, DateTimeOffset At, string By) : CaseEvent;

    /// <summary>Somebody said that the user is not told.</summary>
    public sealed record NoticeExcepted(NoticeExemption? Old, NoticeExemption New) : CaseEvent;

    /// <summary>What was said for not telling the user no longer holds: as if nobody had said it.</summary>
    public sealed record ExceptionRevoked(NoticeExemption Old, string Reason, DateTimeOffset At, string By) : CaseEvent;

    /// <summary>The users of these accounts were told.</summary>
    public sealed record NoticeRecorded(ImmutableArray<NoticeGiven> Given) : CaseEvent;
}
