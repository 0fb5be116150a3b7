using NodaTime;

namespace Lert.Domain.Legal;

/// <summary>
/// Counts legal time. Pure: the same book and the same input give the same dates. Every instant is accepted as input; one outside the years 1900 to 2999
/// is refused as a value, never by an exception.
/// </summary>
public static partial class LegalClock
{
    /// <summary>The dates of a duty to keep that starts now, with no extension and no lock yet.</summary>
    /// <param name="book">The regimes and calendars to count by.</param>
    /// <param name="regimeId">A duty to keep.</param>
    /// <param name="trigger">What starts the period: receipt, service, a completed submission.</param>
    /// <param name="zone">The case's counting zone as an IANA id; null for the regime's.</param>
    /// <param name="orderDays">The number of days in the order, for a regime that takes one.</param>
    public static LegalResult<KeepDates> Keep(RegimeBook book, string regimeId, Instant trigger, string? zone = null, int? orderDays = null) =>
        KeepUnder(book, regimeId, trigger, zone, orderDays is { } days ? new Order.ForDays(days) : null);

    /// <summary>
    /// The dates that follow from what a hold has stored, counted anew: after a change of the book, or where a calendar was missing. The lock is not part of it;
    /// see <see cref="ApplyLock"/>.
    /// </summary>
    /// <param name="book">The regimes and calendars to count by.</param>
    /// <param name="regimeId">A duty to keep.</param>
    /// <param name="trigger">The trigger of the hold.</param>
    /// <param name="zone">The counting zone that was stored.</param>
    /// <param name="nominalLastDay">The nominal last day that was stored, extensions included.</param>
    /// <param name="extensionsUsed">Extensions accepted so far.</param>
    public static LegalResult<KeepDates> Resume(RegimeBook book, string regimeId, Instant trigger, string zone, LocalDate nominalLastDay, int extensionsUsed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(extensionsUsed);
        if (!TryStored(book, regimeId, trigger, zone, out var input, out var error))
        {
            return LegalResult.Refused<KeepDates>(error);
        }

        if (nominalLastDay.Year is < 1900 or > 4500)
        {
            return LegalResult.Refused<KeepDates>(LegalInput.OutOfRange("the nominal last day"));
        }

        var why = $"the nominal last day so far is {Words.Day(nominalLastDay)}, after {Words.Count(extensionsUsed, "extension")}";
        return Settle(input, nominalLastDay, extensionsUsed, why);
    }

    internal static LegalResult<KeepDates> KeepUnder(RegimeBook book, string regimeId, Instant trigger, string? zone, Order? order)
    {
        if (!LegalInput.TryResolve(book, regimeId, Duty.Keep, trigger, zone, order, out var input, out var error))
        {
            return LegalResult.Refused<KeepDates>(error);
        }

        var workingDays = new WorkingDayCount(input.Calendar);
        var (nominal, why) = input.CountLastDay(workingDays);
        return workingDays.FirstUnknown is { } unknown
            ? LegalResult.Refused<KeepDates>(WithoutCalendar(input, nominal, 0, unknown))
            : Settle(input, nominal, 0, why);
    }

    // From the nominal last day on, every keep follows the same path, extended or not.
    private static LegalResult<KeepDates> Settle(LegalInput input, LocalDate nominal, int used, string why)
    {
        var workingDays = new WorkingDayCount(input.Calendar);
        var rolled = input.Regime.Rolls ? workingDays.OnOrAfter(nominal) : nominal;
        if (workingDays.FirstUnknown is { } unknown)
        {
            return LegalResult.Refused<KeepDates>(WithoutCalendar(input, nominal, used, unknown));
        }

        var ownEnd = CivilDay.Start(input.Zone, rolled.PlusDays(1));
        return LegalResult.Computed(new KeepDates
        {
            NominalLastDay = nominal,
            RolledLastDay = rolled,
            OwnEnd = ownEnd,
            ReleaseNotBefore = ownEnd,
            ExtensionsUsed = used,
            Basis = input.Basis(),
            Because = new KeepReasons(why, WhyRolled(input.Calendar, nominal, rolled), $"released from {Words.At(ownEnd)}, when {Words.Date(rolled)} has ended in {input.Zone.Id}"),
        });
    }

    private static string? WhyRolled(WorkingCalendar calendar, LocalDate nominal, LocalDate rolled) =>
        nominal == rolled ? null : $"that day is no working day ({calendar.WhyOff(nominal)}), so it rolls to {Words.Day(rolled)}";

    private static LegalError WithoutCalendar(LegalInput input, LocalDate nominal, int used, LocalDate unknown)
    {
        var alarm = CivilDay.Start(input.Zone, nominal.PlusDays(-OpenEnd.AlarmDays));
        var explanation = $"the nominal last day is {Words.Day(nominal)}, but the {input.Calendar.Name} calendar knows {input.Calendar.Years} only, so whether {Words.Day(unknown)} " +
            $"is a working day is unknown; it stays active until the calendar is there";
        return new LegalError(LegalErrorCode.CalendarUnknown, explanation, new OpenEnd
        {
            NominalLastDay = nominal,
            ExtensionsUsed = used,
            AlarmAt = Instant.Max(alarm, input.Trigger),
            Basis = input.Basis(),
            Explanation = $"{explanation}; {input.Regime.Source}",
        });
    }
}
