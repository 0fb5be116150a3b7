using System.Collections.Frozen;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;

namespace Lert.Domain.Legal;

/// <summary>What an entry of the regimes file must be to become a <see cref="Regime"/>. Each broken rule is one sentence, and all of them are found.</summary>
internal static partial class RegimeRules
{
    private const int MostExtensions = 10;

    public static Regime? Check(RegimeEntry entry, IReadOnlyDictionary<string, WorkingCalendar> calendars, IDateTimeZoneProvider zones)
    {
        entry.RefuseOthersThan(
            "id", "description", "duty", "period", "rolls", "extension", "zone", "calendar", "appliesFrom", "source", "confidence", "keepsData", "notification", "trigger", "note");
        var duty = Duty(entry);
        var period = Period(entry);
        var appliesFrom = AppliesFrom(entry);
        var regime = new
        {
            Id = Id(entry),
            Description = entry.Text("description"),
            Rolls = entry.Flag("rolls"),
            Extension = Extension(entry),
            Zone = Zone(entry, zones),
            Calendar = Calendar(entry, calendars),
            Source = entry.Text("source"),
            Confidence = Confidence(entry),
            KeepsData = entry.OptionalFlag("keepsData"),
            Notification = Notification(entry),
            Trigger = entry.OptionalText("trigger"),
            Note = entry.OptionalText("note"),
        };

        if (duty is not { } known || period is null || appliesFrom is not { } from)
        {
            return null;
        }

        CheckTogether(entry, known, period, regime.Rolls, regime.Extension, regime.KeepsData, regime.Notification);
        return new Regime
        {
            Id = regime.Id,
            Description = regime.Description,
            Duty = known,
            Period = period,
            Rolls = regime.Rolls,
            Extension = regime.Extension,
            Zone = regime.Zone,
            Calendar = regime.Calendar,
            Source = regime.Source,
            Confidence = regime.Confidence,
            AppliesFrom = from,
            KeepsData = known == Legal.Duty.Keep && regime.KeepsData is not false,
            Notification = regime.Notification,
            Trigger = regime.Trigger,
            Note = regime.Note,
        };
    }

    private static void CheckTogether(RegimeEntry entry, Duty duty, Period period, bool rolls, Extension? extension, bool? keepsData, Notification? notification)
    {
        if (rolls && period.HasNoLastDay)
        {
            entry.Complain($"{period} has no last day, so nothing can roll");
        }

        if (duty == Legal.Duty.Keep && period.HasNoLastDay)
        {
            entry.Complain($"a duty to keep ends with a civil day, so its period cannot be {period}");
        }

        if (duty == Legal.Duty.Keep && notification is not null)
        {
            entry.Complain("only a duty to act has a notification");
        }

        if (duty == Legal.Duty.Act && extension is not null)
        {
            entry.Complain("only a duty to keep has an extension");
        }

        if (duty == Legal.Duty.Act && keepsData is not null)
        {
            entry.Complain("only a duty to keep says whether it keeps data");
        }

        if (notification is { Blocks: true } && period.HasNoLastDay)
        {
            entry.Complain($"{period} has no last day, so a notification cannot block until it has ended");
        }
    }

    private static string Id(RegimeEntry entry)
    {
        var id = entry.Text("id");
        if (id.Length > 0 && !IdForm().IsMatch(id))
        {
            entry.Complain("an id is one to four words of small letters and digits, with single hyphens between");
        }

        return id;
    }

    private static Duty? Duty(RegimeEntry entry)
    {
        switch (entry.Text("duty"))
        {
            case "keep":
                return Legal.Duty.Keep;
            case "act":
                return Legal.Duty.Act;
            case "":
                return null;
            case var other:
                entry.Complain($"a duty is 'keep' or 'act', not {Words.Quote(other)}");
                return null;
        }
    }

    private static Period? Period(RegimeEntry entry)
    {
        var text = entry.Text("period");
        if (text.Length > 0 && !PeriodText.TryParse(text, out _))
        {
            entry.Complain($"{Words.Quote(text)} is no period; one is days(N), months(N), years(N), hours(N), beginningWith(N), workingDays(N), days(order), " +
                "until(order), until(order) or days(N), or atOnce, with N from 1 to a hundred years");
        }

        return PeriodText.TryParse(text, out var period) ? period : null;
    }

    private static Extension? Extension(RegimeEntry entry)
    {
        if (entry.OptionalObject("extension") is not { } extension)
        {
            return null;
        }

        extension.RefuseOthersThan("times", "period");
        var times = extension.Number("times");
        if (times is < 1 or > MostExtensions)
        {
            extension.Complain($"'times' is from 1 to {MostExtensions}");
        }

        var period = Period(extension);
        if (period is not (null or Legal.Period.Days or Legal.Period.Months or Legal.Period.Years))
        {
            extension.Complain($"an extension adds days, months or years to the nominal last day, not {period}");
        }

        return period is null ? null : new Extension(times, period);
    }

    private static Notification? Notification(RegimeEntry entry)
    {
        if (entry.OptionalObject("notification") is not { } notification)
        {
            return null;
        }

        notification.RefuseOthersThan("blocks", "objection");
        var objection = notification.OptionalText("objection");
        var within = objection is not null && PeriodText.TryParse(objection, out var period) ? period as Period.Hours : null;
        if (objection is not null && within is null)
        {
            notification.Complain($"an objection comes within hours(N), not {Words.Quote(objection)}");
        }

        return new Notification(notification.Flag("blocks"), within);
    }

    private static string Zone(RegimeEntry entry, IDateTimeZoneProvider zones)
    {
        var zone = entry.Text("zone");
        if (zone.Length > 0 && !CivilDay.IsZone(zones, zone))
        {
            entry.Complain($"{Words.Quote(zone)} is no zone of the time-zone data");
        }

        return zone;
    }

    private static string Calendar(RegimeEntry entry, IReadOnlyDictionary<string, WorkingCalendar> calendars)
    {
        var calendar = entry.Text("calendar");
        if (calendar.Length > 0 && !calendars.ContainsKey(calendar))
        {
            entry.Complain($"{Words.Quote(calendar)} is no calendar of the holidays file; those are {string.Join(", ", calendars.Keys.Order(StringComparer.Ordinal))}");
        }

        return calendar;
    }

    private static string Confidence(RegimeEntry entry)
    {
        var confidence = entry.Text("confidence");
        if (confidence.Length > 0 && !ConfidenceForm().IsMatch(confidence))
        {
            entry.Complain($"{Words.Quote(confidence)} is no confidence; one is high, medium, low or policy, then '; part: level' for each part that differs");
        }

        return confidence;
    }

    private static LocalDate? AppliesFrom(RegimeEntry entry)
    {
        var text = entry.Text("appliesFrom");
        if (LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var date } && date.Year is >= 1900 and <= 2999)
        {
            return date;
        }

        if (text.Length > 0)
        {
            entry.Complain($"'appliesFrom' is a date between 1900 and 2999, such as 2026-08-18, not {Words.Quote(text)}");
        }

        return null;
    }

    [GeneratedRegex("^[a-z0-9]{1,16}(-[a-z0-9]{1,16}){0,3}$", RegexOptions.CultureInvariant)]
    private static partial Regex IdForm();

    [GeneratedRegex("^(high|medium|low|policy)(; [a-z0-9 ]{1,40}: (high|medium|low|policy)){0,8}$", RegexOptions.CultureInvariant)]
    private static partial Regex ConfidenceForm();
}
