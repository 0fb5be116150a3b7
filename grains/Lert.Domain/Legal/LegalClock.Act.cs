using NodaTime;

namespace Lert.Domain.Legal;

public static partial class LegalClock
{
    /// <summary>The dates of a duty to act.</summary>
    /// <param name="book">The regimes and calendars to count by.</param>
    /// <param name="regimeId">A duty to act.</param>
    /// <param name="trigger">What starts the period: receipt or service.</param>
    /// <param name="zone">The case's counting zone as an IANA id; null for the regime's.</param>
    /// <param name="orderDate">The order's own date, for a regime that takes one.</param>
    public static LegalResult<ActDates> Act(RegimeBook book, string regimeId, Instant trigger, string? zone = null, LocalDate? orderDate = null) =>
        ActUnder(book, regimeId, trigger, zone, orderDate is { } date ? new Order.Until(date) : null);

    internal static LegalResult<ActDates> ActUnder(RegimeBook book, string regimeId, Instant trigger, string? zone, Order? order)
    {
        if (!LegalInput.TryResolve(book, regimeId, Duty.Act, trigger, zone, order, out var input, out var error))
        {
            return LegalResult.Refused<ActDates>(error);
        }

        return LegalResult.Computed(input.Period switch
        {
            Period.Hours(var hours) => DueAt(input, trigger + Duration.FromHours(hours), $"{hours} elapsed hours after {Words.At(trigger)}, whatever the clocks do"),
            Period.AtOnce => DueAt(input, trigger, "due at once"),
            _ => DueByDay(input),
        });
    }

    private static ActDates DueAt(LegalInput input, Instant due, string why) => new()
    {
        NominalLastDay = null,
        RolledLastDay = null,
        DueInternal = due,
        DueLegalOuter = due,
        Warnings = WarningsOf(input.Trigger, due),
        BreachedAtOnce = false,
        Basis = input.Basis(),
        Because = new ActReasons(Nominal: null, Rolled: null, $"{why}: {Words.At(due)}", "inside and outside are the same instant", Calendar: null),
    };

    private static ActDates DueByDay(LegalInput input)
    {
        var workingDays = new WorkingDayCount(input.Calendar);
        var (nominal, why) = input.CountLastDay(workingDays);
        var rolled = input.Regime.Rolls ? workingDays.OnOrAfter(nominal) : nominal;
        var outer = CivilDay.Start(input.Zone, rolled.PlusDays(1));
        var workedTo = workingDays.OnOrBefore(nominal);
        var close = CivilDay.Close(input.Zone, workedTo);
        var inside = Instant.Max(close, input.Trigger);
        return new ActDates
        {
            NominalLastDay = nominal,
            RolledLastDay = rolled,
            DueInternal = inside,
            DueLegalOuter = outer,
            Warnings = WarningsOf(input.Trigger, inside),
            BreachedAtOnce = outer <= input.Trigger,
            Basis = input.Basis(),
            Because = new ActReasons(
                why,
                WhyRolled(input.Calendar, nominal, rolled),
                close > input.Trigger
                    ? $"inside by {Words.At(inside)}, 17:00 in {input.Zone.Id} on {Words.Day(workedTo)}"
                    : $"inside at once, as 17:00 on {Words.Day(workedTo)} is not after the trigger",
                outer <= input.Trigger
                    ? $"breached at once, as {Words.Date(rolled)} had ended at {Words.At(outer)}"
                    : $"in time before {Words.At(outer)}, when {Words.Date(rolled)} has ended in {input.Zone.Id}",
                workingDays.FirstUnknown is { } unknown
                    ? $"weekends alone were counted, as the {input.Calendar.Name} calendar knows {input.Calendar.Years} only, and not {Words.Day(unknown)}"
                    : null),
        };
    }

    private static ActWarnings WarningsOf(Instant trigger, Instant due)
    {
        var span = due - trigger;
        return new ActWarnings(trigger + (span * 50 / 100), trigger + (span * 75 / 100), trigger + (span * 90 / 100));
    }
}
