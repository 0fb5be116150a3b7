using System.Diagnostics.CodeAnalysis;
using NodaTime;

namespace Lert.Domain.Legal;

public static partial class LegalClock
{
    /// <summary>
    /// One extension, from the dates so far. It counts from the nominal last day, so an early one loses nothing and rolling never adds up. It is measured
    /// against the hold's own end, whatever lock is on; the lock stays on.
    /// </summary>
    /// <param name="book">The regimes and calendars to count by.</param>
    /// <param name="regimeId">The regime that the dates were made by.</param>
    /// <param name="current">The dates so far.</param>
    /// <param name="trigger">The trigger of the hold: nothing can extend what has not begun.</param>
    /// <param name="askedAt">When the extension was asked for. At the very instant of the end it is too late.</param>
    public static LegalResult<KeepDates> Extend(RegimeBook book, string regimeId, KeepDates current, Instant trigger, Instant askedAt)
    {
        if (!TryStored(book, regimeId, trigger, current.Basis.Zone, out var input, out var error)
            || !MayExtend(input, current.ExtensionsUsed, current.OwnEnd, askedAt, out error))
        {
            return LegalResult.Refused<KeepDates>(error);
        }

        var extended = ExtendFrom(input, current.NominalLastDay, current.ExtensionsUsed, current.Because.Nominal);
        return extended.Value is { } dates && current.ReleaseNotBefore != current.OwnEnd ? LegalResult.Computed(KeepLock(dates, current.ReleaseNotBefore)) : extended;
    }

    /// <summary>One extension of a hold whose end is not known yet. It cannot be too late.</summary>
    /// <inheritdoc cref="Extend(RegimeBook, string, KeepDates, Instant, Instant)"/>
    public static LegalResult<KeepDates> Extend(RegimeBook book, string regimeId, OpenEnd current, Instant trigger, Instant askedAt) =>
        TryStored(book, regimeId, trigger, current.Basis.Zone, out var input, out var error) && MayExtend(input, current.ExtensionsUsed, ownEnd: null, askedAt, out error)
            ? ExtendFrom(input, current.NominalLastDay, current.ExtensionsUsed, $"the nominal last day so far is {Words.Day(current.NominalLastDay)}")
            : LegalResult.Refused<KeepDates>(error);

    private static bool MayExtend(LegalInput input, int used, Instant? ownEnd, Instant askedAt, [NotNullWhen(false)] out LegalError? error)
    {
        var id = input.Regime.Id;
        error = askedAt switch
        {
            _ when !LegalInput.IsInRange(askedAt) => LegalInput.OutOfRange("the extension"),
            _ when askedAt < input.Trigger =>
                new(LegalErrorCode.ExtensionBeforeTrigger, $"an extension asked for at {Words.At(askedAt)} is before the trigger, {Words.At(input.Trigger)}"),
            // A regime that has no extension never had one to be late for; elsewhere, late comes before used up.
            _ when input.Regime.Extension is null => new(LegalErrorCode.ExtensionExhausted, $"{id} has no extension; a new request can be made"),
            _ when ownEnd is { } end && askedAt >= end =>
                new(LegalErrorCode.ExtensionTooLate, $"{id} ended at {Words.At(end)}, and the extension was asked for at {Words.At(askedAt)}; a new request can be made"),
            _ when used >= input.Regime.Extension.Times =>
                new(LegalErrorCode.ExtensionExhausted, $"{id} is extended {Words.Count(input.Regime.Extension.Times, "time")} at most; a new request can be made"),
            _ => null,
        };
        return error is null;
    }

    private static LegalResult<KeepDates> ExtendFrom(LegalInput input, LocalDate nominal, int used, string whySoFar)
    {
        var (day, why) = LastDay.Extend(input.Regime.Extension!.Period, nominal);
        return Settle(input, day, used + 1, $"{whySoFar}; extension {used + 1} counts from {Words.Date(nominal)}, whenever it was asked for, and {why}");
    }

    // What was stored has passed the rules about order and first day once; a newer book must not undo that.
    private static bool TryStored(
        RegimeBook book, string regimeId, Instant trigger, string zone, [NotNullWhen(true)] out LegalInput? input, [NotNullWhen(false)] out LegalError? error)
    {
        input = null;
        error = LegalInput.Problems(book, regimeId, Duty.Keep, trigger, zone, order: null).FirstOrDefault(problem => problem.Code != LegalErrorCode.OrderRequired);
        if (error is null && book.TryGet(regimeId, out var regime))
        {
            input = new LegalInput(book, regime, book.CalendarOf(regime), book.Zones[zone], Period: null, OrderDate: null, trigger);
            return true;
        }

        error ??= new LegalError(LegalErrorCode.RegimeUnknown, regimeId);
        return false;
    }
}
