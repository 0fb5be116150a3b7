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

    private const string Decided = "the case was decided";

    public static ImmutableArray<Outgoing> Of(string key, CaseState before, CaseState after, ImmutableArray<CaseEvent> events)
    {
        var messages = ImmutableArray.CreateBuilder<Outgoing>();
        var isEmergency = after.Request?.Kind == CaseKind.Emergency;
        if (isEmergency && !before.Exists)
        {
            messages.Add(Page(key, after, "emergency", AlertKind.Emergency, Urgency.Emergency, "An emergency request came in: decide it now."));
        }

        foreach (var happened in events)
        {
            if (happened is CaseEvent.ClockBreached breached)
            {
                messages.Add(breached.ClockId == ClockIds.EmergencyDecision
                    ? Page(key, after, "undecided", AlertKind.Emergency, Urgency.Emergency, "An emergency request is still undecided.")
                    // A page of its own: one that warned before would go on with the words of the warning.
                    : Page(key, after, $"{breached.ClockId}/breach", AlertKind.ClockBreach, isEmergency ? Urgency.Emergency : Urgency.High, $"The clock {breached.ClockId} of a case has run out."));
            }
            else if (happened is CaseEvent.ClockWarned warned && after.Clock(warned.ClockId) is { IsLegal: true } && (isEmergency || warned.Percent >= OrdinaryPercent))
            {
                messages.Add(Page(
                    key, after, warned.ClockId, AlertKind.ClockWarning, isEmergency ? Urgency.Emergency : Urgency.Normal, $"{warned.Percent} % of the clock {warned.ClockId} of a case are gone."));
            }
        }

        // Said once: it stays the lead's, however often it looks again in vain.
        if ((before.Search?.LeadSince, after.Search?.LeadSince) is (null, not null))
        {
            messages.Add(Page(key, after, "unassigned", AlertKind.Unassigned, isEmergency ? Urgency.Emergency : Urgency.High, "Nobody can take a case: it waits in the lead's queue."));
        }
        else if ((before.Search?.LeadSince, after.Search?.LeadSince) is (not null, null))
        {
            messages.Add(Resolve(key, "unassigned", after.Assignee is null ? "nobody has to be found any more" : "somebody has it"));
        }

        if (isEmergency && before.Exists && before.Clock(ClockIds.EmergencyDecision) is { IsOpen: true } && after.Clock(ClockIds.EmergencyDecision) is { IsOpen: false } decision)
        {
            messages.Add(Resolve(key, "emergency", Decided));
            if (decision.BreachedAt is not null)
            {
                messages.Add(Resolve(key, "undecided", Decided));
            }
        }

        return messages.DrainToImmutable();
    }

    private static Outgoing.ToPage Page(string key, CaseState state, string about, AlertKind alert, Urgency urgency, string text) =>
        new(PageOf(key, about), new PageCommand.Open(state.Desk, alert, urgency, $"case/{key}", text));

    private static Outgoing.ToPage Resolve(string key, string about, string reason) => new(PageOf(key, about), new PageCommand.Resolve(reason));

    private static string PageOf(string key, string about) => ActorKey.PageOf(ActorKey.RegionOf(key), $"{key}/{about}");
}
