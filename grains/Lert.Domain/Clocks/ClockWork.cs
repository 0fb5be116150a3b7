using System.Collections.Immutable;
using Lert.Domain.Cases;
using Lert.Domain.Deciding;
using Lert.Domain.Notices;
using Lert.Grains;
using Lert.Grains.Cases;
using Decision = Lert.Domain.Deciding.Decision<Lert.Domain.Cases.CaseEvent>;

namespace Lert.Domain.Clocks;

/// <summary>What people and time may do to a clock.</summary>
internal static class ClockWork
{
    /// <summary>First the rules of today, then what is due by them.</summary>
    public static Decision Tick(CaseState state, Moment moment)
    {
        ImmutableArray<CaseEvent> recounted = [.. ClockPassing.Recounted(state.Clocks, moment.Rules.Regimes, moment.Now)];
        var counted = recounted.Aggregate(state, CaseFolding.Fold);
        return Decision.Accept([.. recounted, .. counted.Clocks.Select(clock => ClockPassing.Due(clock, moment.Now)).OfType<CaseEvent>(), .. SilenceRules.Lapsed(counted, moment)]);
    }

    public static Decision Pause(CaseState state, CaseCommand.PauseClock pause, Moment moment) => state.Clock(pause.ClockId) switch
    {
        null => Unknown(),
        _ when ClockIds.IsOfNotice(pause.ClockId) => OfNotice(),
        { IsLegal: true } => Decision.Refuse(RefusalCodes.ClockLegalCannotPause, "The law does not wait: a legal clock cannot be paused."),
        { Status: ClockStatus.Paused } => Decision.Nothing,
        { Status: ClockStatus.Running } => Decision.Accept(new CaseEvent.ClockPaused(pause.ClockId, pause.Reason, moment.Now)),
        _ => Ended(),
    };

    public static Decision Resume(CaseState state, CaseCommand.ResumeClock resume, Moment moment) => state.Clock(resume.ClockId) switch
    {
        null => Unknown(),
        { PausedAt: { } since } clock => Decision.Accept(Resumed(clock, since, moment.Now)),
        _ => Decision.Refuse(RefusalCodes.ClockNotPaused, "That clock is not paused."),
    };

    public static Decision Meet(CaseState state, CaseCommand.MeetClock meet, Moment moment) => state.Clock(meet.ClockId) switch
    {
        null => Unknown(),
        _ when ClockIds.IsOfNotice(meet.ClockId) => OfNotice(),
        { IsOpen: true } => meet.ClockId == ClockIds.BreakGlassReview
            ? Decision.Refuse(RefusalCodes.CaseReviewOpen, "A review is met by the review itself.")
            : Decision.Accept(new CaseEvent.ClockMet(meet.ClockId, meet.Reason, moment.Now)),
        _ => Ended(),
    };

    public static Decision Explain(CaseState state, CaseCommand.ExplainBreach explain, Moment moment) => state.Clock(explain.ClockId) switch
    {
        null => Unknown(),
        { BreachedAt: null } => Decision.Refuse(RefusalCodes.ClockNotBreached, "That clock was not breached."),
        { BreachReason: not null } => Decision.Refuse(RefusalCodes.ClockBreachExplained, "The reason of this breach is said already, for good."),
        _ => Decision.Accept(new CaseEvent.BreachExplained(explain.ClockId, explain.Reason, moment.Now, moment.By)),
    };

    public static CaseEvent.ClockResumed Resumed(CaseClock clock, DateTimeOffset since, DateTimeOffset now)
    {
        var waited = now > since ? now - since : TimeSpan.Zero;
        return new(clock.ClockId, clock.DueInternal, clock.DueInternal < DateTimeOffset.MaxValue - waited ? clock.DueInternal + waited : clock.DueInternal, now);
    }

    private static Decision Unknown() => Decision.Refuse(RefusalCodes.ClockUnknown, "This case has no such clock.");

    private static Decision OfNotice() => Decision.Refuse(RefusalCodes.NoticeClock, "The clocks of a notice go by orders, reviews and notices alone.");

    private static Decision Ended() => Decision.Refuse(RefusalCodes.ClockEnded, "That clock has ended.");
}
