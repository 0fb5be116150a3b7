using System.CommandLine;
using Lert.Cli.Connection;
using Lert.Cli.Help;
using Lert.Cli.Lists;
using Lert.Cli.Output;
using Lert.V1;

namespace Lert.Cli.Pages;

/// <summary>What looks at pages.</summary>
internal static class PageReading
{
    public static Command Show(Surroundings surroundings)
    {
        var id = PageCommand.Id();
        return new Command("show", "Shows one page: who was told, and what happens next.") { id }.Asks(surroundings, asking => PageCommand.ShowAsync(
            asking, asking.AskAsync(call => asking.Client.Pages.GetAsync(new GetPageRequest { PageId = asking.Get(id) }, call))))
            .WithExamples($"lert page show {PageCommand.SomePage}");
    }

    public static Command List(Surroundings surroundings)
    {
        var status = new Option<string[]>("--status") { Description = "Open, acknowledged, snoozed, resolved. Repeatable. Default: all but resolved.", HelpName = "STATUS" };
        var all = new Option<bool>("--all") { Description = "Resolved ones as well." };
        var due = new Option<DateTimeOffset?>("--due-before") { Description = "Only those whose next step falls due before this instant.", HelpName = "INSTANT", CustomParser = Moments.Parse };
        var paging = new Paging();
        var command = new Command("list", "Lists pages.") { status, all, due };
        paging.AddTo(command);
        return command.Asks(surroundings, async asking =>
        {
            string[] wanted = asking.Get(status) is { Length: > 0 } given ? given : asking.Get(all) ? [] : ["open", "acknowledged", "snoozed"];
            var filter = paging.Filter(
                asking, FilterText.Any("status", wanted, upper: true), FilterText.Is("due_before", asking.Get(due)?.UtcDateTime.ToString("O")));
            var found = await paging.CollectAsync(
                asking,
                async (size, token) => await asking.AskAsync(call => asking.Client.Pages.ListAsync(
                    new ListPagesRequest { PageSize = size, PageToken = token, Filter = filter }, call)),
                page => (page.Pages.Count, page.NextPageToken),
                (into, page) =>
                {
                    into.Pages.Add(page.Pages);
                    into.NextPageToken = page.NextPageToken;
                });
            asking.Display.Show(found, () => PagePictures.Many(found.Pages));
            Paging.Remark(asking, found.Pages.Count, found.NextPageToken);
            return ExitCode.Done;
        }).WithExamples("lert page list", "lert page list --status open --output json");
    }
}
