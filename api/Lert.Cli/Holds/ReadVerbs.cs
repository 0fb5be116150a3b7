using System.CommandLine;
using Lert.Cli.Connection;
using Lert.Cli.Help;
using Lert.Cli.Lists;
using Lert.Cli.Output;
using Lert.V1;

namespace Lert.Cli.Holds;

/// <summary>What looks at holds.</summary>
internal static class ReadVerbs
{
    public static Command Get(Surroundings surroundings)
    {
        var id = HoldCommand.Id();
        return new Command("get", "Shows one hold with the reason for every date.") { id }.Asks(surroundings, asking => HoldCommand.ShowAsync(
            asking, asking.AskAsync(call => asking.Client.Holds.GetAsync(new GetHoldRequest { HoldId = asking.Get(id) }, call))))
            .WithExamples("lert hold get us-h-0123456789abcdefghjkmnpqrs");
    }

    public static Command List(Surroundings surroundings)
    {
        var status = new Option<string[]>("--status") { Description = "Active, locked, released. Repeatable.", HelpName = "STATUS" };
        var account = new Option<string?>("--account") { Description = "Only on this account.", HelpName = "ID" };
        var @case = new Option<string?>("--case") { Description = "Only of this case.", HelpName = "ID" };
        var regime = new Option<string?>("--regime") { Description = "Only this regime.", HelpName = "REGIME" };
        var due = new Option<DateTimeOffset?>("--due-before") { Description = "Only those that fall due before this instant.", HelpName = "INSTANT", CustomParser = Moments.Parse };
        var paging = new Paging();
        var command = new Command("list", "Lists holds in the order of their ids.") { status, account, @case, regime, due };
        paging.AddTo(command);
        return command.Asks(surroundings, async asking =>
        {
            var filter = paging.Filter(
                asking,
                FilterText.Any("status", asking.Get(status), upper: true),
                FilterText.Is("account", asking.Get(account)),
                FilterText.Is("case", asking.Get(@case)),
                FilterText.Is("regime", asking.Get(regime)),
                FilterText.Is("due_before", asking.Get(due)?.UtcDateTime.ToString("O")));
            var all = await paging.CollectAsync(
                asking,
                async (size, token) => await asking.AskAsync(call => asking.Client.Holds.ListAsync(
                    new ListHoldsRequest { PageSize = size, PageToken = token, Filter = filter }, call)),
                page => (page.Holds.Count, page.NextPageToken),
                (into, page) =>
                {
                    into.Holds.Add(page.Holds);
                    into.NextPageToken = page.NextPageToken;
                });
            asking.Display.Show(all, () => HoldPictures.Many(all.Holds));
            Paging.Remark(asking, all.Holds.Count, all.NextPageToken);
            return ExitCode.Done;
        }).WithExamples(
            "lert hold list --status active --due-before 2027-01-01T00:00Z",
            "lert hold list --account us-1700000001 --output json");
    }
}
