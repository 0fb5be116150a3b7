using System.CommandLine;
using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using Lert.Cli.Connection;
using Lert.Cli.Help;
using Lert.Cli.Output;
using Lert.Cli.Rotas;
using Lert.V1;
using NodaTime;

namespace Lert.Cli.OnCall;

/// <summary><c>lert oncall calendar</c>: the weeks of each desk as a chart.</summary>
internal static class CalendarVerb
{
    private const int MostWeeks = 52;

    public static Command Create(Surroundings surroundings)
    {
        var weeks = new Option<int>("--weeks") { Description = "How many weeks, 1 to 52, from the Monday of this one.", HelpName = "N", DefaultValueFactory = _ => 4 };
        weeks.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var count) && count is < 1 or > MostWeeks)
            {
                result.AddError($"--weeks is 1 to {MostWeeks}");
            }
        });
        var rota = new Option<string[]>("--rota") { Description = "Only this desk. Repeatable. Default: all that you may see.", HelpName = "ROTA" };
        var zone = ViewerZone.Option();
        return new Command("calendar", "Shows weeks of duty as a chart: who, when, and where nobody is.") { weeks, rota, zone }.Asks(surroundings, async asking =>
        {
            var viewer = ViewerZone.Of(asking.Get(zone));
            var (document, drawn) = (new JsonArray(), 0);
            foreach (var found in await OnCallCommand.RotasAsync(asking, asking.Get(rota)))
            {
                var now = (await asking.AskAsync(call => asking.Client.Rotas.WhoIsOnCallAsync(new WhoIsOnCallRequest { RotaId = found.RotaId }, call))).At.ToDateTimeOffset();
                var chart = new OnCallChart(viewer, now, asking.Get(weeks));
                var shifts = await ShiftsAsync(asking, found.RotaId, chart.From, chart.Until);
                if (asking.Format == OutputFormat.Json)
                {
                    var desk = JsonNode.Parse(JsonText.Line(shifts))!.AsObject();
                    desk.Insert(0, "rotaId", found.RotaId);
                    document.Add(desk);
                }
                else
                {
                    asking.Display.Write(chart.Draw(found.RotaId, shifts));
                    drawn++;
                }
            }

            if (asking.Format == OutputFormat.Json)
            {
                asking.Surroundings.Out.WriteLine(new JsonObject { ["zone"] = viewer.Id, ["desks"] = document }.ToJsonString(JsonText.Indented));
            }
            else if (drawn == 0)
            {
                asking.Display.Remark("There is no rota that you may see.");
            }

            return ExitCode.Done;
        }).WithExamples("lert oncall calendar --weeks 4", "lert oncall calendar --rota us-r-night-desk --weeks 2 --zone America/Los_Angeles");
    }

    /// <summary>All shifts of a window, however many answers they take.</summary>
    public static async Task<ListShiftsResponse> ShiftsAsync(Asking asking, string rotaId, Instant from, Instant until)
    {
        ListShiftsResponse? all = null;
        var start = Timestamp.FromDateTimeOffset(from.ToDateTimeOffset());
        do
        {
            var request = new ListShiftsRequest { RotaId = rotaId, From = start, Until = Timestamp.FromDateTimeOffset(until.ToDateTimeOffset()) };
            var page = await asking.AskAsync(call => asking.Client.Rotas.ListShiftsAsync(request, call));
            if (all is null)
            {
                all = page;
            }
            else
            {
                all.Shifts.Add(page.Shifts);
                all.IsCut = page.IsCut;
            }

            start = page.Shifts.Count > 0 ? page.Shifts[^1].End : start;
        }
        while (all.IsCut);
        return all;
    }
}
