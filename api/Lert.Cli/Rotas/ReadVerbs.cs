using System.CommandLine;
using Lert.Cli.Connection;
using Lert.Cli.Help;
using Lert.Cli.Lists;
using Lert.V1;

namespace Lert.Cli.Rotas;

/// <summary>What shows rotas.</summary>
internal static class ReadVerbs
{
    private const int LargestPage = 1_000;

    public static Command Show(Surroundings surroundings)
    {
        var id = RotaCommand.Id();
        return new Command("show", "Shows one rota with everything that is said of it.") { id }.Asks(
            surroundings,
            asking => RotaCommand.ShowAsync(asking, asking.AskAsync(call => asking.Client.Rotas.GetAsync(new GetRotaRequest { RotaId = asking.Get(id) }, call)))).WithExamples("lert rota show us-r-night-desk");
    }

    public static Command List(Surroundings surroundings)
    {
        var limit = new Option<int>("--limit") { Description = "At most this many.", HelpName = "N", DefaultValueFactory = _ => 200 };
        return new Command("list", "Lists rotas in the order of their ids.") { limit }.Asks(surroundings, async asking =>
        {
            var all = await AllAsync(asking, asking.Get(limit));
            asking.Display.Show(all, () => RotaPictures.Many(all.Rotas));
            Paging.Remark(asking, all.Rotas.Count, all.NextPageToken);
            return ExitCode.Done;
        }).WithExamples("lert rota list ");
    }

    public static Command Gaps(Surroundings surroundings)
    {
        var id = new Argument<string?>("ROTA") { Description = "One rota. Default: all that you may see", Arity = ArgumentArity.ZeroOrOne };
        var zone = ViewerZone.Option();
        return new Command("gaps", "Shows when nobody is on call in the next 30 days. Ends with 1 where there is such a time.") { id, zone }.Asks(surroundings, async asking =>
        {
            var viewer = ViewerZone.Of(asking.Get(zone));
            var all = asking.Parse.GetValue(id) is { } one
                ? new ListRotasResponse { Rotas = { await asking.AskAsync(call => asking.Client.Rotas.GetAsync(new GetRotaRequest { RotaId = one }, call)) } }
                : await AllAsync(asking, int.MaxValue);
            asking.Display.Show(all, () => RotaPictures.Gaps(all.Rotas, viewer));
            return all.Rotas.Any(rota => rota.Gaps.Count > 0) ? ExitCode.Refused : ExitCode.Done;
        }).WithExamples("lert rota gaps ", "lert rota gaps us-r-night-desk --zone Europe/Dublin");
    }

    /// <summary>Every rota that the caller may see, up to a limit.</summary>
    public static async Task<ListRotasResponse> AllAsync(Asking asking, int limit)
    {
        var all = new ListRotasResponse();
        do
        {
            var request = new ListRotasRequest { PageSize = Math.Clamp(limit - all.Rotas.Count, 1, LargestPage), PageToken = all.NextPageToken };
            var page = await asking.AskAsync(call => asking.Client.Rotas.ListAsync(request, call));
            all.Rotas.Add(page.Rotas);
            all.NextPageToken = page.NextPageToken;
        }
        while (all.NextPageToken.Length > 0 && all.Rotas.Count < limit);
        return all;
    }
}
