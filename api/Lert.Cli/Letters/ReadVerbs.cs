using System.CommandLine;
using Lert.Cli.Connection;
using Lert.Cli.Help;
using Lert.Cli.Lists;
using Lert.Cli.Output;
using Lert.V1;

namespace Lert.Cli.Letters;

/// <summary>What looks at letters.</summary>
internal static class ReadVerbs
{
    public static Command Show(Surroundings surroundings)
    {
        var id = LetterCommand.Id();
        return new Command("show", "Shows one letter with its text.") { id }.Asks(surroundings, asking => LetterCommand.ShowAsync(
                asking, asking.AskAsync(call => asking.Client.Letters.GetAsync(new GetLetterRequest { LetterId = asking.Get(id) }, call))))
            .WithExamples($"lert letter show {LetterCommand.Some}");
    }

    public static Command List(Surroundings surroundings)
    {
        var of = LetterCommand.Case();
        var status = new Option<string[]>("--status") { Description = "Only those that stand there: drafted, signed-off, discarded. Repeatable.", HelpName = "STATUS" };
        var paging = new Paging();
        var command = new Command("list", "Lists the letters of a case.") { of, status };
        paging.AddTo(command);
        return command.Asks(surroundings, async asking =>
        {
            var filter = paging.Filter(asking, FilterText.Any("status", asking.Get(status), upper: true));
            var found = await paging.CollectAsync(
                asking,
                async (size, token) => await asking.AskAsync(
                    call => asking.Client.Letters.ListAsync(new ListLettersRequest { CaseId = asking.Get(of), Filter = filter, PageSize = size, PageToken = token }, call)),
                page => (page.Letters.Count, page.NextPageToken),
                (into, page) =>
                {
                    into.Letters.Add(page.Letters);
                    into.NextPageToken = page.NextPageToken;
                });
            asking.Display.Show(found, () => LetterPictures.Many(found.Letters));
            Paging.Remark(asking, found.Letters.Count, found.NextPageToken);
            return ExitCode.Done;
        }).WithExamples($"lert letter list {LetterCommand.SomeCase} --status drafted");
    }

    /// <summary>The letter itself, byte for byte: for a file, a mail or a printer.</summary>
    public static Command Render(Surroundings surroundings)
    {
        var id = LetterCommand.Id();
        var format = EnumWords.Option<LetterFormat>("--format", "As a page or as plain text. Default text.");
        return new Command("render", "Writes a letter as a page or as plain text.") { id, format }.Asks(surroundings, async asking =>
        {
            var request = new RenderLetterRequest { LetterId = asking.Get(id), Format = asking.Get(format) ?? LetterFormat.Text };
            var rendered = await asking.AskAsync(call => asking.Client.Letters.RenderAsync(request, call));
            if (asking.Format == OutputFormat.Json)
            {
                asking.Surroundings.Out.WriteLine(JsonText.Document(rendered));
            }
            else
            {
                asking.Surroundings.Out.Write(rendered.Content);
            }

            return ExitCode.Done;
        }).WithExamples($"lert letter render {LetterCommand.Some} --format html > letter.html");
    }
}
