using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using Lert.Cli.Connection;
using Lert.Cli.Help;
using Lert.Cli.Output;
using Lert.V1;

namespace Lert.Cli.Rotas;

/// <summary>Calendars in and out, as Google, Outlook and Apple read and write them.</summary>
internal static class CalendarVerbs
{
    /// <summary>What a server reads, in bytes.</summary>
    private const long Longest = 1 << 20;

    private const int MostWeeks = 52;

    public static Command Export(Surroundings surroundings)
    {
        var id = RotaCommand.Id();
        var (from, weeks) = (From(), Weeks(8));
        var person = new Option<string?>("--person") { Description = "Only this person's shifts.", HelpName = "PERSON" };
        var file = new Option<string?>("--to") { Description = "The file to write. Default: the standard output.", HelpName = "FILE.ics" };
        return new Command("export", "Writes shifts as an iCalendar file.") { id, from, weeks, person, file }.Asks(surroundings, async asking =>
        {
            var rota = asking.Get(id);
            var (start, end) = await WindowAsync(asking, rota, asking.Get(from), asking.Get(weeks));
            var request = new ExportCalendarRequest { RotaId = rota, From = start, Until = end, Person = PersonName.Id(rota, asking.Get(person) ?? "") };
            var written = await asking.AskAsync(call => asking.Client.Rotas.ExportCalendarAsync(request, call));
            if (asking.Get(file) is { } path)
            {
                await File.WriteAllTextAsync(path, written.Calendar, asking.Cancelled);
                asking.Display.Remark($"Written to {path}.");
            }
            else
            {
                await surroundings.Out.WriteAsync(asking.Format == OutputFormat.Json ? JsonText.Document(written) + "\n" : written.Calendar);
            }

            return ExitCode.Done;
        }).WithExamples("lert rota export us-r-night-desk --weeks 8 --to night-desk.ics", "lert rota export us-r-night-desk --person ana");
    }

    public static Command Import(Surroundings surroundings)
    {
        var id = RotaCommand.Id();
        var file = new Argument<string>("FILE.ics") { Description = "What a calendar program has written; at most 1 MiB. '-' for the standard input" };
        var (from, weeks) = (From(), Weeks(52));
        var people = new Option<string[]>("--person")
        {
            Description = "What the calendar calls somebody, and who that is: 'Ana Lopez=ana'. Repeatable.", HelpName = "NAME=PERSON",
        };
        var change = new ChangeOptions();
        var command = new Command("import", "Takes the events of a calendar as overrides: whoever an event names is on call while it lasts.") { id, file, from, weeks, people };
        change.AddTo(command);
        return command.Asks(surroundings, async asking =>
        {
            var rota = asking.Get(id);
            var text = Read(asking.Get(file));
            var (start, end) = await WindowAsync(asking, rota, asking.Get(from), asking.Get(weeks));
            var request = new ImportCalendarRequest
            {
                RequestId = change.IdFor(asking),
                RotaId = rota,
                Calendar = text,
                From = start,
                Until = end,
                People = { (asking.Get(people) ?? []).Select(named => Named(rota, named)) },
                Etag = change.EtagFor(asking),
            };
            return await RotaCommand.ShowAsync(asking, asking.AskAsync(call => asking.Client.Rotas.ImportCalendarAsync(request, call), request.RequestId));
        }).WithExamples(
            "lert rota import us-r-night-desk holidays.ics --person 'Ana Lopez=ana' --person bo@desk.example=bo",
            "lert rota import us-r-night-desk - --weeks 12 < calendar.ics");
    }

    private static Option<DateTimeOffset?> From() =>
        new("--from") { Description = "Where the window begins. Default: now.", HelpName = "INSTANT", CustomParser = Moments.Parse };

    private static Option<int> Weeks(int otherwise)
    {
        var weeks = new Option<int>("--weeks") { Description = "How many weeks from there, 1 to 52.", HelpName = "N", DefaultValueFactory = _ => otherwise };
        weeks.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var count) && count is < 1 or > MostWeeks)
            {
                result.AddError($"--weeks is 1 to {MostWeeks}");
            }
        });
        return weeks;
    }

    /// <summary>Now is what the server's calendar says.</summary>
    private static async Task<(Timestamp From, Timestamp Until)> WindowAsync(Asking asking, string rota, DateTimeOffset? from, int weeks)
    {
        var start = from ?? (await asking.AskAsync(call => asking.Client.Rotas.WhoIsOnCallAsync(new WhoIsOnCallRequest { RotaId = rota }, call))).At.ToDateTimeOffset();
        return (Timestamp.FromDateTimeOffset(start), Timestamp.FromDateTimeOffset(start.AddDays(7 * weeks)));
    }

    /// <summary>A file that is too long is not even opened.</summary>
    private static string Read(string path)
    {
        if (path != "-" && new FileInfo(path) is { Exists: true, Length: > Longest } far)
        {
            throw new UsageException($"'{path}' has {far.Length:N0} bytes; a calendar to import has at most {Longest:N0}");
        }

        var file = TextFile.Read(path);
        return file.Problem is { } problem ? throw new UsageException(problem)
            : file.Text.Length > Longest ? throw new UsageException($"'{path}' has {file.Text.Length:N0} characters; a calendar to import has at most {Longest:N0}")
            : file.Text;
    }

    private static CalendarPerson Named(string rota, string named) => named.LastIndexOf('=') is var at and > 0
        ? new CalendarPerson { Name = named[..at], Person = PersonName.Id(rota, named[(at + 1)..]) }
        : throw new UsageException($"'{named}' does not say who is meant; write 'Ana Lopez=ana'");
}
