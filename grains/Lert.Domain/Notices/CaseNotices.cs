using Lert.Domain.Cases;
using Lert.Domain.Clocks;
using Lert.Domain.Deciding;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Notices;
using Decision = Lert.Domain.Deciding.Decision<Lert.Domain.Cases.CaseEvent>;

namespace Lert.Domain.Notices;

/// <summary>The notice of a case among everything else that it does: also when it is closed, for an order may outlive it.</summary>
internal static class CaseNotices
{
    public static IEnumerable<FieldViolation> Validate(CaseCommand command, Moment moment) => command switch
    {
        CaseCommand.RecordSilence { Basis: SilenceBasis.Unspecified } => [new FieldViolation("basis", "is required")],
        // A delay under § 2705(a) has no term that would bind us.
        CaseCommand.RecordSilence { Basis: SilenceBasis.GovernmentDelay } => [],
        CaseCommand.RecordSilence record =>
        [
            .. SilenceRules.Validate(record.Term, moment),
            .. record is { Basis: SilenceBasis.OtherLaw, Term.Zone: null }
                ? [new FieldViolation("term.zone", "is required: the days of another law's order are counted where it was made")]
                : Array.Empty<FieldViolation>(),
        ],
        CaseCommand.ExtendSilence extend => SilenceRules.Validate(extend.Term, moment),
        CaseCommand.RecordNotice { GivenAt: null } => [new FieldViolation("given_at", "is required")],
        CaseCommand.RecordNotice { GivenAt: { } given } when given > moment.Now + moment.Rules.ClockTolerance => [new FieldViolation("given_at", "lies in the future")],
        _ => [],
    };

    public static Decision Decide(CaseState state, CaseCommand command, Moment moment) => command switch
    {
        CaseCommand.RecordSilence record => SilenceRules.Record(state, record, moment),
        CaseCommand.ExtendSilence extend => SilenceRules.Extend(state, extend, moment),
        CaseCommand.LiftSilence lift => SilenceRules.Lift(state, lift, moment),
        CaseCommand.ReviewSilence review => SilenceRules.Review(state, review, moment),
        CaseCommand.ExceptNotice except => NoticeRules.Except(state, except, moment),
        CaseCommand.RevokeExemption revoke => NoticeRules.Revoke(state, revoke, moment),
        CaseCommand.RecordNotice record => NoticeRules.Record(state, record, moment),
        _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
    };

    /// <summary>The clock of a notice runs while one is due, whatever made it so.</summary>
    public static IEnumerable<CaseEvent> Effects(CaseState after, Moment moment)
    {
        var (clock, isDue) = (after.Clock(ClockIds.Notice), NoticeRules.IsDue(after));
        if (isDue && clock is not { IsOpen: true })
        {
            // What was breached stays breached.
            yield return clock is { BreachedAt: not null }
                ? new CaseEvent.ClockRestarted(ClockIds.Notice, moment.Now)
                : new CaseEvent.ClockStarted(CaseClocks.Promise(ClockIds.Notice, moment.Now, moment.Rules.NoticeWithin, "a notice that is due is given"));
        }
        else if (!isDue && clock is { IsOpen: true })
        {
            yield return NoticeRules.Untold(after).IsEmpty && !after.Notice.Given.IsEmpty
                ? new CaseEvent.ClockMet(ClockIds.Notice, "the user was told", moment.Now)
                : new CaseEvent.ClockCancelled(ClockIds.Notice, "no notice is due now", moment.Now);
        }
    }
}
