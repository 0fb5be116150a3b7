using System.Collections.Immutable;
using Lert.Domain.Cases;

namespace Lert.Domain.Assignments;

/// <summary>A case looks for somebody to work on it: from the moment that somebody is needed until somebody has it, or nobody is needed any more.</summary>
/// <param name="NextAt">When to look again; while somebody is asked, when to give up waiting for their answer.</param>
/// <param name="Asked">Who is asked and has not answered.</param>
/// <param name="Because">What speaks for them; else why nobody was found.</param>
/// <param name="By">The lead who picked them; null where the rules did.</param>
/// <param name="Not">Who is never asked: the case was taken from them.</param>
/// <param name="Declined">Who said no since it last came to the end of those who could be asked.</param>
/// <param name="Looks">How often in a row it came to that end.</param>
/// <param name="Unread">How often in a row nobody could say who there is.</param>
/// <param name="LeadSince">Since when it waits in the lead's queue.</param>
public sealed record AssigneeSearch(
    DateTimeOffset NextAt,
    string? Asked,
    string? Because,
    string? By,
    ImmutableArray<string> Not,
    ImmutableArray<string> Declined,
    int Looks,
    int Unread,
    DateTimeOffset? LeadSince)
{
    public static AssigneeSearch From(DateTimeOffset at, ImmutableArray<string> not) => new(at, null, null, null, not, [], 0, 0, null);

    internal static CaseState Fold(CaseState state, CaseEvent happened) => (happened, state.Search) switch
    {
        (CaseEvent.AssigneeWanted wanted, _) => state with { Search = From(wanted.At, wanted.Not) },
        (CaseEvent.AssigneeAsked asked, var search) => state with
        {
            Attempts = asked.Attempt,
            Search = (search ?? From(asked.At, [])) with { NextAt = asked.AnswerBy, Asked = asked.ResponderId, Because = asked.Because, By = asked.By },
        },
        // Whoever has it keeps it when another whom a lead picked says no.
        (CaseEvent.AssigneeDeclined declined, { } search) => state with
        {
            Search = state.Assignee is not null ? null : search with { NextAt = declined.At, Asked = null, Because = null, By = null, Declined = search.Declined.Add(declined.ResponderId) },
        },
        (CaseEvent.NobodyFound nobody, { } search) => state with
        {
            Search = search with
            {
                NextAt = nobody.AgainAt,
                Because = nobody.Because,
                Declined = [],
                Looks = nobody.IsRead ? search.Looks + 1 : search.Looks,
                Unread = nobody.IsRead ? 0 : search.Unread + 1,
                LeadSince = nobody.IsForLead ? search.LeadSince ?? nobody.At : search.LeadSince,
            },
        },
        (CaseEvent.AssigneeChanged changed, _) => state with
        {
            Assignee = changed.New, AssigneeBecause = changed.Because, Search = null, Access = CaseAssigning.Access(state, changed.New),
        },
        (CaseEvent.AssigneeReleased, _) => state with { Assignee = null, AssigneeBecause = null },
        _ => state,
    };
}
