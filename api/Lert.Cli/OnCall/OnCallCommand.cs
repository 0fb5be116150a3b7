using System.CommandLine;
using System.Text.Json.Nodes;
using Lert.Cli.Connection;
using Lert.Cli.Help;
using Lert.Cli.Output;
using Lert.Cli.Rotas;
using Lert.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Lert.Cli.OnCall;

/// <summary><c>lert oncall</c>: for each desk who is on call now, until when, and who is next, on the wall clock of whoever reads.</summary>
internal static class OnCallCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var rota = new Option<string[]>("--rota") { Description = "Only this desk. Repeatable. Default: all that you may see.", HelpName = "ROTA" };
        var zone = ViewerZone.Option();
        var command = new Command("oncall", "Who is on call now, until when, and who is next, for each desk.") { CalendarVerb.Create(surroundings) };
        command.Add(rota);
        command.Add(zone);
        return command.Asks(surroundings, async asking =>
        {
            var viewer = ViewerZone.Of(asking.Get(zone));
            var desks = new List<Desk>();
            foreach (var found in await RotasAsync(asking, asking.Get(rota)))
            {
                desks.Add(new Desk(found, await asking.AskAsync(call => asking.Client.Rotas.WhoIsOnCallAsync(new WhoIsOnCallRequest { RotaId = found.RotaId }, call))));
            }

            Show(asking, desks, viewer);
            return desks.Any(desk => desk.Now.Person.Length == 0) ? ExitCode.Refused : ExitCode.Done;
        }).WithExamples("lert oncall ", "lert oncall --rota us-r-night-desk --zone Europe/Dublin", "lert oncall calendar --weeks 4");
    }

    /// <summary>The desks that were named, or all.</summary>
    public static async Task<IReadOnlyList<Rota>> RotasAsync(Asking asking, string[]? named)
    {
        if (named is not { Length: > 0 })
        {
            return (await ReadVerbs.AllAsync(asking, int.MaxValue)).Rotas;
        }

        var rotas = new List<Rota>();
        foreach (var id in named.Distinct(StringComparer.Ordinal))
        {
            rotas.Add(await asking.AskAsync(call => asking.Client.Rotas.GetAsync(new GetRotaRequest { RotaId = id }, call)));
        }

        return rotas;
    }

    private static void Show(Asking asking, List<Desk> desks, ViewerZone viewer)
    {
        if (asking.Format == OutputFormat.Json)
        {
            var document = new JsonObject { ["desks"] = new JsonArray([.. desks.Select(Json)]) };
            asking.Surroundings.Out.WriteLine(document.ToJsonString(JsonText.Indented));
            return;
        }

        if (desks.Count == 0)
        {
            asking.Display.Remark("There is no rota that you may see.");
            return;
        }

        var table = Sheets.Rows("DESK", "!NOW", "!UNTIL", "!NEXT", "!UNTIL");
        foreach (var (rota, now) in desks)
        {
            table.AddRow(
                new Text(rota.Definition.Title),
                Person(now.Person),
                Until(now.At, now.Until, viewer),
                now.Until is null ? new Text("") : Person(now.NextPerson),
                now.Until is null ? new Text("") : Until(now.At, now.NextUntil, viewer));
        }

        asking.Display.Write(Spectre.Console.TableExtensions.Caption(table, $"times in {viewer.Id}"));
        foreach (var (rota, now) in desks)
        {
            foreach (var gap in rota.Gaps.Take(3))
            {
                asking.Display.Write(new Markup($"[red]! {Markup.Escape(rota.Definition.Title)}: nobody from {RotaPictures.Stretch(gap, viewer)}[/]\n"));
            }

            foreach (var note in now.Notes)
            {
                asking.Display.Write(new Markup($"[dim]{Markup.Escape(rota.Definition.Title)}, {Markup.Escape(note.By)} on {viewer.Text(note.At.ToDateTimeOffset())}:[/] {Markup.Escape(note.Text)}\n"));
            }
        }
    }

    private static IRenderable Person(string id) => id.Length == 0
        ? new Text("NOBODY", new Style(Color.Red, decoration: Decoration.Bold | Decoration.Invert))
        : new Text(PersonName.Short(id), new Style(decoration: Decoration.Bold));

    private static Text Until(Google.Protobuf.WellKnownTypes.Timestamp at, Google.Protobuf.WellKnownTypes.Timestamp? until, ViewerZone viewer) =>
        new(until is null ? "no end in sight" : $"{viewer.Text(until.ToDateTimeOffset())} ({RotaPictures.Hours(until.ToDateTimeOffset() - at.ToDateTimeOffset())})");

    private static JsonNode? Json(Desk desk)
    {
        var now = JsonNode.Parse(JsonText.Line(desk.Now))!.AsObject();
        now.Insert(0, "rotaId", desk.Rota.RotaId);
        now.Insert(1, "title", desk.Rota.Definition.Title);
        now.Add("gaps", new JsonArray([.. desk.Rota.Gaps.Select(gap => JsonNode.Parse(JsonText.Line(gap)))]));
        return now;
    }

    private sealed record Desk(Rota Rota, WhoIsOnCallResponse Now);
}
