using System.Collections.Immutable;
using Lert.Domain.Cases;
using Lert.Domain.Clocks;
using Lert.Domain.Deciding;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Pages;

namespace Lert.Domain.Emergencies;

/// <summary>Whom a case wakes, and when it lets them sleep again. Nothing personal is in the text: it leaves the house.</summary>
internal static class CasePages
{
    /// <summary>An ordinary case wakes nobody before its clock is nearly out.</summary>
    private const int OrdinaryPercent = 90;

    public static ImmutableArray<Outgoing> Of(string key, CaseState before, CaseState after, ImmutableArray<CaseEvent> events, Moment moment)
    {
        var messages = ImmutableArray.CreateBuilder<Outgoing>();
        var isEmergency = IsEmergency(after);
        if (isEmergency && !before.Exists)
        {
            messages.Add(Page(key, after, About.Emergency, AlertKind.Emergency, Urgency.Emergency, "An emergency request came in: decide it now."));
        }

        foreach (var happened in events)
        {
            if (happened is CaseEvent.ClockBreached breached)
            {
                messages.Add(breached.ClockId == ClockIds.EmergencyDecision
                    ? Page(key, after, About.Undecided, AlertKind.Emergency, Urgency.Emergency, "An emergency request is still undecided.")
                    // A page of its own: one that warned before would go on with the words of the warning.
                    : Page(key, after, About.Breach(breached.ClockId), AlertKind.ClockBreach, IsHurry(breached.ClockId, isEmergency) ? Urgency.Emergency : Urgency.High, $"The clock {breached.ClockId} of a case has run out."));
            }
            else if (happened is CaseEvent.ClockWarned warned && after.Clock(warned.ClockId) is { } clock && HasWarned(clock, isEmergency))
            {
                messages.Add(Page(
                    key, after, warned.ClockId, AlertKind.ClockWarning, IsHurry(warned.ClockId, isEmergency) ? Urgency.Emergency : Urgency.Normal, $"{warned.Percent} % of the clock {warned.ClockId} of a case are gone."));
            }
        }

        // Said once: it stays the lead's, however often it looks again in vain. The desk's own policy ends with its lead.
        if ((before.Search?.LeadSince, after.Search?.LeadSince) is (null, not null))
        {
            messages.Add(Page(key, after, About.Unassigned, AlertKind.Unassigned, isEmergency ? Urgency.Emergency : Urgency.High, "Nobody can take a case: it waits in the lead's queue."));
        }

        string[] open = [.. Open(before)], stay = [.. Open(after).Intersect(open)];
        messages.AddRange(open.Except(stay).Select(about => Message(key, about, new PageCommand.Resolve(Why(about, after)))));
        if (!moment.IsMachinery)
        {
            // Whoever took the page is at work: their acknowledgement goes on.
            messages.AddRange(stay.Select(about => Message(key, about, new PageCommand.NoteProgress("somebody works on the case"))));
        }

        return messages.DrainToImmutable();
    }

    /// <summary>Whether a case in this state keeps somebody awake by that page.</summary>
    public static bool IsAwakeAbout(string key, CaseState state, string page) => Open(state).Any(about => PageOf(key, about) == page);

    /// <summary>What a case in this state keeps somebody awake about.</summary>
    private static IEnumerable<string> Open(CaseState state)
    {
        var isEmergency = IsEmergency(state);
        if (isEmergency && state.Clock(ClockIds.EmergencyDecision) is { IsOpen: true })
        {
            yield return About.Emergency;
        }

        foreach (var clock in state.Clocks.Where(clock => clock.IsOpen))
        {
            if (clock.BreachedAt is not null)
            {
                yield return clock.ClockId == ClockIds.EmergencyDecision ? About.Undecided : About.Breach(clock.ClockId);
            }
            else if (HasWarned(clock, isEmergency))
            {
                yield return clock.ClockId;
            }
        }

        if (state.Search?.LeadSince is not null)
        {
            yield return About.Unassigned;
        }
    }

    private static string Why(string about, CaseState after) => about switch
    {
        About.Emergency or About.Undecided => "the case was decided",
        About.Unassigned => after.Assignee is null ? "nobody has to be found any more" : "somebody has it",
        _ => after.Clock(about) is { IsOpen: true, BreachedAt: not null } ? "the clock has run out, and pages by itself" : "the clock does not run out any more",
    };

    private static bool IsEmergency(CaseState state) => state.Request?.Kind.IsEmergency() == true;

    private static bool HasWarned(CaseClock clock, bool isEmergency) => clock.IsLegal && clock.WarnedPercent >= (IsHurry(clock.ClockId, isEmergency) ? 1 : OrdinaryPercent);

    /// <summary>Telling the user, or not, is never what an emergency hurries for.</summary>
    private static bool IsHurry(string clock, bool isEmergency) => isEmergency && !ClockIds.IsOfNotice(clock);

    private static Outgoing.ToPage Page(string key, CaseState state, string about, AlertKind alert, Urgency urgency, string text) =>
        Message(key, about, new PageCommand.Open(state.Desk, alert, urgency, $"case/{key}", text));

    private static Outgoing.ToPage Message(string key, string about, PageCommand command) => new(PageOf(key, about), command);

    private static string PageOf(string key, string about) => ActorKey.PageOf(ActorKey.RegionOf(key), $"{key}/{about}");

    /// <summary>What a page of a case is about, in its key. A warning goes by the id of its clock.</summary>
    private static class About
    {
        public const string Emergency = "emergency";
        public const string Undecided = "undecided";
        public const string Unassigned = "unassigned";

        public static string Breach(string clock) => $"{clock}/breach";
    }
}
