using System.CommandLine;
using System.CommandLine.Parsing;
using Lert.Cli.Connection;
using Lert.Cli.Help;
using Lert.Cli.Lists;
using Lert.Cli.Output;
using Lert.V1;

namespace Lert.Cli.Requesters;

/// <summary>Who is in the directory.</summary>
internal static class DirectoryVerbs
{
    public static Command Agency(Surroundings surroundings)
    {
        var region = Region();
        var name = new Option<string>("--agency") { Description = "Its name, as requests say it.", HelpName = "TEXT", Required = true };
        var country = new Option<string>("--country") { Description = "Two letters.", HelpName = "US", Required = true };
        var kind = EnumWords.Option<AgencyKind>("--kind", "What it is.", required: true);
        var domains = new Option<string[]>("--domain") { Description = "What its officers' addresses end with. Repeatable.", HelpName = "DOMAIN" };
        var numbers = new Option<NumberEntry[]>("--number")
        {
            Description = "A number that you have looked up, and where: NUMBER=SOURCE. Repeatable. Never one from a request.",
            HelpName = "NUMBER=SOURCE",
            CustomParser = Numbers,
            AllowMultipleArgumentsPerToken = false,
        };
        var change = new ChangeOptions();
        var command = new Command("agency", "Enters an agency, or replaces what is known of it.") { region, name, country, kind, domains, numbers };
        change.AddTo(command);
        return command.Asks(surroundings, async asking =>
        {
            var request = new PutAgencyRequest
            {
                RequestId = change.IdFor(asking),
                Region = asking.Get(region),
                Agency = asking.Get(name),
                Etag = change.EtagFor(asking),
                Country = asking.Get(country),
                Kind = asking.Get(kind) ?? default,
                Domains = { asking.Get(domains) ?? [] },
                Numbers = { asking.Get(numbers) ?? [] },
            };
            return Shown(asking, await asking.AskAsync(call => asking.Client.Requesters.PutAgencyAsync(request, call), request.RequestId));
        }).WithExamples(
            "lert requester agency --region us --agency 'Harbour City Police' --country US --kind police \\",
            "    --domain harbour.example --number '+1 555 0199=https://harbour.example/contact'");
    }

    public static Command Officer(Surroundings surroundings)
    {
        var region = Region();
        var agency = new Option<string>("--agency") { Description = "The agency, as requests name it.", HelpName = "TEXT", Required = true };
        var officer = new Option<string>("--officer") { Description = "The officer, as requests name them.", HelpName = "TEXT", Required = true };
        var badge = new Option<string?>("--badge") { Description = "Their badge.", HelpName = "TEXT" };
        var email = new Option<string?>("--email") { Description = "Their address; with another than before they are no longer verified.", HelpName = "ADDRESS" };
        var change = new ChangeOptions();
        var command = new Command("officer", "Enters an officer, or replaces what is known of them.") { region, agency, officer, badge, email };
        change.AddTo(command);
        return command.Asks(surroundings, async asking =>
        {
            var request = new PutOfficerRequest
            {
                RequestId = change.IdFor(asking),
                Region = asking.Get(region),
                Agency = asking.Get(agency),
                Officer = asking.Get(officer),
                Etag = change.EtagFor(asking),
                Badge = asking.Get(badge) ?? "",
                Email = asking.Get(email) ?? "",
            };
            return Shown(asking, await asking.AskAsync(call => asking.Client.Requesters.PutOfficerAsync(request, call), request.RequestId));
        }).WithExamples("lert requester officer --region us --agency 'Harbour City Police' --officer 'Det. R. Vane' --email vane@harbour.example");
    }

    public static Command Show(Surroundings surroundings)
    {
        var id = RequesterCommand.Id("An agency or an officer");
        return new Command("show", "Shows an agency or an officer, and how far a recall has come.") { id }.Asks(surroundings, async asking => Shown(
            asking, await asking.AskAsync(call => asking.Client.Requesters.GetAsync(new GetRequesterRequest { RequesterId = asking.Get(id) }, call))))
            .WithExamples("lert requester show us-q-0123456789abcdefghjkmnpqrs");
    }

    public static Command List(Surroundings surroundings)
    {
        var status = new Option<string[]>("--status") { Description = "Unverified, verified or compromised. Repeatable.", HelpName = "STATUS" };
        var paging = new Paging();
        var command = new Command("list", "Lists agencies and officers in the order of their ids.") { status };
        paging.AddTo(command);
        return command.Asks(surroundings, async asking =>
        {
            var filter = paging.Filter(asking, FilterText.Any("status", asking.Get(status), upper: true));
            var all = await paging.CollectAsync(
                asking,
                async (size, token) => await asking.AskAsync(call => asking.Client.Requesters.ListAsync(
                    new ListRequestersRequest { PageSize = size, PageToken = token, Filter = filter }, call)),
                page => (page.Requesters.Count, page.NextPageToken),
                (into, page) =>
                {
                    into.Requesters.Add(page.Requesters);
                    into.NextPageToken = page.NextPageToken;
                });
            asking.Display.Show(all, () => RequesterPictures.Many(all.Requesters));
            Paging.Remark(asking, all.Requesters.Count, all.NextPageToken);
            return ExitCode.Done;
        }).WithExamples("lert requester list --status compromised");
    }

    public static int Shown(Asking asking, Requester shown)
    {
        asking.Display.Show(shown, () => RequesterPictures.One(shown));
        return ExitCode.Done;
    }

    private static Option<string> Region() => new("--region") { Description = "The region whose cases they ask in.", HelpName = "us", Required = true };

    private static NumberEntry[] Numbers(ArgumentResult result) => [.. result.Tokens.Select(token => Number(token.Value, result))];

    private static NumberEntry Number(string text, ArgumentResult result)
    {
        if (text.IndexOf('=', StringComparison.Ordinal) is var mark and > 0)
        {
            return new NumberEntry { Number = text[..mark].Trim(), Source = text[(mark + 1)..].Trim() };
        }

        result.AddError($"'{text}' does not say where the number was looked up; write NUMBER=SOURCE, such as '+1 555 0199=https://harbour.example/contact'");
        return new NumberEntry();
    }
}
