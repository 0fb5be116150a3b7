using Lert.Domain.Cases;
using Lert.Domain.Deciding;
using Lert.Grains.Cases;

namespace Lert.Domain.Clocks;

/// <summary>What a step of the case does to its clocks.</summary>
internal static class ClockEffects
{
    public static IEnumerable<CaseEvent> Of(CaseState before, CaseState after, Moment moment) => before.Status == after.Status ? [] : after.Status switch
    {
        CaseStatus.AwaitingRequester => after.Clocks.Where(clock => clock is { ClockId: ClockIds.Answer, Status: ClockStatus.Running })
            .Select(clock => new CaseEvent.ClockPaused(clock.ClockId, "the requester was asked", moment.Now)),
        CaseStatus.Validating when before.Status == CaseStatus.AwaitingRequester => Resumed(after, moment),
        CaseStatus.Approved or CaseStatus.Narrowed => [.. Met(after, clock => !clock.IsLegal, "decided", moment), .. Emergency(after, moment)],
        CaseStatus.Preserved => Met(after, clock => !clock.IsLegal, "the data is kept", moment),
        CaseStatus.Rejected => Met(after, _ => true, "answered with a refusal", moment),
        CaseStatus.Delivered => Met(after, _ => true, "produced", moment),
        CaseStatus.Challenged => Comity(after, moment),
        CaseStatus.Withdrawn or CaseStatus.Duplicate or CaseStatus.Closed => Open(after)
            .Where(clock => clock.IsLegal || clock.ClockId == ClockIds.Answer || clock.ClockId == ClockIds.EmergencyDecision)
            .Select(clock => new CaseEvent.ClockCancelled(clock.ClockId, $"the case is {after.Status}", moment.Now)),
        CaseStatus.Reopened => Restarted(after, moment),
        _ => [],
    };

    private static IEnumerable<CaseClock> Open(CaseState state) => state.Clocks.Where(clock => clock.IsOpen && !ClockIds.IsOfNotice(clock.ClockId));

    /// <summary>What was promised for later, a review or a follow-up, is not met by the step itself.</summary>
    private static IEnumerable<CaseEvent> Met(CaseState state, Func<CaseClock, bool> which, string reason, Moment moment) =>
        Open(state).Where(clock => clock.ClockId is not (ClockIds.BreakGlassReview or ClockIds.FollowUp) && which(clock))
            .Select(clock => new CaseEvent.ClockMet(clock.ClockId, reason, moment.Now));

    private static IEnumerable<CaseEvent> Resumed(CaseState state, Moment moment) =>
        from clock in state.Clocks
        where clock is { ClockId: ClockIds.Answer, PausedAt: not null }
        select ClockWork.Resumed(clock, clock.PausedAt!.Value, moment.Now);

    private static IEnumerable<CaseEvent> Emergency(CaseState state, Moment moment)
    {
        if (!state.Request!.Kind.IsEmergency())
        {
            yield break;
        }

        // A case that was challenged is approved again; what is open, or was breached, stays what it is. Of what we reported ourselves nobody has promised any process.
        if (state.Clock(ClockIds.FollowUp) is null && !state.Request.Kind.IsOurOwn())
        {
            yield return new CaseEvent.ClockStarted(CaseClocks.Promise(ClockIds.FollowUp, moment.Now, moment.Rules.FollowUp, "the process that was promised is expected"));
        }

        if (state.Approvals.Any(approval => approval.IsBreakGlass) && state.Clock(ClockIds.BreakGlassReview) is null or { Status: ClockStatus.Met })
        {
            yield return new CaseEvent.ClockStarted(
                CaseClocks.Promise(ClockIds.BreakGlassReview, moment.Now, moment.Rules.BreakGlassReview, "another person reviews what one approved alone"));
        }
    }

    /// <summary>A motion on comity has its own period, from the service of the process; raising it in time meets it.</summary>
    private static IEnumerable<CaseEvent> Comity(CaseState state, Moment moment)
    {
        var (clock, _) = CaseClocks.Legal(ClockIds.Comity, state.Request!.TriggerAt, state.Request.Zone, null, moment.Rules.Regimes);
        if (clock is null || state.Clock(ClockIds.Comity) is not null || !state.IsComity)
        {
            yield break;
        }

        yield return new CaseEvent.ClockStarted(clock);
        yield return clock.DueLegalOuter > moment.Now
            ? new CaseEvent.ClockMet(clock.ClockId, "challenged in time", moment.Now)
            : new CaseEvent.ClockBreached(clock.ClockId, clock.DueLegalOuter, moment.Now);
    }

    /// <summary>The law's clocks go on by the dates that they always had, unless what they asked for was delivered; our own promise begins anew.</summary>
    private static IEnumerable<CaseEvent> Restarted(CaseState state, Moment moment)
    {
        foreach (var clock in state.Clocks.Where(clock => clock is { IsLegal: true, EndedAt: not null } && clock.ClockId != ClockIds.Comity && !ClockIds.IsOfNotice(clock.ClockId) && state.DeliveryReference is null))
        {
            yield return new CaseEvent.ClockRestarted(clock.ClockId, moment.Now);
        }

        if (state.Clock(ClockIds.Answer) is { BreachedAt: null } && moment.Rules.Intake.Find(state.Request!.Kind) is { } kind)
        {
            yield return new CaseEvent.ClockStarted(CaseClocks.Promise(ClockIds.Answer, moment.Now, TimeSpan.FromHours(kind.PromiseHours), "we promise an answer"));
        }
    }
}
