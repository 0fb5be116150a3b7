using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using Lert.Cli.Connection;
using Lert.Cli.Help;
using Lert.Cli.Output;
using Lert.V1;

namespace Lert.Cli.Pages;

/// <summary>What changes a page.</summary>
internal static class PageVerbs
{
    public static Command Open(Surroundings surroundings)
    {
        var desk = new Option<string>("--desk") { Description = "The desk whose people are told: us-r-…", HelpName = "ID", Required = true };
        var text = new Option<string>("--text") { Description = "One sentence for whoever is woken. It leaves the house: it must name nobody.", HelpName = "TEXT", Required = true };
        var urgency = EnumWords.Option<Urgency>("--urgency", "Which pages go first when many are due. Default: high.");
        var alert = EnumWords.Option<AlertKind>("--alert", "Which of the desk's policies is followed. Default: manual.");
        var subject = new Option<string?>("--subject") { Description = "What it is about, such as case/us-c-…: pages with the same alert and subject are one.", HelpName = "KIND/ID" };
        var change = new ChangeOptions();
        var command = new Command("open", "Tells whoever is on call, and goes on until somebody acknowledges.") { desk, text, urgency, alert, subject };
        command.Add(change.RequestId);
        return command.Asks(surroundings, asking =>
        {
            var open = new OpenPageRequest
            {
                RequestId = change.IdFor(asking),
                Desk = asking.Get(desk),
                Text = asking.Get(text),
                Urgency = asking.Get(urgency) ?? Urgency.High,
                Alert = asking.Get(alert) ?? AlertKind.Manual,
                Subject = asking.Get(subject) ?? "",
            };
            return PageCommand.ShowAsync(asking, asking.AskAsync(call => asking.Client.Pages.OpenAsync(open, call), open.RequestId));
        }).WithExamples(
            "lert page open --desk us-r-child-safety --text 'The queue of emergencies does not move'",
            "lert page open --desk us-r-child-safety --urgency emergency --subject case/us-c-0123456789abcdefghjkmnpqrs --text 'Look at this case now'");
    }

    public static Command Acknowledge(Surroundings surroundings) =>
        Change(surroundings, "ack", "\"I have it\": nobody else is told, for as long as something is done about it.", $"lert page ack {PageCommand.SomePage}", (asking, id, requestId, etag) =>
            call => asking.Client.Pages.AcknowledgeAsync(new AcknowledgePageRequest { RequestId = requestId, PageId = id, Etag = etag }, call));

    public static Command Escalate(Surroundings surroundings) =>
        Change(surroundings, "escalate", "Tells the next step at once.", $"lert page escalate {PageCommand.SomePage}", (asking, id, requestId, etag) =>
            call => asking.Client.Pages.EscalateAsync(new EscalatePageRequest { RequestId = requestId, PageId = id, Etag = etag }, call));

    public static Command Snooze(Surroundings surroundings)
    {
        var minutes = new Option<int?>("--minutes") { Description = "From now on, 1 to 1440.", HelpName = "N" };
        var until = new Option<DateTimeOffset?>("--until") { Description = "Until this instant, at most 24 hours ahead.", HelpName = "INSTANT", CustomParser = Moments.Parse };
        minutes.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var given) && given is < 1 or > 1_440)
            {
                result.AddError("--minutes is 1 to 1440: a page is never put away for good");
            }
        });
        var id = PageCommand.Id();
        var change = new ChangeOptions();
        var command = new Command("snooze", "Tells nobody until then; after it the page starts over.") { id, minutes, until };
        change.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(minutes) is null == result.GetResult(until) is null)
            {
                result.AddError("one of --minutes and --until is required");
            }
        });
        return command.Asks(surroundings, asking =>
        {
            var request = new SnoozePageRequest
            {
                RequestId = change.IdFor(asking),
                PageId = asking.Get(id),
                Until = Timestamp.FromDateTimeOffset(asking.Get(until) ?? surroundings.Clock.GetUtcNow().AddMinutes(asking.Get(minutes) ?? 0)),
                Etag = change.EtagFor(asking),
            };
            return PageCommand.ShowAsync(asking, asking.AskAsync(call => asking.Client.Pages.SnoozeAsync(request, call), request.RequestId));
        }).WithExamples($"lert page snooze {PageCommand.SomePage} --minutes 30", $"lert page snooze {PageCommand.SomePage} --until 2026-11-28T08:00Z");
    }

    public static Command Resolve(Surroundings surroundings)
    {
        var id = PageCommand.Id();
        var reason = new Option<string>("--reason") { Description = "What was done, in words.", HelpName = "TEXT", Required = true };
        var change = new ChangeOptions();
        var command = new Command("resolve", "What it was about is dealt with: nobody is told any more.") { id, reason };
        change.AddTo(command);
        return command.Asks(surroundings, asking =>
        {
            var request = new ResolvePageRequest { RequestId = change.IdFor(asking), PageId = asking.Get(id), Reason = asking.Get(reason), Etag = change.EtagFor(asking) };
            return PageCommand.ShowAsync(asking, asking.AskAsync(call => asking.Client.Pages.ResolveAsync(request, call), request.RequestId));
        }).WithExamples($"lert page resolve {PageCommand.SomePage} --reason 'The request was answered'");
    }

    private static Command Change(
        Surroundings surroundings, string name, string description, string example, Func<Asking, string, string, string, Func<Grpc.Core.CallOptions, Grpc.Core.AsyncUnaryCall<Page>>> ask)
    {
        var id = PageCommand.Id();
        var change = new ChangeOptions();
        var command = new Command(name, description) { id };
        change.AddTo(command);
        return command.Asks(surroundings, asking =>
        {
            var requestId = change.IdFor(asking);
            return PageCommand.ShowAsync(asking, asking.AskAsync(ask(asking, asking.Get(id), requestId, change.EtagFor(asking)), requestId));
        }).WithExamples(example);
    }
}
