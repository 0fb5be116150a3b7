using System.CommandLine;
using Grpc.Core;
using Lert.Cli.Connection;
using Lert.Cli.Help;
using Lert.Cli.Lists;
using Lert.Cli.Output;
using Lert.Domain.Disclosures;
using Lert.V1;

namespace Lert.Cli.Disclosures;

/// <summary>What brings a disclosure further, ends it, or looks at it.</summary>
internal static class StepVerbs
{
    public static Command Approve(Surroundings surroundings)
    {
        var hash = new Option<string>("--scope-hash") { Description = "The scope hash that you have read, so that you approve what you saw.", HelpName = "HASH", Required = true };
        var reason = Reason();
        return Change(surroundings, "approve", "Says yes to exactly this. Two people must, and neither has prepared it.", "--scope-hash 0123456789abcdefghjkmnpqrs --reason 'As the court ordered.'", [hash, reason],
            (asking, id, requestId, etag) => call => asking.Client.Disclosures.ApproveAsync(
                new ApproveProductionRequest { RequestId = requestId, DisclosureId = id, ScopeHash = asking.Get(hash), Reason = asking.Get(reason), Etag = etag }, call));
    }

    public static Command Package(Surroundings surroundings) =>
        Change(surroundings, "package", "Reads the content and packs it for its recipient. You certify it.", "", [], (asking, id, requestId, etag) => call => asking.Client.Disclosures.PackageAsync(
            new PackageDisclosureRequest { RequestId = requestId, DisclosureId = id, Etag = etag }, call));

    public static Command Deliver(Surroundings surroundings) =>
        Change(surroundings, "deliver", "Lets the package be fetched until it expires.", "", [], (asking, id, requestId, etag) => call => asking.Client.Disclosures.DeliverAsync(
            new DeliverDisclosureRequest { RequestId = requestId, DisclosureId = id, Etag = etag }, call));

    public static Command Receipt(Surroundings surroundings)
    {
        var reference = new Option<string>("--reference") { Description = "The recipient's own reference.", HelpName = "TEXT", Required = true };
        return Change(surroundings, "receipt", "Records that the recipient has confirmed it.", "--reference 'R-17'", [reference], (asking, id, requestId, etag) => call => asking.Client.Disclosures.ConfirmReceiptAsync(
            new ConfirmDisclosureReceiptRequest { RequestId = requestId, DisclosureId = id, Reference = asking.Get(reference), Etag = etag }, call));
    }

    public static Command Cancel(Surroundings surroundings)
    {
        var reason = Reason();
        return Change(surroundings, "cancel", "Hands nothing of it out any more.", "--reason 'Another production is prepared.'", [reason], (asking, id, requestId, etag) => call => asking.Client.Disclosures.CancelAsync(
            new CancelDisclosureRequest { RequestId = requestId, DisclosureId = id, Reason = asking.Get(reason), Etag = etag }, call));
    }

    public static Command Decline(Surroundings surroundings)
    {
        var of = new Argument<string>("CASE") { Description = "The id of the case: us-c-…" };
        var ground = new Option<string>("--ground") { Description = "A ground of the form; 'lert disclosure grounds' lists them.", HelpName = "ID", Required = true };
        var reason = Reason();
        var change = new ChangeOptions();
        var command = new Command("decline", "Says that a European order is not executed, on a ground of its form.") { of, ground, reason };
        command.Add(change.RequestId);
        return command.Asks(surroundings, asking =>
        {
            var request = new DeclineExecutionRequest { RequestId = change.IdFor(asking), CaseId = asking.Get(of), Ground = asking.Get(ground), Reason = asking.Get(reason) };
            return DisclosureCommand.ShowAsync(asking, asking.AskAsync(call => asking.Client.Disclosures.DeclineExecutionAsync(request, call), request.RequestId));
        }).WithExamples($"lert disclosure decline {DisclosureCommand.SomeCase} --ground data-not-stored --reason 'The account was closed in 2019.'");
    }

    /// <summary>Offline: they are data that the tool has.</summary>
    public static Command Grounds(Surroundings surroundings)
    {
        var command = new Command("grounds", "Lists the grounds on which a European order is not executed.");
        var output = OutputOption.AddTo(command);
        command.SetAction(parse =>
        {
            var book = NonExecutionBook.BuiltIn;
            var list = new Google.Protobuf.WellKnownTypes.Struct();
            foreach (var ground in book.Grounds)
            {
                list.Fields[ground.Id] = Google.Protobuf.WellKnownTypes.Value.ForString($"{ground.Sentence} {book.Source}, {ground.Place}");
            }

            new Display(parse.GetValue(output), surroundings).Show(list, () =>
            {
                var table = Sheets.Rows("!GROUND", "WHAT IT SAYS", "!WHERE");
                foreach (var ground in book.Grounds)
                {
                    table.Row(ground.Id, ground.Sentence, $"{book.Source}, {ground.Place}");
                }

                return table;
            });
        });
        return command.WithExamples("lert disclosure grounds --output json");
    }

    public static Command Show(Surroundings surroundings)
    {
        var id = DisclosureCommand.Id();
        return new Command("show", "Shows one disclosure.") { id }.Asks(surroundings, asking => DisclosureCommand.ShowAsync(
            asking, asking.AskAsync(call => asking.Client.Disclosures.GetAsync(new GetDisclosureRequest { DisclosureId = asking.Get(id) }, call))))
            .WithExamples($"lert disclosure show {DisclosureCommand.Some}");
    }

    public static Command List(Surroundings surroundings)
    {
        var of = new Argument<string>("CASE") { Description = "The id of the case: us-c-…" };
        var paging = new Paging();
        var command = new Command("list", "Lists the disclosures of a case.") { of };
        paging.AddTo(command);
        return command.Asks(surroundings, async asking =>
        {
            var found = await paging.CollectAsync(
                asking,
                async (size, token) => await asking.AskAsync(call => asking.Client.Disclosures.ListAsync(new ListDisclosuresRequest { CaseId = asking.Get(of), PageSize = size, PageToken = token }, call)),
                page => (page.Disclosures.Count, page.NextPageToken),
                (into, page) =>
                {
                    into.Disclosures.Add(page.Disclosures);
                    into.NextPageToken = page.NextPageToken;
                });
            asking.Display.Show(found, () => DisclosurePictures.Many(found.Disclosures));
            Paging.Remark(asking, found.Disclosures.Count, found.NextPageToken);
            return ExitCode.Done;
        }).WithExamples($"lert disclosure list {DisclosureCommand.SomeCase}");
    }

    private static Option<string> Reason() => new("--reason") { Description = "Why, for the journal.", HelpName = "TEXT", Required = true };

    private static Command Change(
        Surroundings surroundings, string name, string description, string example, Option[] options, Func<Asking, string, string, string, Func<CallOptions, AsyncUnaryCall<Disclosure>>> ask)
    {
        var id = DisclosureCommand.Id();
        var change = new ChangeOptions();
        var command = new Command(name, description) { id };
        foreach (var option in options)
        {
            command.Add(option);
        }

        change.AddTo(command);
        return command.Asks(surroundings, asking =>
        {
            var requestId = change.IdFor(asking);
            return DisclosureCommand.ShowAsync(asking, asking.AskAsync(ask(asking, asking.Get(id), requestId, change.EtagFor(asking)), requestId));
        }).WithExamples($"lert disclosure {name} {DisclosureCommand.Some} {example}".TrimEnd());
    }
}
