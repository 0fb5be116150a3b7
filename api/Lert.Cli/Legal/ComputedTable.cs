using Lert.Domain.Legal;
using NodaTime;
using NodaTime.Text;
using Spectre.Console;

namespace Lert.Cli.Legal;

/// <summary>The outcome of a computation as a table: each date beside its reason.</summary>
internal static class ComputedTable
{
    private static readonly LocalDatePattern Day = LocalDatePattern.CreateWithInvariantCulture("ddd uuuu-MM-dd");
    private static readonly ZonedDateTimePattern Local = ZonedDateTimePattern.CreateWithInvariantCulture("ddd uuuu-MM-dd HH:mm:ss x", DateTimeZoneProviders.Tzdb);

    public static void Write(IAnsiConsole console, RegimeBook book, LegalRequest request, LegalResult<LegalDates> result)
    {
        if (!book.TryGet(request.RegimeId, out var regime))
        {
            return;
        }

        console.MarkupLineInterpolated($"[bold]{regime.Id}[/]  {regime.Description}; a duty to {(regime.Duty == Duty.Keep ? "keep" : "act")}");
        var zone = request.Zone ?? regime.Zone;
        var table = new Table().Border(TableBorder.Rounded).AddColumns(new TableColumn("date").NoWrap(), new TableColumn("value").NoWrap(), new TableColumn("why"));
        Row(table, "trigger", InstantText.Write(request.Trigger), $"{Local.Format(request.Trigger.InZone(DateTimeZoneProviders.Tzdb[zone]))} in {zone}");
        switch (result.Value)
        {
            case LegalDates.ToKeep(var keep, var extensions):
                Keep(table, keep, extensions);
                break;
            case LegalDates.ToAct(var act):
                Act(table, act);
                break;
            default:
                Refused(table, result.Error!);
                break;
        }

        console.Write(table);
        Foot(console, regime, result);
    }

    private static void Keep(Table table, KeepDates keep, IReadOnlyList<ExtensionOutcome> extensions)
    {
        for (var i = 0; i < extensions.Count; i++)
        {
            var (askedAt, refusal) = extensions[i];
            Row(table, $"extension {i + 1}", InstantText.Write(askedAt), refusal is null ? "accepted" : $"refused, {refusal.Code}: {refusal.Message}", refusal is null ? "green" : "red");
        }

        Row(table, "nominal last day", Day.Format(keep.NominalLastDay), keep.Because.Nominal);
        Row(table, "rolled last day", Day.Format(keep.RolledLastDay), keep.Because.Rolled ?? "it does not move");
        Row(table, "release not before", keep.ReleaseNotBefore is { } release ? InstantText.Write(release) : "locked: no end", keep.Because.Release, style: null, "bold");
    }

    private static void Act(Table table, ActDates act)
    {
        if (act is { NominalLastDay: { } nominal, RolledLastDay: { } rolled })
        {
            Row(table, "nominal last day", Day.Format(nominal), act.Because.Nominal ?? "");
            Row(table, "rolled last day", Day.Format(rolled), act.Because.Rolled ?? "it does not move");
        }

        Row(table, "warning, 50 %", InstantText.Write(act.Warnings.Half), "of the span from the trigger to the internal due instant");
        Row(table, "warning, 75 %", InstantText.Write(act.Warnings.ThreeQuarters), "");
        Row(table, "warning, 90 %", InstantText.Write(act.Warnings.NineTenths), "");
        Row(table, "due, internal", InstantText.Write(act.DueInternal), act.Because.Internal, style: null, "bold");
        Row(table, "due, legal outer", InstantText.Write(act.DueLegalOuter), act.Because.Outer, act.BreachedAtOnce ? "red" : null);
        if (act.Because.Calendar is { } calendar)
        {
            Row(table, "calendar", "", calendar, "yellow");
        }
    }

    private static void Refused(Table table, LegalError error)
    {
        Row(table, "no date", error.Code, error.Message, "red");
        if (error.OpenEnd is { } open)
        {
            Row(table, "nominal last day", Day.Format(open.NominalLastDay), "the release cannot be computed without the calendar");
            Row(table, "alarm at", InstantText.Write(open.AlarmAt), $"{OpenEnd.AlarmDays} days before the nominal last day, and not before the trigger");
        }
    }

    private static void Foot(IAnsiConsole console, Regime regime, LegalResult<LegalDates> result)
    {
        console.MarkupLineInterpolated($"[dim]law[/]   {regime.Source} (confidence: {regime.Confidence})");
        var basis = result.Value switch
        {
            LegalDates.ToKeep(var keep, _) => keep.Basis,
            LegalDates.ToAct(var act) => act.Basis,
            _ => result.Error?.OpenEnd?.Basis,
        };
        if (basis is not null)
        {
            console.MarkupLineInterpolated($"[dim]rule[/]  {basis.Rule}, counted in {basis.Zone}");
            console.MarkupLineInterpolated($"[dim]data[/]  regimes {basis.RegimesVersion}, holidays {basis.HolidayVersion}, time zones {basis.TzdbVersion}");
        }
    }

    private static void Row(Table table, string name, string value, string why, string? style = null, string? valueStyle = null) =>
        table.AddRow(new Text(name), new Text(value, StyleOf(valueStyle ?? style)), new Text(why, StyleOf(style)));

    private static Style StyleOf(string? style) => style is null ? Style.Plain : Style.Parse(style);
}
