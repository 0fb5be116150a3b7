using System.Collections.Immutable;
using Lert.Domain.Cases;
using Lert.Domain.Deciding;
using Lert.Domain.Responders;
using Lert.Grains;
using Lert.Grains.Cases;

namespace Lert.Domain.Assignments;

/// <summary>One look for somebody who can take a case: the best of those who have not said no, or nobody, and then it is the lead's and looks again later.</summary>
internal static class AssigneeLook
{
    /// <summary>Why somebody counts as having said no who said nothing.</summary>
    public const string NoAnswer = "no-answer";

    /// <summary>An answer takes two hops through outboxes; a silo that dies in between takes seconds to be made up for.</summary>
    public static readonly TimeSpan AnswerWithin = TimeSpan.FromMinutes(1);

    /// <summary>How often in a row it may fail to read who there is before it is the lead's: after 1, 2 and 4 seconds.</summary>
    private const int MostUnread = 3;

    private static readonly TimeSpan EmergencyPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestEmergencyPause = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <summary>Whether a tick now must know who there is.</summary>
    public static bool IsDue(CaseState state, DateTimeOffset now) => state.Search is { } search && search.NextAt <= now && !(search.Asked is not null && state.Assignee is not null);

    /// <summary>What is due now of a case's search; nothing where nothing is.</summary>
    public static ImmutableArray<CaseEvent> Run(string key, CaseState state, CandidateFacts? facts, Moment moment)
    {
        if (state.Search is not { } search || search.NextAt > moment.Now)
        {
            return [];
        }

        ImmutableArray<CaseEvent> given = search.Asked is { } silent ? [new CaseEvent.AssigneeDeclined(silent, state.Attempts, NoAnswer, moment.Now)] : [];
        var next = given.Aggregate(state, CaseFolding.Fold);
        return next.Search is { } open ? given.Add(Next(key, next, open, facts, moment)) : given;
    }

    private static CaseEvent Next(string key, CaseState state, AssigneeSearch search, CandidateFacts? facts, Moment moment)
    {
        if (facts is not { IsRead: true })
        {
            return new CaseEvent.NobodyFound(
                "Nobody could say who there is.", IsRead: false, IsForLead: search.Unread + 1 >= MostUnread, moment.Now + TimeSpan.FromSeconds(1 << Math.Clamp(search.Unread, 0, 6)), moment.Now);
        }

        var need = CaseNeed.Of(key, state, moment.Rules);
        var left = facts.Candidates.RemoveAll(one => search.Declined.Contains(one.ResponderId) || search.Not.Contains(one.ResponderId));
        var ranking = AssignmentRules.Choose(need, left, moment.Rules.Wellness);
        return ranking.Chosen is { } chosen
            ? new CaseEvent.AssigneeAsked(chosen, state.Attempts + 1, ranking.Explanation, null, moment.Now + AnswerWithin, moment.Now, null)
            : new CaseEvent.NobodyFound(Why(ranking.Explanation, left.IsEmpty, facts), IsRead: true, IsForLead: true, Again(state, search, facts, moment.Now), moment.Now);
    }

    private static string Why(string explanation, bool nobodyIsLeft, CandidateFacts facts) =>
        nobodyIsLeft && !facts.Candidates.IsEmpty ? "Everybody who could be asked has said no, or gave it back." : explanation;

    /// <summary>Twice as long each time, and at once when somebody else comes on call.</summary>
    private static DateTimeOffset Again(CaseState state, AssigneeSearch search, CandidateFacts facts, DateTimeOffset now)
    {
        var (pause, longest) = state.Request!.Kind.IsEmergency() ? (EmergencyPause, LongestEmergencyPause) : (Pause, LongestPause);
        var again = now + (pause * (1 << Math.Clamp(search.Looks, 0, 6)) is var doubled && doubled < longest ? doubled : longest);
        return facts.Until is { } until && until > now && until < again ? until : again;
    }
}
