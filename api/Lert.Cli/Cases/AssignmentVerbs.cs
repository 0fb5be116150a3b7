using System.CommandLine;
using Lert.V1;

namespace Lert.Cli.Cases;

/// <summary>Who works on a case, where a lead says so: <c>lert case assign</c> and <c>unassign</c>.</summary>
internal static class AssignmentVerbs
{
    public static Command Assign(Surroundings surroundings)
    {
        var to = new Option<string>("--to") { Description = "The responder: us-u-ana.", HelpName = "RESPONDER", Required = true };
        var reason = new Option<string>("--reason") { Description = "Why them, for the journal.", HelpName = "TEXT", Required = true };
        var lift = new Option<string?>("--override") { Description = "Why caps, a break, rest and the row of severe cases do not count this once.", HelpName = "TEXT" };
        return WorkVerbs.Work(
            surroundings, "assign", "Gives it to somebody. A case finds somebody by itself; this is for leads who know better.", [to, reason, lift],
            (asking, id) => new AssignCaseRequest { CaseId = id, ResponderId = asking.Get(to), Reason = asking.Get(reason), OverrideReason = asking.Get(lift) ?? "" },
            (client, request, call) => client.AssignAsync(request, call),
            "--to us-u-ana --reason 'Knows the family.'");
    }

    public static Command Unassign(Surroundings surroundings)
    {
        var reason = new Option<string>("--reason") { Description = "Why, for the journal.", HelpName = "TEXT", Required = true };
        return WorkVerbs.Work(
            surroundings, "unassign", "Takes it from whoever has it; it looks for somebody else.", [reason],
            (asking, id) => new UnassignCaseRequest { CaseId = id, Reason = asking.Get(reason) },
            (client, request, call) => client.UnassignAsync(request, call),
            "--reason 'Is away for two weeks.'");
    }
}
