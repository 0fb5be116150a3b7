using System.CommandLine;
using Lert.Cli.Output;
using Lert.Domain.Legal;
using NodaTime.Text;
using Spectre.Console;

namespace Lert.Cli.Legal;

/// <summary><c>lert legal regimes</c>: the book.</summary>
internal static class RegimesCommand
{
    private const string More =
        """
        With --regimes-file and --holidays-file it checks the files of a deployment.

        Exit code:
          0  listed
          2  the files are wrong, and every problem with them
        """;

    public static Command Create(IAnsiConsole console, BookOptions books)
    {
        var command = new DocumentedCommand("regimes", "Lists the regimes: what each is, how it is counted, and by which law.", More);
        var output = OutputOption.AddTo(command);
        command.SetAction(parsed =>
        {
            if (!books.TryLoad(parsed.CommandResult, out var book, out var problems))
            {
                CommandLine.Report(problems);
                return ExitCode.BadInput;
            }

            if (parsed.GetValue(output) == OutputFormat.Json)
            {
                Json.Write(new { book.RegimesVersion, book.HolidayVersion, book.TzdbVersion, Regimes = book.All.Select(View) });
            }
            else
            {
                WriteTable(console, book);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static object View(Regime regime) => new
    {
        regime.Id,
        regime.Description,
        Duty = regime.Duty == Duty.Keep ? "keep" : "act",
        Period = regime.Period.ToString(),
        regime.Rolls,
        Extension = regime.Extension is { } extension ? new { extension.Times, Period = extension.Period.ToString() } : null,
        regime.Zone,
        regime.Calendar,
        AppliesFrom = LocalDatePattern.Iso.Format(regime.AppliesFrom),
        regime.Source,
        regime.Confidence,
        KeepsData = regime.Duty == Duty.Keep ? regime.KeepsData : (bool?)null,
        regime.Trigger,
        regime.Note,
    };

    private static void WriteTable(IAnsiConsole console, RegimeBook book)
    {
        var table = new Table().Border(TableBorder.Rounded)
.ShowRowSeparators()
            .AddColumns(new TableColumn("id").NoWrap(), new TableColumn("what it is"), new TableColumn("how it is counted"), new TableColumn("zone, calendar").NoWrap(), new TableColumn("law, confidence"));
        foreach (var regime in book.All)
        {
            table.AddRow(new Text(regime.Id), new Text(What(regime)), new Text(Rule(regime)), new Text($"{regime.Zone}\n{regime.Calendar}"), new Text($"{regime.Source} ({regime.Confidence})"));
        }

        console.Write(table);
        console.MarkupLineInterpolated($"{book.All.Count()} regimes, {book.RegimesVersion}; time zones {book.TzdbVersion}");
        console.MarkupLineInterpolated($"holidays: {book.HolidayVersion}");
        console.WriteLine("No regime has been checked by counsel; a deployment's counsel signs each one off.");
    }

    private static string What(Regime regime) => regime.AppliesFrom.Year > 2000 ? $"{regime.Description}, from {LocalDatePattern.Iso.Format(regime.AppliesFrom)}" : regime.Description;

    private static string Rule(Regime regime)
    {
        var rolls = regime.Rolls ? ", rolls" : "";
        var extension = regime.Extension is { } more ? $"\nextended {more.Times} × {more.Period}" : "";
        return $"{(regime.Duty == Duty.Keep ? "keep" : "act")} {regime.Period}{rolls}{extension}";
    }
}
