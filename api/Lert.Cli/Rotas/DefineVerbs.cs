using System.CommandLine;
using Lert.Cli.Connection;
using Lert.Cli.Help;
using Lert.Cli.Output;
using Lert.V1;

namespace Lert.Cli.Rotas;

/// <summary>The rules of a desk, from files.</summary>
internal static class DefineVerbs
{
    public static Command Put(Surroundings surroundings)
    {
        var id = RotaCommand.Id();
        var file = new Argument<string>("FILE.json") { Description = "title, zone and layers; or a whole rota as 'show --output json' writes it. '-' for the standard input" };
        var change = new ChangeOptions();
        var command = new Command("put", "Makes a rota, or puts a new definition in the place of the old one.") { id, file };
        change.AddTo(command);
        return command.Asks(surroundings, asking =>
        {
            var request = new PutRotaRequest
            {
                RequestId = change.IdFor(asking), RotaId = asking.Get(id), Definition = Definition(asking.Get(file)), Etag = change.EtagFor(asking),
            };
            return RotaCommand.ShowAsync(asking, asking.AskAsync(call => asking.Client.Rotas.PutAsync(request, call), request.RequestId));
        }).WithExamples(
            "lert rota put us-r-night-desk night-desk.json",
            "",
            "A file such as this; a rotation's unit is day, week or month, and a window without days is for every day:",
            """{ "title": "Night desk", "zone": "America/Los_Angeles", "layers": [ {""",
            """    "name": "nights", "startOn": "2026-01-05", "people": ["us-u-ana", "us-u-bo"],""",
            """    "rotation": { "unit": "TURN_UNIT_WEEK", "day": 1, "at": "09:00" },""",
            """    "windows": [ { "from": "18:00", "to": "09:00" } ] } ] }""");
    }

    public static Command Policy(Surroundings surroundings)
    {
        var id = RotaCommand.Id();
        var file = new Argument<string?>("FILE.json") { Description = "steps, repeats, breakGlass, breakGlassEvery, acknowledgedFor. '-' for the standard input", Arity = ArgumentArity.ZeroOrOne };
        var alert = EnumWords.Option<AlertKind>("--alert", "For which alerts. Default: for all that have no policy of their own.");
        var remove = new Option<bool>("--remove") { Description = "Takes the policy away; no file then." };
        var change = new ChangeOptions();
        var command = new Command("policy", "Says how a desk escalates: who is told, after how long the next, and who at the end.") { id, file, alert, remove };
        change.AddTo(command);
        return command.Asks(surroundings, asking =>
        {
            var (requestId, kind) = (change.IdFor(asking), asking.Get(alert) ?? AlertKind.Unspecified);
            if (asking.Get(remove))
            {
                var away = new RemovePolicyRequest { RequestId = requestId, RotaId = asking.Get(id), Alert = kind, Etag = change.EtagFor(asking) };
                return RotaCommand.ShowAsync(asking, asking.AskAsync(call => asking.Client.Rotas.RemovePolicyAsync(away, call), requestId));
            }

            var path = asking.Parse.GetValue(file) ?? throw new UsageException("name a file, or --remove");
            var request = new PutPolicyRequest
            {
                RequestId = requestId, RotaId = asking.Get(id), Alert = kind, Policy = RotaFile.Read<EscalationPolicy>(path), Etag = change.EtagFor(asking),
            };
            return RotaCommand.ShowAsync(asking, asking.AskAsync(call => asking.Client.Rotas.PutPolicyAsync(request, call), requestId));
        }).WithExamples(
            "lert rota policy us-r-night-desk emergency.json --alert emergency",
            "lert rota policy us-r-night-desk --alert emergency --remove",
            "",
            "A file such as this:",
            """{ "steps": [ { "rotas": ["us-r-night-desk"], "delay": "300s" }, { "responders": ["us-u-cy"], "delay": "600s" } ],""",
            """  "repeats": 1, "breakGlass": ["us-u-di"], "breakGlassEvery": "300s", "acknowledgedFor": "1800s" }""");
    }

    /// <summary>A file may hold a definition, or a rota with one in it.</summary>
    private static RotaDefinition Definition(string path)
    {
        var text = TextFile.Read(path);
        if (text.Problem is { } problem)
        {
            throw new UsageException(problem);
        }

        var isRota = text.Text.Contains("\"definition\"", StringComparison.Ordinal);
        return isRota
            ? RotaFile.Parse<Rota>(path, text.Text).Definition ?? new RotaDefinition()
            : RotaFile.Parse<RotaDefinition>(path, text.Text);
    }
}
