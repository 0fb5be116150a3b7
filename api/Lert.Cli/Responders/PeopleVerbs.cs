using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Lert.Cli.Connection;
using Lert.Cli.Help;
using Lert.Cli.Lists;
using Lert.Cli.Output;
using Lert.V1;

namespace Lert.Cli.Responders;

/// <summary>Who there is, and how they are reached.</summary>
internal static class PeopleVerbs
{
    public static Command Put(Surroundings surroundings)
    {
        var id = new Argument<string>("RESPONDER") { Description = "The id of the person: region, -u-, and the subject of their token in lower case." };
        var name = new Option<string>("--name") { Description = "The name that others see.", HelpName = "TEXT", Required = true };
        var zone = new Option<string>("--zone") { Description = "The IANA zone in which their days and weeks are counted.", HelpName = "ZONE", Required = true };
        var clearance = EnumWords.Option<Clearance>("--clearance", "What they may be shown.", required: true);
        var languages = Words("--language", "A language that they speak: en, es, pt-br. Repeatable.");
        var skills = Words("--skill", "A word for what they can do: edr. Repeatable.");
        var regions = Words("--region", "A home region whose cases they may take. Repeatable; left out, that of their id.");
        var desks = Words("--desk", "A rota whose desk they work for: us-r-child-safety. Repeatable.");
        var change = new ChangeOptions();
        var command = new Command("put", "Registers a person, or replaces all that is known of them.") { id, name, zone, clearance, languages, skills, regions, desks };
        change.AddTo(command);
        return command.Asks(surroundings, async asking =>
        {
            var request = new PutResponderRequest
            {
                RequestId = change.IdFor(asking),
                ResponderId = asking.Get(id),
                Etag = change.EtagFor(asking),
                Profile = new ResponderProfile
                {
                    DisplayName = asking.Get(name),
                    Zone = asking.Get(zone),
                    Clearance = asking.Get(clearance) ?? Clearance.Unspecified,
                    Languages = { asking.Get(languages) ?? [] },
                    Skills = { asking.Get(skills) ?? [] },
                    Regions = { asking.Get(regions) is { Length: > 0 } given ? given : [asking.Get(id).Split('-')[0]] },
                    Desks = { asking.Get(desks) ?? [] },
                },
            };
            return Shown(asking, await asking.AskAsync(call => asking.Client.Responders.PutAsync(request, call), request.RequestId));
        }).WithExamples(
            "lert responder put us-u-ana --name 'Ana Ruiz' --zone Europe/Dublin --clearance child-safety \\",
            "    --language en --language es --skill edr --desk us-r-child-safety");
    }

    public static Command Show(Surroundings surroundings)
    {
        var id = ResponderCommand.Person();
        return new Command("show", "Shows one person.") { id }.Asks(surroundings, async asking => Shown(
            asking, await asking.AskAsync(call => asking.Client.Responders.GetAsync(new GetResponderRequest { ResponderId = asking.Get(id) ?? "" }, call))))
            .WithExamples("lert responder show us-u-ana", "lert responder show   # yourself");
    }

    public static Command List(Surroundings surroundings)
    {
        var status = new Option<string[]>("--status") { Description = "Working (on duty) or away.", HelpName = "STATUS" };
        var paging = new Paging();
        var command = new Command("list", "Lists people in the order of their ids: who is available, and who is not.") { status };
        paging.AddTo(command);
        return command.Asks(surroundings, async asking =>
        {
            var filter = paging.Filter(asking, FilterText.Any("status", asking.Get(status), upper: true));
            var all = await paging.CollectAsync(
                asking,
                async (size, token) => await asking.AskAsync(call => asking.Client.Responders.ListAsync(
                    new ListRespondersRequest { PageSize = size, PageToken = token, Filter = filter }, call)),
                page => (page.Responders.Count, page.NextPageToken),
                (into, page) =>
                {
                    into.Responders.Add(page.Responders);
                    into.NextPageToken = page.NextPageToken;
                });
            asking.Display.Show(all, () => ResponderPictures.Many(all.Responders, surroundings.Clock.GetUtcNow()));
            Paging.Remark(asking, all.Responders.Count, all.NextPageToken);
            return ExitCode.Done;
        }).WithExamples("lert responder list --status working", "lert responder list --output json");
    }

    public static Command Contacts(Surroundings surroundings)
    {
        var id = ResponderCommand.Person();
        var rules = new Option<ContactRule[]>("--rule")
        {
            Description = "How they are reached: CHANNEL:ADDRESS[,after=MINUTES][,from=emergency|high|normal]. Repeatable; all rules are replaced. "
                + "A channel is webhook (what the paging gateway knows the device by), mail, or console. after is 0 and from is normal when left out.",
            HelpName = "RULE",
            Required = true,
            CustomParser = Rules,
            AllowMultipleArgumentsPerToken = false,
        };
        var change = new ChangeOptions();
        var command = new Command("contacts", "Replaces the contact rules of a person; one at least must be good for an emergency.") { id, rules };
        change.AddTo(command);
        return command.Asks(surroundings, async asking =>
        {
            var request = new PutContactRulesRequest
            {
                RequestId = change.IdFor(asking), ResponderId = asking.Get(id) ?? "", Etag = change.EtagFor(asking), Rules = { asking.Get(rules) ?? [] },
            };
            return Shown(asking, await asking.AskAsync(call => asking.Client.Responders.PutContactRulesAsync(request, call), request.RequestId));
        }).WithExamples(
            "lert responder contacts us-u-ana --rule webhook:device-7 --rule webhook:device-7,after=2,from=emergency \\",
            "    --rule mail:ana@agency.example,after=5,from=high");
    }

    public static int Shown(Asking asking, Responder shown)
    {
        asking.Display.Show(shown, () => ResponderPictures.One(shown, asking.Surroundings.Clock.GetUtcNow()));
        return ExitCode.Done;
    }

    public static Option<string[]> Words(string name, string description) => new(name) { Description = description, HelpName = "WORD" };

    private static ContactRule[] Rules(ArgumentResult result) => [.. result.Tokens.Select(token => Rule(token.Value, result))];

    private static ContactRule Rule(string text, ArgumentResult result)
    {
        var parts = text.Split(',');
        var colon = parts[0].IndexOf(':', StringComparison.Ordinal);
        var channel = colon > 0 ? EnumWords.Parse<ContactChannel>(parts[0][..colon]) : null;
        if (channel is null)
        {
            result.AddError($"'{text}' is no rule; write its channel and address, such as webhook:device-7 or mail:ana@agency.example,after=5");
            return new ContactRule();
        }

        var rule = new ContactRule { Channel = channel.Value, Address = parts[0][(colon + 1)..], From = Urgency.Normal, After = new Duration() };
        foreach (var part in parts.Skip(1))
        {
            if (part.StartsWith("after=", StringComparison.Ordinal)
                && double.TryParse(part["after=".Length..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var minutes) && minutes <= 1_440)
            {
                rule.After = Duration.FromTimeSpan(TimeSpan.FromMinutes(minutes));
            }
            else if (part.StartsWith("from=", StringComparison.Ordinal) && EnumWords.Parse<Urgency>(part["from=".Length..]) is { } from)
            {
                rule.From = from;
            }
            else
            {
                result.AddError($"'{part}' says nothing about a rule; there are after=MINUTES and from=emergency|high|normal");
            }
        }

        return rule;
    }
}
