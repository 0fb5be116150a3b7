using System.CommandLine;
using Lert.Cli.Connection;
using Lert.Cli.Help;
using Lert.Cli.Output;
using Lert.V1;

namespace Lert.Cli.Responders;

/// <summary>Who gets a case.</summary>
internal static class AssignVerbs
{
    public static Command Suggest(Surroundings surroundings)
    {
        var need = new NeedOptions();
        var command = new Command("suggest", "Says whom the rules would give a case now, and why. Nothing is assigned by asking.") { need.Case };
        need.AddTo(command);
        return command.Asks(surroundings, async asking =>
        {
            var suggested = await asking.AskAsync(call => asking.Client.Responders.SuggestAssigneeAsync(new SuggestAssigneeRequest { Need = need.Of(asking) }, call));
            asking.Display.Show(suggested, () => ResponderPictures.Suggestion(suggested));
            return ExitCode.Done;
        }).WithExamples(
            "lert responder suggest us-c-0123456789abcdefghjkmnpqrs --desk us-r-child-safety --clearance child-safety \\",
            "    --language es --skill edr --estimate 20 --severe");
    }

    public static Command Assign(Surroundings surroundings)
    {
        var id = new Argument<string>("RESPONDER") { Description = "Who gets it: us-u-ana." };
        var need = new NeedOptions();
        var reason = new Option<string?>("--override") { Description = "Why what protects them does not count this once. Journaled with your name.", HelpName = "REASON" };
        var change = new ChangeOptions();
        var command = new Command("assign", "Gives a case to somebody by hand.") { need.Case, id, reason };
        need.AddTo(command);
        change.AddTo(command);
        return command.Asks(surroundings, async asking =>
        {
            var request = new AssignRequest
            {
                RequestId = change.IdFor(asking), ResponderId = asking.Get(id), Need = need.Of(asking), OverrideReason = asking.Get(reason) ?? "", Etag = change.EtagFor(asking),
            };
            return PeopleVerbs.Shown(asking, await asking.AskAsync(call => asking.Client.Responders.AssignAsync(request, call), request.RequestId));
        }).WithExamples("lert responder assign us-c-0123456789abcdefghjkmnpqrs us-u-ana --clearance child-safety --estimate 20 --severe");
    }

    public static Command Override(Surroundings surroundings)
    {
        var @case = new Argument<string>("CASE") { Description = "The case that it is good for." };
        var id = new Argument<string>("RESPONDER") { Description = "Who may look for longer: us-u-ana." };
        var minutes = new Option<int>("--minutes") { Description = "How much longer, 1 to 240; good for 12 hours.", HelpName = "N", Required = true };
        var reason = new Option<string>("--reason") { Description = "Why. Journaled with your name.", HelpName = "TEXT", Required = true };
        var change = new ChangeOptions();
        var command = new Command("override", "Lets somebody else look at one case for longer than the caps allow.") { @case, id, minutes, reason };
        change.AddTo(command);
        return command.Asks(surroundings, async asking =>
        {
            var request = new OverrideCapRequest
            {
                RequestId = change.IdFor(asking), ResponderId = asking.Get(id), CaseId = asking.Get(@case), Minutes = asking.Get(minutes), Reason = asking.Get(reason), Etag = change.EtagFor(asking),
            };
            return PeopleVerbs.Shown(asking, await asking.AskAsync(call => asking.Client.Responders.OverrideCapAsync(request, call), request.RequestId));
        }).WithExamples("lert responder override us-c-0123456789abcdefghjkmnpqrs us-u-ana --minutes 20 --reason 'A child is in danger; nobody else speaks Spanish.'");
    }

    /// <summary>What a case asks of whoever takes it.</summary>
    private sealed class NeedOptions
    {
        private readonly Option<string?> _desk = new("--desk") { Description = "A rota: its people, and whoever is on call there. Left out: anybody of the region.", HelpName = "ROTA" };
        private readonly Option<string[]> _languages = PeopleVerbs.Words("--language", "A language that helps: es. Repeatable.");
        private readonly Option<string[]> _skills = PeopleVerbs.Words("--skill", "A skill that helps: edr. Repeatable.");
        private readonly Option<Clearance?> _clearance = EnumWords.Option<Clearance>("--clearance", "The least that they must have; standard when left out.");
        private readonly Option<int> _estimate = new("--estimate") { Description = "How long somebody will have to look at its material: minutes, in steps of ten.", HelpName = "N" };
        private readonly Option<bool> _severe = new("--severe") { Description = "It is of the kind that nobody should see twice in a row." };

        public Argument<string> Case { get; } = new("CASE") { Description = "The case that is to be given to somebody." };

        public void AddTo(Command command)
        {
            command.Add(_desk);
            command.Add(_languages);
            command.Add(_skills);
            command.Add(_clearance);
            command.Add(_estimate);
            command.Add(_severe);
        }

        public AssignmentNeed Of(Asking asking) => new()
        {
            CaseId = asking.Get(Case),
            Desk = asking.Get(_desk) ?? "",
            Languages = { asking.Get(_languages) ?? [] },
            Skills = { asking.Get(_skills) ?? [] },
            Clearance = asking.Get(_clearance) ?? Clearance.Standard,
            EstimateMinutes = asking.Get(_estimate),
            Severe = asking.Get(_severe),
        };
    }
}
