using System.Collections.Immutable;
using Lert.Domain.Cases;
using Lert.Domain.Legal;
using Lert.Grains.Cases;

namespace Lert.Domain.Clocks;

/// <summary>What time does to the clocks of a case: warnings at 50, 75 and 90 % of the way to the inner date, the inner date itself, and the breach.</summary>
internal static class ClockPassing
{
    private const int InnerDate = 100;

    private static readonly ImmutableArray<int> Percents = [50, 75, 90, InnerDate];

    /// <summary>When a running clock has something to say next; null when it has not.</summary>
    public static DateTimeOffset? NextAt(CaseClock clock)
    {
        if (clock.Status != ClockStatus.Running || !clock.RunsOut)
        {
            return null;
        }

        // Where the inner date is the outer one, it needs no warning of its own.
        var warning = Percents.FirstOrDefault(percent => percent > clock.WarnedPercent && At(clock, percent) < clock.DueLegalOuter);
        return warning == 0 ? clock.DueLegalOuter : At(clock, warning);
    }

    /// <summary>What is due at this instant. Of several warnings that were missed only the last is given; a breach is given whatever was missed before.</summary>
    public static CaseEvent? Due(CaseClock clock, DateTimeOffset now)
    {
        if (NextAt(clock) is not { } next || next > now)
        {
            return null;
        }

        if (clock.DueLegalOuter <= now && ClockIds.EndsSilence(clock.ClockId))
        {
            // The order ends, and its clock with it.
            return null;
        }

        return clock.DueLegalOuter <= now
            ? new CaseEvent.ClockBreached(clock.ClockId, clock.DueLegalOuter, now)
            : new CaseEvent.ClockWarned(clock.ClockId, Percents.Last(percent => At(clock, percent) <= now), now);
    }

    /// <summary>The clocks whose dates the rules of today make different.</summary>
    public static IEnumerable<CaseEvent> Recounted(IEnumerable<CaseClock> clocks, RegimeBook book, DateTimeOffset now) =>
        from clock in clocks
        let counted = CaseClocks.Recount(clock, book)
        where counted is not null
        select (CaseEvent)new CaseEvent.ClockRecounted(clock.ClockId, clock, counted, now);

    private static DateTimeOffset At(CaseClock clock, int percent) =>
        percent == InnerDate ? clock.DueInternal : clock.TriggerAt.AddTicks((clock.DueInternal - clock.TriggerAt).Ticks / 100 * percent);
}
