using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using Lert.Cli.Connection;
using Lert.Cli.Help;
using Lert.Cli.Output;
using Lert.V1;

namespace Lert.Cli.Responders;

/// <summary>What a person does and sees: duty, sessions, breaks, their own record.</summary>
internal static class DutyVerbs
{
    public static Command Duty(Surroundings surroundings) => new("duty", "Goes on or off duty.") { On(surroundings), Off(surroundings) };

    public static Command View(Surroundings surroundings) => new("view", "Looks at material of a case: begins, goes on, ends.")
    {
        Start(surroundings), Extend(surroundings), Stop(surroundings),
    };

    public static Command Break(Surroundings surroundings)
    {
        var minutes = new Option<int>("--minutes") { Description = "1 to 240.", HelpName = "N", DefaultValueFactory = _ => 15 };
        var change = new ChangeOptions();
        var command = new Command("break", "Takes a break: an open session ends, and nothing is given to you until it is over.") { minutes, change.RequestId };
        return command.Asks(surroundings, async asking =>
        {
            var request = new TakeBreakRequest { RequestId = change.IdFor(asking), Minutes = asking.Get(minutes) };
            return PeopleVerbs.Shown(asking, await asking.AskAsync(call => asking.Client.Responders.TakeBreakAsync(request, call), request.RequestId));
        }).WithExamples("lert responder break --minutes 30");
    }

    public static Command OptOut(Surroundings surroundings)
    {
        var change = new ChangeOptions();
        return new Command("opt-out", "No severe material from now on, neither assigned nor shown. Nobody asks why, and nobody can override it.") { change.RequestId }.Asks(
            surroundings,
            async asking =>
            {
                var request = new OptOutRequest { RequestId = change.IdFor(asking) };
                return PeopleVerbs.Shown(asking, await asking.AskAsync(call => asking.Client.Responders.OptOutAsync(request, call), request.RequestId));
            }).WithExamples("lert responder opt-out --request-id not-today   # and back: lert responder opt-in");
    }

    public static Command OptIn(Surroundings surroundings)
    {
        var change = new ChangeOptions();
        return new Command("opt-in", "Severe material again.") { change.RequestId }.Asks(surroundings, async asking =>
        {
            var request = new OptInRequest { RequestId = change.IdFor(asking) };
            return PeopleVerbs.Shown(asking, await asking.AskAsync(call => asking.Client.Responders.OptInAsync(request, call), request.RequestId));
        }).WithExamples("lert responder opt-in --output json");
    }

    public static Command Exposure(Surroundings surroundings)
    {
        var id = ResponderCommand.Person();
        return new Command("exposure", "Shows what you have had to see, and what is left. Of others: the role wellness alone.") { id }.Asks(surroundings, async asking =>
        {
            var shown = await asking.AskAsync(call => asking.Client.Responders.GetExposureAsync(new GetExposureRequest { ResponderId = asking.Get(id) ?? "" }, call));
            asking.Display.Show(shown, () => ExposurePictures.One(shown));
            return ExitCode.Done;
        }).WithExamples("lert responder exposure --output json", "lert responder exposure us-u-ana");
    }

    private static Command On(Surroundings surroundings)
    {
        var id = ResponderCommand.Person();
        var until = new Option<DateTimeOffset?>("--until") { Description = "When duty ends by itself.", HelpName = "INSTANT", CustomParser = Moments.Parse };
        var change = new ChangeOptions();
        var command = new Command("on", "At work: cases may be given to you. Ends a break.") { id, until };
        change.AddTo(command);
        return command.Asks(surroundings, async asking =>
        {
            var request = new GoOnDutyRequest
            {
                RequestId = change.IdFor(asking),
                ResponderId = asking.Get(id) ?? "",
                Until = asking.Get(until) is { } end ? Timestamp.FromDateTimeOffset(end) : null,
                Etag = change.EtagFor(asking),
            };
            return PeopleVerbs.Shown(asking, await asking.AskAsync(call => asking.Client.Responders.GoOnDutyAsync(request, call), request.RequestId));
        }).WithExamples("lert responder duty on --until 2026-11-28T18:00Z");
    }

    private static Command Off(Surroundings surroundings)
    {
        var id = ResponderCommand.Person();
        var change = new ChangeOptions();
        var command = new Command("off", "Not at work any more.") { id };
        change.AddTo(command);
        return command.Asks(surroundings, async asking =>
        {
            var request = new GoOffDutyRequest { RequestId = change.IdFor(asking), ResponderId = asking.Get(id) ?? "", Etag = change.EtagFor(asking) };
            return PeopleVerbs.Shown(asking, await asking.AskAsync(call => asking.Client.Responders.GoOffDutyAsync(request, call), request.RequestId));
        }).WithExamples("lert responder duty off us-u-ana");
    }

    private static Command Start(Surroundings surroundings)
    {
        var @case = new Argument<string>("CASE") { Description = "The case that it is looked at for." };
        var severe = new Option<bool>("--severe") { Description = "It is of the kind that nobody should see twice in a row." };
        var change = new ChangeOptions();
        var command = new Command("start", "Begins to look, and says how long you may. A session that is open ends.") { @case, severe };
        change.AddTo(command);
        return command.Asks(surroundings, async asking =>
        {
            var request = new StartViewingRequest
            {
                RequestId = change.IdFor(asking), CaseId = asking.Get(@case), Severe = asking.Get(severe), Etag = change.EtagFor(asking),
            };
            return Shown(asking, await asking.AskAsync(call => asking.Client.Responders.StartViewingAsync(request, call), request.RequestId));
        }).WithExamples("lert responder view start us-c-0123456789abcdefghjkmnpqrs --severe");
    }

    private static Command Extend(Surroundings surroundings)
    {
        var session = SessionArgument();
        var change = new ChangeOptions();
        return new Command("extend", "Says that the viewer still shows it.") { session, change.RequestId }.Asks(surroundings, async asking =>
        {
            var request = new ExtendViewingRequest { RequestId = change.IdFor(asking), Session = asking.Get(session) };
            return Shown(asking, await asking.AskAsync(call => asking.Client.Responders.ExtendViewingAsync(request, call), request.RequestId));
        }).WithExamples("lert responder view extend 4");
    }

    private static Command Stop(Surroundings surroundings)
    {
        var session = SessionArgument();
        var change = new ChangeOptions();
        return new Command("stop", "Looks away.") { session, change.RequestId }.Asks(surroundings, async asking =>
        {
            var request = new StopViewingRequest { RequestId = change.IdFor(asking), Session = asking.Get(session) };
            return PeopleVerbs.Shown(asking, await asking.AskAsync(call => asking.Client.Responders.StopViewingAsync(request, call), request.RequestId));
        }).WithExamples("lert responder view stop 4");
    }

    private static Argument<long> SessionArgument() => new("SESSION") { Description = "The number that start said." };

    private static int Shown(Asking asking, ViewingSession session)
    {
        asking.Display.Show(session, () => ExposurePictures.Session(session));
        return ExitCode.Done;
    }
}
