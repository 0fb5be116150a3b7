using System.Collections.Immutable;
using Lert.Grains.Links;

namespace Lert.Domain.Cases;

/// <content>Other cases that may belong to this one.</content>
public abstract partial record CaseEvent
{
    /// <summary>Other cases have a number or an account in common with this one.</summary>
    public sealed record LinksSuggested(ImmutableArray<CaseLink> Links, DateTimeOffset At) : CaseEvent;

    /// <summary>A person has said whether it belongs to this one.</summary>
    public sealed record LinkJudged(string OtherCase, LinkStatus Old, LinkStatus Status, string Reason, DateTimeOffset At, string By) : CaseEvent;

    /// <summary>The people of the other case say that it belongs to this one.</summary>
    public sealed record LinkedByOther(CaseLink Link, DateTimeOffset At) : CaseEvent;
}
