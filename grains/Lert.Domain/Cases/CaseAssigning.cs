using System.Collections.Immutable;
using Lert.Domain.Deciding;
using Lert.Grains.Cases;
using Decision = Lert.Domain.Deciding.Decision<Lert.Domain.Cases.CaseEvent>;

namespace Lert.Domain.Cases;

/// <summary>Who works on a case.</summary>
internal static class CaseAssigning
{
    /// <summary>A responder says that the case is theirs. This case asks nobody by itself, so only what a lead assigned by hand is news.</summary>
    public static Decision Taken(CaseState state, CaseCommand.NoteTaken note, Moment moment) =>
        note.Attempt != 0 || state.ClosedAt is not null || state.Assignee == note.ResponderId
            ? Decision.Nothing
            : Decision.Accept(new CaseEvent.AssigneeChanged(state.Assignee, note.ResponderId, "assigned by hand", moment.Now, note.By));

    /// <summary>Whoever works on a restricted case sees it.</summary>
    public static ImmutableArray<string> Access(CaseState state, string responder)
    {
        var subject = responder.IndexOf("-u-", StringComparison.Ordinal) is var mark and >= 0 ? responder[(mark + 3)..] : responder;
        return !state.IsRestricted || state.Access.Contains(subject) ? state.Access : state.Access.Add(subject);
    }
}
