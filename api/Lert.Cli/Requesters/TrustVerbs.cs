using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using Lert.Cli.Connection;
using Lert.Cli.Help;
using Lert.Cli.Output;
using Lert.V1;

namespace Lert.Cli.Requesters;

/// <summary>Whether an officer is who they say.</summary>
internal static class TrustVerbs
{
    public static Command CallBack(Surroundings surroundings)
    {
        var id = RequesterCommand.Id("The officer");
        var number = new Option<string>("--number") { Description = "The number called; one of the directory.", HelpName = "NUMBER", Required = true };
        var person = new Option<string?>("--person") { Description = "Who answered.", HelpName = "TEXT" };
        var confirmed = new Option<bool>("--confirmed") { Description = "They confirmed the officer." };
        var change = new ChangeOptions();
        var command = new Command("call-back", "Records a call to the agency about an officer; for a case, use 'lert case call-back'.") { id, number, person, confirmed };
        change.AddTo(command);
        return command.Asks(surroundings, async asking =>
        {
            var request = new RecordCallRequest
            {
                RequestId = change.IdFor(asking),
                RequesterId = asking.Get(id),
                Etag = change.EtagFor(asking),
                Number = asking.Get(number),
                Person = asking.Get(person) ?? "",
                Confirmed = asking.Get(confirmed),
            };
            return DirectoryVerbs.Shown(asking, await asking.AskAsync(call => asking.Client.Requesters.RecordCallAsync(request, call), request.RequestId));
        }).WithExamples("lert requester call-back us-q-0123456789abcdefghjkmnpqrs --number '+1 555 0199' --person 'Sgt. C' --confirmed");
    }

    public static Command Verify(Surroundings surroundings)
    {
        var id = RequesterCommand.Id("The officer");
        var reason = new Option<string>("--reason") { Description = "Why, for the journal.", HelpName = "TEXT", Required = true };
        var change = new ChangeOptions();
        var command = new Command("verify", "Says that an officer is who they say; takes a call-back that confirmed them.") { id, reason };
        change.AddTo(command);
        return command.Asks(surroundings, async asking =>
        {
            var request = new VerifyRequest { RequestId = change.IdFor(asking), RequesterId = asking.Get(id), Etag = change.EtagFor(asking), Reason = asking.Get(reason) };
            return DirectoryVerbs.Shown(asking, await asking.AskAsync(call => asking.Client.Requesters.VerifyAsync(request, call), request.RequestId));
        }).WithExamples("lert requester verify us-q-0123456789abcdefghjkmnpqrs --reason 'The desk sergeant knows her.'");
    }

    public static Command Recall(Surroundings surroundings)
    {
        var id = RequesterCommand.Id("The officer");
        var asOf = new Option<DateTimeOffset?>("--as-of")
        {
            Description = "Since when somebody else acts under that name.", HelpName = "INSTANT", Required = true, CustomParser = Moments.Parse,
        };
        var reason = new Option<string>("--reason") { Description = "Why, for the journal and the cases.", HelpName = "TEXT", Required = true };
        var change = new ChangeOptions();
        var command = new Command("recall", "Takes every case of an officer back to review, from 90 days before an instant on; nothing of them is delivered.") { id, asOf, reason };
        change.AddTo(command);
        return command.Asks(surroundings, async asking =>
        {
            var request = new RecallRequest
            {
                RequestId = change.IdFor(asking),
                RequesterId = asking.Get(id),
                Etag = change.EtagFor(asking),
                AsOf = asking.Get(asOf) is { } at ? Timestamp.FromDateTimeOffset(at) : null,
                Reason = asking.Get(reason),
            };
            return DirectoryVerbs.Shown(asking, await asking.AskAsync(call => asking.Client.Requesters.RecallAsync(request, call), request.RequestId));
        }).WithExamples(
            "lert requester recall us-q-0123456789abcdefghjkmnpqrs --as-of 2026-09-01T00:00:00Z --reason 'Her account was taken over.'",
            "lert requester show us-q-0123456789abcdefghjkmnpqrs   # how far it has come");
    }
}
