using System.Globalization;
using Lert.Cli.Output;
using Lert.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Lert.Cli.Rotas;

internal static class RotaPictures
{
    private static readonly string[] Days = ["", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    public static IRenderable One(Rota rota)
    {
        var viewer = ViewerZone.Of(rota.Definition.Zone);
        var parts = new List<IRenderable>
        {
            Sheets.Fields(
                ("Rota", rota.RotaId),
                ("Title", rota.Definition.Title),
                ("Zone", rota.Definition.Zone),
                ("Gaps", rota.Gaps.Count == 0 ? "none in the next 30 days" : $"{rota.Gaps.Count} in the next 30 days, the first {Stretch(rota.Gaps[0], viewer)}"),
                ("Etag", rota.Etag)),
            Layers(rota.Definition),
        };
        if (rota.Overrides.Count > 0)
        {
            parts.Add(Overrides(rota, viewer));
        }

        parts.AddRange(rota.Policies.Select(Policy));
        parts.AddRange(rota.Notes.Select(note => Sheets.Fields(("Note", $"{note.Text}  ({note.By}, {viewer.Text(note.At.ToDateTimeOffset())})"))));
        return new Rows(parts);
    }

    public static IRenderable Many(IEnumerable<Rota> rotas)
    {
        var table = Sheets.Rows("!ROTA", "TITLE", "!ZONE", "!LAYERS", "!GAPS AHEAD");
        foreach (var rota in rotas)
        {
            table.Row(rota.RotaId, rota.Definition.Title, rota.Definition.Zone, $"{rota.Definition.Layers.Count}", rota.Gaps.Count == 0 ? "none" : $"{rota.Gaps.Count}");
        }

        return table;
    }

    public static IRenderable Gaps(IReadOnlyCollection<Rota> rotas, ViewerZone viewer)
    {
        var table = Sheets.Rows("!ROTA", "!NOBODY FROM", "!UNTIL", "!FOR");
        foreach (var (rota, gap) in rotas.SelectMany(rota => rota.Gaps.Select(gap => (rota, gap))))
        {
            table.Row(rota.RotaId, viewer.Text(gap.Start.ToDateTimeOffset()), viewer.Text(gap.End.ToDateTimeOffset()), Length(gap));
        }

        return table.Rows.Count == 0
            ? new Text($"No gaps in the next 30 days ({rotas.Count} {(rotas.Count == 1 ? "rota" : "rotas")}).\n")
            : Spectre.Console.TableExtensions.Caption(table, $"the next 30 days, in {viewer.Id}");
    }

    /// <summary><c>Sat 5 Dec 00:00 to Mon 7 Dec 00:00 (48 h)</c>.</summary>
    public static string Stretch(Gap gap, ViewerZone viewer) =>
        $"{viewer.Text(gap.Start.ToDateTimeOffset())} to {viewer.Text(gap.End.ToDateTimeOffset())} ({Length(gap)})";

    private static string Length(Gap gap) => Hours(gap.End.ToDateTimeOffset() - gap.Start.ToDateTimeOffset());

    public static string Hours(TimeSpan length) => length switch
    {
        { TotalMinutes: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{length.TotalMinutes:0} min"),
        { TotalHours: < 100 } => string.Create(CultureInfo.InvariantCulture, $"{length.TotalHours:0.#} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{length.TotalDays:0.#} days"),
    };

    private static Table Layers(RotaDefinition definition)
    {
        var table = Sheets.Rows("LAYER", "HANDS ON", "COVERS", "PEOPLE");
        foreach (var layer in definition.Layers)
        {
            table.Row(
                layer.Zone.Length > 0 ? $"{layer.Name} ({layer.Zone})" : layer.Name,
                $"{HandOff(layer.Rotation)}, from {layer.StartOn}",
                layer.Windows.Count == 0 ? "always" : string.Join(", ", layer.Windows.Select(Hours)),
                string.Join(", ", layer.People.Select(PersonName.Short)));
        }

        return table;
    }

    private static string HandOff(HandOffRule rule) => rule.Unit switch
    {
        TurnUnit.Week => $"{(rule.Every == 1 ? "every" : $"every {rule.Every} weeks on")} {Day(rule.Day)} {rule.At}",
        TurnUnit.Month => $"every month on day {rule.Day} {rule.At}",
        _ => $"{(rule.Every == 1 ? "every day" : $"every {rule.Every} days")} {rule.At}",
    };

    private static string Hours(CoverHours hours) => hours.FromDay == 0 ? $"{hours.From}–{hours.To}" : $"{Day(hours.FromDay)} {hours.From}–{Day(hours.ToDay)} {hours.To}";

    private static string Day(int day) => day is > 0 and < 8 ? Days[day] : $"{day}";

    private static Table Overrides(Rota rota, ViewerZone viewer)
    {
        var table = Sheets.Rows("!OVERRIDE", "!FROM", "!UNTIL", "ON CALL", "WHY");
        foreach (var made in rota.Overrides)
        {
            table.Row(
                made.IsSwap ? $"{made.OverrideId} swap" : made.OverrideId,
                viewer.Text(made.From.ToDateTimeOffset()),
                viewer.Text(made.Until.ToDateTimeOffset()),
                $"{(made.Person.Length == 0 ? "nobody" : PersonName.Short(made.Person))}{(made.Replaces.Length == 0 ? "" : $" for {PersonName.Short(made.Replaces)}")}",
                made.Reason);
        }

        return table;
    }

    private static IRenderable Policy(DeskPolicy policy)
    {
        var steps = policy.Policy.Steps.Select(step =>
            $"{string.Join(", ", step.Rotas.Select(rota => $"on call at {rota}").Concat(step.Responders.Select(PersonName.Short)))} for {Hours(step.Delay.ToTimeSpan())}");
        var repeats = policy.Policy.Repeats == 0 ? "" : $", {(policy.Policy.Repeats == 1 ? "once" : $"{policy.Policy.Repeats} times")} more";
        return Sheets.Fields((
            policy.Alert == AlertKind.Unspecified ? "Alerts" : $"Alert {EnumWords.Of(policy.Alert)}",
            $"{string.Join(" → ", steps)}{repeats} → {string.Join(", ", policy.Policy.BreakGlass.Select(PersonName.Short))} every {Hours(policy.Policy.BreakGlassEvery.ToTimeSpan())}; "
            + $"an acknowledgement is good for {Hours(policy.Policy.AcknowledgedFor.ToTimeSpan())}"));
    }
}
