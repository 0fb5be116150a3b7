using System.Collections.Immutable;
using Lert.Grains.Responders;

namespace Lert.Domain.Cases;

/// <content>How a case finds somebody to work on it. That somebody does is <see cref="AssigneeChanged"/>.</content>
public abstract partial record CaseEvent
{
    /// <summary>Somebody must work on it, and nobody does.</summary>
    /// <param name="Not">Who is not asked: it was taken from them.</param>
    public sealed record AssigneeWanted(ImmutableArray<string> Not, DateTimeOffset At) : CaseEvent;

    /// <summary>Somebody was asked to take it.</summary>
    /// <param name="Attempt">Counts the questions of this case from 1.</param>
    /// <param name="Because">What speaks for them.</param>
    /// <param name="Override">The lead's word that caps do not count, where there is one.</param>
    /// <param name="AnswerBy">When it gives up waiting for the answer.</param>
    /// <param name="By">The lead who picked them; null where the rules did.</param>
    public sealed record AssigneeAsked(
        string ResponderId, long Attempt, string Because, LeadOverride? Override, DateTimeOffset AnswerBy, DateTimeOffset At, string? By) : CaseEvent;

    /// <summary>They cannot take it, or did not answer.</summary>
    /// <param name="Why">The code of the refusal, or <c>no-answer</c>. What a person has had to look at does not follow from it.</param>
    public sealed record AssigneeDeclined(string ResponderId, long Attempt, string Why, DateTimeOffset At) : CaseEvent;

    /// <summary>It is taken from somebody: by a lead, or because it is over.</summary>
    public sealed record AssigneeReleased(string Old, string Because, DateTimeOffset At, string By) : CaseEvent;

    /// <summary>Nobody who could be asked is left.</summary>
    /// <param name="IsRead">False when nobody could say who there is.</param>
    /// <param name="IsForLead">It waits in the lead's queue from now on, if it does not already.</param>
    public sealed record NobodyFound(string Because, bool IsRead, bool IsForLead, DateTimeOffset AgainAt, DateTimeOffset At) : CaseEvent;
}
