using System.CommandLine;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Lert.Cli.Connection;
using Lert.Cli.Help;
using Lert.Cli.Lists;
using Lert.Cli.Output;
using Lert.V1;

namespace Lert.Cli.Cases;

/// <summary><c>lert case</c>: requests of authorities.</summary>
internal static class CaseCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var command = new Command("case", "Requests of authorities, from receipt to closing.")
        {
            Open(surroundings), Get(surroundings), List(surroundings), TimelineVerb.Create(surroundings), Close(surroundings),
        };
        foreach (var verb in WorkVerbs.All(surroundings))
        {
            command.Add(verb);
        }

        return command;
    }

    private static Command Open(Surroundings surroundings)
    {
        var region = new Option<string>("--region") { Description = "The home region of the case and its accounts.", HelpName = "us", Required = true };
        var kind = EnumWords.Option<CaseKind>("--kind", "What kind of request. Default: preservation.");
        var regime = new Option<string?>("--regime") { Description = "The legal basis; 'lert legal regimes' lists them. None for kinds that no law gives a clock.", HelpName = "us-2703f" };
        var trigger = new Option<DateTimeOffset?>("--trigger")
        {
            Description = "When the period started: receipt, service, the making of the order.", HelpName = "INSTANT", Required = true, CustomParser = Moments.Parse,
        };
        var zone = new Option<string?>("--zone") { Description = "The IANA zone in which days are counted, where it is not the regime's own.", HelpName = "ZONE" };
        var agency = new Option<string>("--agency") { Description = "The requesting agency.", HelpName = "TEXT", Required = true };
        var officer = new Option<string>("--officer") { Description = "The requesting officer.", HelpName = "TEXT", Required = true };
        var reference = new Option<string>("--reference") { Description = "The agency's own reference.", HelpName = "TEXT", Required = true };
        var accounts = new Option<string[]>("--account") { Description = "For a report of our own: an account to hold at once. Repeatable.", HelpName = "ID" };
        var intake = new Option<string?>("--intake") { Description = "A JSON file with the rest of what the request says: a CaseIntake of the API.", HelpName = "FILE" };
        var change = new ChangeOptions();
        var command = new Command("open", "Registers a request.") { region, kind, regime, trigger, zone, agency, officer, reference, accounts, intake };
        command.Add(change.RequestId);
        return command.Asks(surroundings, async asking =>
        {
            var request = new OpenCaseRequest
            {
                RequestId = change.IdFor(asking),
                Region = asking.Get(region),
                Kind = asking.Get(kind) ?? CaseKind.Preservation,
                Regime = asking.Get(regime) ?? "",
                TriggerAt = asking.Get(trigger) is { } at ? Timestamp.FromDateTimeOffset(at) : null,
                Zone = asking.Get(zone) ?? "",
                Agency = asking.Get(agency),
                Officer = asking.Get(officer),
                AgencyReference = asking.Get(reference),
                Accounts = { (asking.Get(accounts) ?? []).Select(account => new HoldTarget { AccountId = account }) },
                Intake = asking.Get(intake) is { } file ? IntakeOf(file) : null,
            };
            var opened = await asking.AskAsync(call => asking.Client.Cases.OpenAsync(request, call), request.RequestId);
            asking.Display.Show(opened, () => CasePictures.One(opened));
            return ExitCode.Done;
        }).WithExamples(
            "lert case open --region us --regime us-2703f --trigger 2026-09-02T10:11:12Z \\",
            "    --agency 'Harbour City Police' --officer 'Det. R. Vane' --reference HC-2026-118",
            "lert case open --region us --kind cyber-tip --regime us-cybertip --trigger 2026-09-02T10:11:12Z \\",
            "    --agency 'Own report' --officer 'Trust and Safety' --reference CT-9001 --account us-1700000001");
    }

    private static CaseIntake IntakeOf(string path)
    {
        var (text, problem) = TextFile.Read(path);
        try
        {
            return problem is null ? JsonParser.Default.Parse<CaseIntake>(text) : throw new UsageException($"--intake: {problem}");
        }
        catch (Exception malformed) when (malformed is InvalidProtocolBufferException or InvalidJsonException)
        {
            throw new UsageException($"--intake: '{path}' is no intake: {malformed.Message}");
        }
    }

    private static Command Get(Surroundings surroundings)
    {
        var id = new Argument<string>("CASE") { Description = "The id of the case: us-c-…" };
        var asOf = new Option<DateTimeOffset?>("--as-of") { Description = "The case as it was at this instant.", HelpName = "INSTANT", CustomParser = Moments.Parse };
        return new Command("get", "Shows one case.") { id, asOf }.Asks(surroundings, async asking =>
        {
            var request = new GetCaseRequest { CaseId = asking.Get(id), AsOf = asking.Get(asOf) is { } at ? Timestamp.FromDateTimeOffset(at) : null };
            var found = await asking.AskAsync(call => asking.Client.Cases.GetAsync(request, call));
            asking.Display.Show(found, () => CasePictures.One(found));
            return ExitCode.Done;
        }).WithExamples("lert case get us-c-0123456789abcdefghjkmnpqrs");
    }

    private static Command List(Surroundings surroundings)
    {
        var status = new Option<string[]>("--status") { Description = "A state, such as received or legal-review; docs/case-states.md has all. Repeatable.", HelpName = "STATUS" };
        var kind = EnumWords.Option<CaseKind>("--kind", "Only this kind.");
        var assignee = new Option<string?>("--assignee") { Description = "Only what this responder works on.", HelpName = "RESPONDER" };
        var due = new Option<DateTimeOffset?>("--due-before") { Description = "Only those whose next clock is due before this instant.", HelpName = "INSTANT", CustomParser = Moments.Parse };
        var regime = new Option<string?>("--regime") { Description = "Only this regime.", HelpName = "REGIME" };
        var paging = new Paging();
        var command = new Command("list", "Lists cases in the order of their ids.") { status, regime, kind, assignee, due };
        paging.AddTo(command);
        return command.Asks(surroundings, async asking =>
        {
            var filter = paging.Filter(asking, FilterText.Any("status", asking.Get(status), upper: true), FilterText.Is("regime", asking.Get(regime)),
                FilterText.Any("kind", asking.Get(kind) is { } one ? [EnumWords.Of(one)] : [], upper: true),
                FilterText.Is("assignee", asking.Get(assignee)),
                FilterText.Is("due_before", asking.Get(due)?.UtcDateTime.ToString("O")));
            var all = await paging.CollectAsync(
                asking,
                async (size, token) => await asking.AskAsync(call => asking.Client.Cases.ListAsync(
                    new ListCasesRequest { PageSize = size, PageToken = token, Filter = filter }, call)),
                page => (page.Cases.Count, page.NextPageToken),
                (into, page) =>
                {
                    into.Cases.Add(page.Cases);
                    into.NextPageToken = page.NextPageToken;
                });
            asking.Display.Show(all, () => CasePictures.Many(all.Cases));
            Paging.Remark(asking, all.Cases.Count, all.NextPageToken);
            return ExitCode.Done;
        }).WithExamples("lert case list --status preserved --regime us-2703f", "lert case list --output json --limit 1000");
    }

    private static Command Close(Surroundings surroundings)
    {
        var id = new Argument<string>("CASE") { Description = "The id of the case." };
        var reason = new Option<string>("--reason") { Description = "Why, for the journal.", HelpName = "TEXT", Required = true };
        var change = new ChangeOptions();
        var command = new Command("close", "Closes a case with nothing left to do.") { id, reason };
        change.AddTo(command);
        return command.Asks(surroundings, async asking =>
        {
            var request = new CloseCaseRequest
            {
                RequestId = change.IdFor(asking), CaseId = asking.Get(id), Reason = asking.Get(reason), Etag = change.EtagFor(asking),
            };
            var closed = await asking.AskAsync(call => asking.Client.Cases.CloseAsync(request, call), request.RequestId);
            asking.Display.Show(closed, () => CasePictures.One(closed));
            return ExitCode.Done;
        }).WithExamples("lert case close us-c-0123456789abcdefghjkmnpqrs --reason 'All holds have ended.'");
    }
}
