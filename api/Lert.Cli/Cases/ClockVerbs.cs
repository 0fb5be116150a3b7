using System.CommandLine;
using Google.Protobuf;
using Grpc.Core;
using Lert.Cli.Connection;
using Lert.V1;

namespace Lert.Cli.Cases;

/// <summary>What people do with the clocks of a case.</summary>
internal static class ClockVerbs
{
    public static IEnumerable<Command> All(Surroundings surroundings)
    {
        yield return OfClock(surroundings, "pause-clock", "Lets a promise of our own wait; a legal clock cannot.", "--clock policy-answer --reason 'The requester is away until Monday.'",
            (clock, reason, id) => new PauseClockRequest { CaseId = id, ClockId = clock, Reason = reason }, (client, request, call) => client.PauseClockAsync(request, call));
        yield return Resume(surroundings);
        yield return OfClock(surroundings, "meet-clock", "Says that what a clock is for is done in another way than by this case's own steps.", "--clock us-takeitdown --reason 'Removed by hand.'",
            (clock, reason, id) => new MeetClockRequest { CaseId = id, ClockId = clock, Reason = reason }, (client, request, call) => client.MeetClockAsync(request, call));
        yield return OfClock(surroundings, "explain-breach", "Says why a clock was breached, for good.", "--clock eu-epoc --reason 'The translation came late.'",
            (clock, reason, id) => new ExplainBreachRequest { CaseId = id, ClockId = clock, Reason = reason }, (client, request, call) => client.ExplainBreachAsync(request, call));
    }

    private static Command Resume(Surroundings surroundings)
    {
        var clock = Clock();
        return WorkVerbs.Work(
            surroundings, "resume-clock", "Lets a promise of our own go on, later by as long as it waited.", [clock],
            (asking, id) => new ResumeClockRequest { CaseId = id, ClockId = asking.Get(clock) },
            (client, request, call) => client.ResumeClockAsync(request, call),
            "--clock policy-answer");
    }

    private static Command OfClock<TRequest>(
        Surroundings surroundings, string verb, string description, string example, Func<string, string, string, TRequest> make,
        Func<CaseService.CaseServiceClient, TRequest, CallOptions, AsyncUnaryCall<Case>> ask)
        where TRequest : class, IMessage
    {
        var clock = Clock();
        var reason = new Option<string>("--reason") { Description = "Why, for the journal.", HelpName = "TEXT", Required = true };
        return WorkVerbs.Work(surroundings, verb, description, [clock, reason], (asking, id) => make(asking.Get(clock) ?? "", asking.Get(reason) ?? "", id), ask, example);
    }

    private static Option<string> Clock() => new("--clock") { Description = "The id of the clock: 'lert case timeline CASE' shows them.", HelpName = "CLOCK", Required = true };
}
