using System.CommandLine;
using Lert.Cli.Connection;
using Lert.Cli.Help;
using Lert.Cli.Output;
using Lert.V1;

namespace Lert.Cli.Letters;

/// <summary>From the templates to the signature.</summary>
internal static class DraftVerbs
{
    public static Command Templates(Surroundings surroundings) =>
        new Command("templates", "Lists the templates, who has reviewed them, and the fields that each asks for.").Asks(surroundings, async asking =>
        {
            var found = await asking.AskAsync(call => asking.Client.Letters.ListTemplatesAsync(new ListLetterTemplatesRequest(), call));
            asking.Display.Show(found, () => LetterPictures.Templates(found.Templates));
            return ExitCode.Done;
        }).WithExamples("lert letter templates --output json");

    public static Command Draft(Surroundings surroundings)
    {
        var of = LetterCommand.Case();
        var kind = EnumWords.Option<LetterKind>("--kind", "What the letter is for.", required: true);
        var language = new Option<string>("--language") { Description = "Of the letter: en, es, fr or ar.", HelpName = "CODE", Required = true };
        var about = new Option<string?>("--about") { Description = "The disclosure or the hold that it is about, for the kinds that are about one.", HelpName = "ID" };
        var field = Field();
        var change = new ChangeOptions();
        var command = new Command("draft", "Writes a letter from its template. Another person signs it off.") { of, kind, language, about, field };
        command.Add(change.RequestId);
        return command.Asks(surroundings, asking =>
        {
            var request = new DraftLetterRequest
            {
                RequestId = change.IdFor(asking),
                CaseId = asking.Get(of),
                Kind = asking.Get(kind) ?? LetterKind.Unspecified,
                Language = asking.Get(language),
                AboutId = asking.Get(about) ?? "",
                Fields = { (asking.Get(field) ?? []).Select(Given) },
            };
            return LetterCommand.ShowAsync(asking, asking.AskAsync(call => asking.Client.Letters.DraftAsync(request, call), request.RequestId));
        }).WithExamples(
            $"lert letter draft {LetterCommand.SomeCase} --kind receipt --language es --field contact=lert@company.example",
            $"lert letter draft {LetterCommand.SomeCase} --kind clarification --language en --field contact=lert@company.example --field answer-by=2026-12-05");
    }

    public static Command SignOff(Surroundings surroundings)
    {
        var id = LetterCommand.Id();
        var change = new ChangeOptions();
        var command = new Command("sign-off", "Signs a draft off. It gets its date and never changes again.") { id };
        change.AddTo(command);
        return command.Asks(surroundings, asking =>
        {
            var request = new SignOffLetterRequest { RequestId = change.IdFor(asking), LetterId = asking.Get(id), Etag = change.EtagFor(asking) };
            return LetterCommand.ShowAsync(asking, asking.AskAsync(call => asking.Client.Letters.SignOffAsync(request, call), request.RequestId));
        }).WithExamples($"lert letter sign-off {LetterCommand.Some}");
    }

    public static Command Discard(Surroundings surroundings)
    {
        var id = LetterCommand.Id();
        var reason = new Option<string>("--reason") { Description = "Why, for the journal.", HelpName = "TEXT", Required = true };
        var change = new ChangeOptions();
        var command = new Command("discard", "Gives up a draft.") { id, reason };
        change.AddTo(command);
        return command.Asks(surroundings, asking =>
        {
            var request = new DiscardLetterRequest { RequestId = change.IdFor(asking), LetterId = asking.Get(id), Reason = asking.Get(reason), Etag = change.EtagFor(asking) };
            return LetterCommand.ShowAsync(asking, asking.AskAsync(call => asking.Client.Letters.DiscardAsync(request, call), request.RequestId));
        }).WithExamples($"lert letter discard {LetterCommand.Some} --reason 'The requester has answered meanwhile.'");
    }

    private static Option<string[]> Field()
    {
        const string Form = "NAME=TEXT";
        var option = new Option<string[]>("--field") { Description = "A field that the case does not know; 'lert letter templates' lists them. Repeatable.", HelpName = Form };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value.IndexOf('=', StringComparison.Ordinal) < 1))
            {
                result.AddError($"--field '{token.Value}' is not of the form {Form}");
            }
        });
        return option;
    }

    private static GivenField Given(string text) =>
        new() { Name = text[..text.IndexOf('=', StringComparison.Ordinal)], Value = text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..] };
}
