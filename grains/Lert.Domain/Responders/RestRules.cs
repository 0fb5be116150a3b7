using System.Collections.Immutable;
using Lert.Domain.Deciding;
using Lert.Grains.Responders;
using Decision = Lert.Domain.Deciding.Decision<Lert.Domain.Responders.ResponderEvent>;

namespace Lert.Domain.Responders;

/// <summary>Whoever is woken and has to look at something rests before anything else is given to them.</summary>
internal static class RestRules
{
    /// <summary>A page that came this late says nothing about today.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(2);

    public static Decision Note(ResponderState state, ResponderCommand.NotePaged note, Moment moment)
    {
        var until = note.Until < moment.Now ? note.Until : moment.Now;
        var earliest = moment.Now - Longest;
        if (until < earliest || state.Pages.Any(known => known.PageId == note.PageId && known.Until >= until))
        {
            return Decision.Nothing;
        }

        var from = note.From > until ? until : note.From < earliest ? earliest : note.From;
        var paged = new ResponderEvent.Paged(note.PageId, from, until, new PersonalCalendar(state.Profile).DayOf(until));
        return Decision.Accept([paged, .. Started(ResponderFolding.Fold(state, paged), moment.Now, moment.Rules.Wellness)]);
    }

    /// <summary>The rest that follows from pages and sessions as they are now known; nothing when it is no longer than the one that is known.</summary>
    public static ImmutableArray<ResponderEvent> Started(ResponderState state, DateTimeOffset now, WellnessPolicy policy)
    {
        if (policy.Rest <= TimeSpan.Zero)
        {
            return [];
        }

        var spans = state.Session is { } open
            ? state.Recent.Add(new ViewedSpan(open.CaseId, open.Severe, open.StartedAt, open.EndsAt < now ? open.EndsAt : now))
            : state.Recent;
        var latest = (from page in state.Pages
                      from span in spans
                      where span.From <= page.Until && span.Until >= page.From
                      select (page.PageId, Until: span.Until > page.Until ? span.Until : page.Until)).OrderBy(met => met.Until).LastOrDefault();
        return latest.PageId is { } pageId && latest.Until + policy.Rest is var until && !(until <= state.RestUntil)
            ? [new ResponderEvent.RestStarted(pageId, until)]
            : [];
    }
}
