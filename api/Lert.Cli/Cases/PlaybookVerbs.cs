using System.CommandLine;
using Lert.Cli.Connection;
using Lert.Cli.Help;
using Lert.V1;

namespace Lert.Cli.Cases;

/// <summary>The checklist of a case: <c>lert case playbook</c>, <c>tick</c>, <c>untick</c> and <c>adopt-playbook</c>.</summary>
internal static class PlaybookVerbs
{
    public static Command Show(Surroundings surroundings)
    {
        var id = new Argument<string>("CASE") { Description = "The id of the case." };
        return new Command("playbook", "Shows what is to be done in a case, what of it is done, by whom, and what waits for it.") { id }.Asks(surroundings, async asking =>
        {
            var found = await asking.AskAsync(call => asking.Client.Cases.GetAsync(new GetCaseRequest { CaseId = asking.Get(id) }, call));
            asking.Display.Show(found.File.Checklist ?? new CaseChecklist(), () => ChecklistPicture.Of(found));
            return ExitCode.Done;
        }).WithExamples("lert case playbook us-c-0123456789abcdefghjkmnpqrs");
    }

    public static Command Tick(Surroundings surroundings)
    {
        var step = Step();
        var note = new Option<string?>("--note") { Description = "What was found, for the journal.", HelpName = "TEXT" };
        var command = WorkVerbs.Work(
            surroundings, "tick", "Ticks a step of the case's playbook.", [note],
            (asking, id) => new TickStepRequest { CaseId = id, StepId = asking.Get(step), Note = asking.Get(note) ?? "" },
            (client, request, call) => client.TickStepAsync(request, call),
            "face --note 'Signed and dated.'", ChecklistPicture.Of);
        command.Add(step);
        return command;
    }

    public static Command Untick(Surroundings surroundings)
    {
        var step = Step();
        var reason = new Option<string>("--reason") { Description = "Why it is open again, for the journal.", HelpName = "TEXT", Required = true };
        var command = WorkVerbs.Work(
            surroundings, "untick", "Opens a step of the case's playbook again.", [reason],
            (asking, id) => new UntickStepRequest { CaseId = id, StepId = asking.Get(step), Reason = asking.Get(reason) },
            (client, request, call) => client.UntickStepAsync(request, call),
            "face --reason 'The second page is missing.'", ChecklistPicture.Of);
        command.Add(step);
        return command;
    }

    public static Command Adopt(Surroundings surroundings)
    {
        var reason = new Option<string>("--reason") { Description = "Why, for the journal.", HelpName = "TEXT", Required = true };
        return WorkVerbs.Work(
            surroundings, "adopt-playbook", "Moves the case to the newest playbook of its kind; steps that both have stay ticked.", [reason],
            (asking, id) => new AdoptPlaybookRequest { CaseId = id, Reason = asking.Get(reason) },
            (client, request, call) => client.AdoptPlaybookAsync(request, call),
            "--reason 'The new one asks for the enforcing authority.'", ChecklistPicture.Of);
    }

    private static Argument<string> Step() => new("STEP") { Description = "The id of the step: 'lert case playbook CASE' shows them." };
}
