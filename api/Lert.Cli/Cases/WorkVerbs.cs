using System.CommandLine;
using Google.Protobuf;
using Grpc.Core;
using Lert.Cli.Connection;
using Lert.Cli.Help;
using Lert.Cli.Output;
using Lert.V1;
using Spectre.Console.Rendering;

namespace Lert.Cli.Cases;

/// <summary>What people do with a case, one verb a step.</summary>
internal static class WorkVerbs
{
    public static IEnumerable<Command> All(Surroundings surroundings)
    {
        yield return Step(surroundings, "triage", "Notes that somebody has looked at it.", "--remark", required: false,
            (text, id) => new TriageRequest { Remark = text, CaseId = id }, (client, request, call) => client.TriageAsync(request, call));
        yield return Advance(surroundings);
        yield return Step(surroundings, "ask", "Asks the requester; our own clocks pause, legal ones do not.", "--question", required: true,
            (text, id) => new RequestClarificationRequest { Question = text, CaseId = id }, (client, request, call) => client.RequestClarificationAsync(request, call));
        yield return Step(surroundings, "answer", "Records the requester's answer.", "--text", required: true,
            (text, id) => new AnswerRequest { Text = text, CaseId = id }, (client, request, call) => client.AnswerAsync(request, call));
        yield return Approve(surroundings);
        yield return Step(surroundings, "reject", "Says no.", "--reason", required: true,
            (text, id) => new RejectRequest { Reason = text, CaseId = id }, (client, request, call) => client.RejectAsync(request, call));
        yield return Step(surroundings, "reopen", "Goes on with a case that had ended.", "--reason", required: true,
            (text, id) => new ReopenRequest { Reason = text, CaseId = id }, (client, request, call) => client.ReopenAsync(request, call));
        yield return Step(surroundings, "review-recall", "Says what a recall of the requester means for this case.", "--finding", required: true,
            (text, id) => new ReviewRecallRequest { Finding = text, CaseId = id }, (client, request, call) => client.ReviewRecallAsync(request, call));
        yield return Link(surroundings, "accept-link", "Says that a suggested case does belong to this one; nothing is merged.",
            (other, reason, id) => new AcceptLinkRequest { OtherCaseId = other, Reason = reason, CaseId = id }, (client, request, call) => client.AcceptLinkAsync(request, call));
        yield return Link(surroundings, "dismiss-link", "Says that a suggested case has nothing to do with this one.",
            (other, reason, id) => new DismissLinkRequest { OtherCaseId = other, Reason = reason, CaseId = id }, (client, request, call) => client.DismissLinkAsync(request, call));
        yield return CallBack(surroundings);
        yield return AssignmentVerbs.Assign(surroundings);
        yield return AssignmentVerbs.Unassign(surroundings);
        yield return AuthorityAnswer(surroundings);
        yield return PlaybookVerbs.Show(surroundings);
        yield return PlaybookVerbs.Tick(surroundings);
        yield return PlaybookVerbs.Untick(surroundings);
        yield return PlaybookVerbs.Adopt(surroundings);
        foreach (var verb in ScopeVerbs.All(surroundings).Concat(ProducingVerbs.All(surroundings)).Concat(ClockVerbs.All(surroundings)))
        {
            yield return verb;
        }
    }

    private static Command AuthorityAnswer(Surroundings surroundings)
    {
        var stance = EnumWords.Option<AuthorityStance>("--stance", "What the enforcing authority said. A refusal is for good.", required: true);
        var said = new Option<DateTimeOffset?>("--said-at") { Description = "When it said so.", HelpName = "INSTANT", Required = true, CustomParser = Moments.Parse };
        var reference = new Option<string>("--reference") { Description = "Its own reference.", HelpName = "TEXT", Required = true };
        return Work(
            surroundings, "authority-answer", "Records what the enforcing authority said of a European order: nothing leaves before.", [stance, said, reference],
            (asking, id) => new RecordAuthorityAnswerRequest
            {
                CaseId = id, Stance = asking.Get(stance) ?? default, SaidAt = asking.Get(said) is { } at ? Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(at) : null, Reference = asking.Get(reference),
            },
            (client, request, call) => client.RecordAuthorityAnswerAsync(request, call),
            "--stance will-not-refuse --said-at 2026-09-09T10:00Z --reference 'EA 7/26'");
    }

    private static Command Advance(Surroundings surroundings)
    {
        var to = EnumWords.Option<CaseStatus>("--to", "The next state; docs/case-states.md has all of them.", required: true);
        return Work(surroundings, "advance", "Takes a plain step to the next state.", [to], (asking, id) => new AdvanceRequest { CaseId = id, To = asking.Get(to) ?? default },
            (client, request, call) => client.AdvanceAsync(request, call), "--to validating");
    }

    private static Command Approve(Surroundings surroundings)
    {
        var reason = new Option<string>("--reason") { Description = "Why, for the journal.", HelpName = "TEXT", Required = true };
        var facts = new Option<string?>("--facts") { Description = "For an emergency: what is known of the danger.", HelpName = "TEXT" };
        var link = new Option<string?>("--link") { Description = "For an emergency: how the data helps against it.", HelpName = "TEXT" };
        var minimum = new Option<string?>("--minimum-scope") { Description = "For an emergency: why no less will do.", HelpName = "TEXT" };
        var alone = new Option<bool>("--break-glass") { Description = "By one person alone; another reviews it within 24 hours." };
        return Work(
            surroundings, "approve", "Says yes to the scope in force.", [reason, facts, link, minimum, alone],
            (asking, id) => new ApproveRequest
            {
                CaseId = id, Reason = asking.Get(reason), Facts = asking.Get(facts) ?? "", Link = asking.Get(link) ?? "", MinimumScope = asking.Get(minimum) ?? "", BreakGlass = asking.Get(alone),
            },
            (client, request, call) => client.ApproveAsync(request, call),
            "--reason 'Valid on its face.'");
    }

    private static Command CallBack(Surroundings surroundings)
    {
        var number = new Option<string>("--number") { Description = "The number called.", HelpName = "NUMBER", Required = true };
        var source = EnumWords.Option<NumberSource>("--source", "Where the number is from.", required: true);
        var person = new Option<string?>("--person") { Description = "Who answered.", HelpName = "TEXT" };
        var confirmed = new Option<bool>("--confirmed") { Description = "They confirmed the request." };
        return Work(
            surroundings, "call-back", "Records a call to the requester's agency.", [number, source, person, confirmed],
            (asking, id) => new RecordCallBackRequest
            {
                CaseId = id, Number = asking.Get(number), Source = asking.Get(source) ?? default, Person = asking.Get(person) ?? "", Confirmed = asking.Get(confirmed),
            },
            (client, request, call) => client.RecordCallBackAsync(request, call),
            "--number '+1 555 0199' --source directory --person 'Sgt. C' --confirmed");
    }

    private static Command Link<TRequest>(
        Surroundings surroundings, string verb, string description, Func<string, string, string, TRequest> make,
        Func<CaseService.CaseServiceClient, TRequest, CallOptions, AsyncUnaryCall<Case>> ask)
        where TRequest : class, IMessage
    {
        var other = new Option<string>("--other") { Description = "The other case.", HelpName = "CASE", Required = true };
        var reason = new Option<string>("--reason") { Description = "Why, for the journal.", HelpName = "TEXT", Required = true };
        return Work(
            surroundings, verb, description, [other, reason], (asking, id) => make(asking.Get(other) ?? "", asking.Get(reason) ?? "", id), ask,
            "--other us-c-9876543210abcdefghjkmnpqrs --reason 'The same suspect.'");
    }

    /// <summary>A verb that says one thing in words.</summary>
    internal static Command Step<TRequest>(
        Surroundings surroundings, string verb, string description, string option, bool required, Func<string, string, TRequest> make,
        Func<CaseService.CaseServiceClient, TRequest, CallOptions, AsyncUnaryCall<Case>> ask)
        where TRequest : class, IMessage
    {
        var text = new Option<string?>(option) { Description = "In words, for the journal.", HelpName = "TEXT", Required = required };
        return Work(surroundings, verb, description, [text], (asking, id) => make(asking.Get(text) ?? "", id), ask, $"{option} 'In a few words.'");
    }

    /// <summary>A verb that changes one case.</summary>
    /// <param name="picture">What is shown of the case as it is then; by default its sheet.</param>
    internal static Command Work<TRequest>(
        Surroundings surroundings, string verb, string description, Option[] options, Func<Asking, string, TRequest> make,
        Func<CaseService.CaseServiceClient, TRequest, CallOptions, AsyncUnaryCall<Case>> ask, string example, Func<Case, IRenderable>? picture = null)
        where TRequest : class, IMessage
    {
        var id = new Argument<string>("CASE") { Description = "The id of the case." };
        var change = new ChangeOptions();
        var command = new Command(verb, description) { id };
        foreach (var option in options)
        {
            command.Add(option);
        }

        change.AddTo(command);
        return command.Asks(surroundings, async asking =>
        {
            var request = make(asking, asking.Get(id));
            var requestId = change.IdFor(asking);
            // All of these requests have the same two fields for it, whatever else they say.
            var fields = request.Descriptor;
            fields.FindFieldByName("request_id").Accessor.SetValue(request, requestId);
            fields.FindFieldByName("etag").Accessor.SetValue(request, change.EtagFor(asking));
            var changed = await asking.AskAsync(call => ask(asking.Client.Cases, request, call), requestId);
            asking.Display.Show(changed, () => (picture ?? CasePictures.One)(changed));
            return ExitCode.Done;
        }).WithExamples($"lert case {verb} us-c-0123456789abcdefghjkmnpqrs {example}");
    }
}
