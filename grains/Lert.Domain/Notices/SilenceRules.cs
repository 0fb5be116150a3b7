using System.Collections.Immutable;
using Lert.Domain.Cases;
using Lert.Domain.Clocks;
using Lert.Domain.Deciding;
using Lert.Domain.Legal;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Notices;
using NodaTime;
using Decision = Lert.Domain.Deciding.Decision<Lert.Domain.Cases.CaseEvent>;

namespace Lert.Domain.Notices;

/// <summary>Orders of silence: recorded, extended by new ones and never shortened, reviewed where they name no end, lifted.</summary>
internal static class SilenceRules
{
    public static IEnumerable<FieldViolation> Validate(SilenceTerm term, Moment moment)
    {
        if (term.From is null)
        {
            yield return new("term.from", "is required: it starts the period");
        }

        if (term.Length == SilenceLength.Unspecified)
        {
            yield return new("term.length", "is required");
        }

        if (term.From is { } from && from > moment.Now + moment.Rules.ClockTolerance)
        {
            yield return new("term.from", "lies in the future");
        }

        if ((term.Length == SilenceLength.Days) != term.Days is not null)
        {
            yield return new("term.days", term.Days is null ? "is required: the order lasts that many days" : "goes with a length in days alone");
        }
        else if (term.Days is < 1 or > Order.MostDays)
        {
            yield return new("term.days", $"lies from 1 to {Order.MostDays}");
        }

        if ((term.Length == SilenceLength.UntilDate) != term.Until is not null)
        {
            yield return new("term.until", term.Until is null ? "is required: the order's last day" : "goes with a length until a date alone");
        }

        if (term.Zone is { } zone && DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null)
        {
            yield return new("term.zone", "is no IANA time zone");
        }
    }

    public static Decision Record(CaseState state, CaseCommand.RecordSilence record, Moment moment)
    {
        if (record.Basis == SilenceBasis.GovernmentDelay)
        {
            return Decision.Refuse(
                new Refusal(RefusalCodes.NoticeGovernmentsOwn, "18 U.S.C. § 2705(a) delays the government's own notice. It does not keep us from telling the user, and no clock was started."),
                new CaseEvent.DelayReceived(record.Authority, record.Reference, moment.Now, moment.By));
        }

        var id = $"o{state.Notice.Orders.Length + 1}";
        var clock = ClockOf(id, record.Term, reviews: 0);
        var (dates, refusal) = SilenceCounting.Count(clock, record.Basis, record.Term, state.Request!.Zone, moment.Rules.Regimes);
        if (dates is null)
        {
            return Decision.Refuse(refusal!);
        }

        return dates.EndsAt <= moment.Now
            ? Decision.Refuse(new Refusal(RefusalCodes.NoticeOrderOver, "That order is over already: it keeps us from nothing.").With("ended_at", $"{dates.EndsAt:O}"))
            : Decision.Accept(new CaseEvent.SilenceOrdered(
                new SilenceOrder(id, record.Basis, record.Authority, record.Reference, record.Term, record.Term.From!.Value, dates.EndsAt, clock, 0, moment.Now, moment.By, null, null), dates.Clock));
    }

    public static Decision Extend(CaseState state, CaseCommand.ExtendSilence extend, Moment moment)
    {
        if (Find(state, extend.OrderId, out var refused) is not { } order)
        {
            return Decision.Refuse(refused!);
        }

        if (order.EndsAt <= extend.Term.From)
        {
            return Decision.Refuse(new Refusal(RefusalCodes.NoticeOrderOver, "The new order came after the end of this one: record it as an order of its own.").With("ended_at", $"{order.EndsAt:O}"));
        }

        var term = extend.Term with { Zone = extend.Term.Zone ?? order.Term.Zone };
        var clock = ClockOf(order.OrderId, term, order.Reviews);
        var (dates, refusal) = SilenceCounting.Count(clock, order.Basis, term, state.Request!.Zone, moment.Rules.Regimes);
        if (dates is null)
        {
            return Decision.Refuse(refusal!);
        }

        return order.EndsAt is not { } end || dates.EndsAt <= end
            ? Decision.Refuse(new Refusal(RefusalCodes.NoticeOrderNotLonger, "It would not last longer: what ends it sooner lifts it.").With("ends_at", order.EndsAt is { } known ? $"{known:O}" : "none"))
            : Decision.Accept(new CaseEvent.SilenceExtended(
                order, order with { Reference = extend.Reference, Term = term, Since = term.From < order.Since ? term.From.Value : order.Since, EndsAt = dates.EndsAt, ClockId = clock }, dates.Clock, moment.Now, moment.By));
    }

    public static Decision Lift(CaseState state, CaseCommand.LiftSilence lift, Moment moment) => Find(state, lift.OrderId, out var refused) is { } order
        ? Decision.Accept(new CaseEvent.SilenceEnded(order.OrderId, lift.Reason, lift.Reference, moment.Now, moment.By))
        : Decision.Refuse(refused!);

    public static Decision Review(CaseState state, CaseCommand.ReviewSilence review, Moment moment)
    {
        if (Find(state, review.OrderId, out var refused) is not { } order)
        {
            return Decision.Refuse(refused!);
        }

        if (order.EndsAt is { } end)
        {
            return Decision.Refuse(new Refusal(RefusalCodes.NoticeNothingToReview, "It ends by itself; only an order without an end is reviewed.").With("ends_at", $"{end:O}"));
        }

        var (dates, refusal) = SilenceCounting.Review(ClockIds.SilenceReview(order.OrderId, order.Reviews + 1), order, state.Request!.Zone, moment);
        return dates is null
            ? Decision.Refuse(refusal!)
            : Decision.Accept(new CaseEvent.SilenceReviewed(
                order.OrderId, review.Finding, state.Clock(order.ClockId)?.DueLegalOuter ?? moment.Now, dates.Clock, moment.Now, moment.By));
    }

    /// <summary>Orders whose time is over by now.</summary>
    public static IEnumerable<CaseEvent> Lapsed(CaseState state, Moment moment) =>
        from order in state.Notice.Orders
        where order is { EndedAt: null, EndsAt: { } end } && end <= moment.Now
        select new CaseEvent.SilenceEnded(order.OrderId, "its time is over", order.Reference, order.EndsAt!.Value, moment.By);

    /// <summary>Those that keep us from telling at that instant, whether the timer of their end has come or not.</summary>
    public static ImmutableArray<SilenceOrder> Standing(CaseState state, DateTimeOffset at) => [.. state.Notice.Orders.Where(order => order.EndedAt is null && !(order.EndsAt <= at))];

    private static SilenceOrder? Find(CaseState state, string id, out Refusal? refusal)
    {
        var order = state.Notice.Orders.FirstOrDefault(known => known.OrderId == id);
        refusal = order switch
        {
            null => new Refusal(RefusalCodes.NoticeOrderUnknown, "This case has no such order of silence."),
            { EndedAt: { } ended } => new Refusal(RefusalCodes.NoticeOrderOver, "That order of silence is over.").With("ended_at", $"{ended:O}"),
            _ => null,
        };
        return refusal is null ? order : null;
    }

    private static string ClockOf(string order, SilenceTerm term, int reviews) => term.Length == SilenceLength.NoEnd ? ClockIds.SilenceReview(order, reviews) : ClockIds.Silence(order);
}
