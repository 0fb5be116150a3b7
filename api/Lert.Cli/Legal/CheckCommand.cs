using System.CommandLine;
using Lert.Cli.Output;
using Lert.Domain.Legal;
using Lert.Domain.Legal.Vectors;
using Spectre.Console;

namespace Lert.Cli.Legal;

/// <summary><c>lert legal check</c>: a file of worked examples against the clock.</summary>
internal static class CheckCommand
{
    private const string More =
        """
        The header says which kind of file it is:
          periods  id,regime,trigger,zone,order,extensions,locked_from,locked_until,expect_error,
                   nominal_last_day,rolled_last_day,release_not_before,due_internal,due_legal_outer,note
          unions   id,holds,account_kept_until,grace_until,note
        Instants end in Z, dates are civil dates in the counting zone, an empty field means none; extensions and holds
        (regime@trigger) have ';' between them; a grace is 30 days.

        Exit code:
          0  every row passed
          1  a row failed
          2  it is no such file

        Example:
          lert legal check vectors-periods.csv
        """;

    public static Command Create(IAnsiConsole console, BookOptions books)
    {
        var file = new Argument<string>("FILE.csv") { Description = "the file to check; '-' for the standard input" };
        var command = new DocumentedCommand("check", "Checks a file of worked examples and shows what came out differently.", More) { file };
        var output = OutputOption.AddTo(command);
        command.SetAction(parsed =>
        {
            var text = TextFile.Read(parsed.GetRequiredValue(file));
            var loaded = books.TryLoad(parsed.CommandResult, out var book, out var problems);
            if (text.Problem is not null || !loaded)
            {
                CommandLine.Report(text.Problem is null ? problems : [text.Problem, .. problems]);
                return ExitCode.BadInput;
            }

            return Answer(console, parsed.GetRequiredValue(file), VectorFile.Check(book!, text.Text), parsed.GetValue(output));
        });
        return command;
    }

    private static int Answer(IAnsiConsole console, string file, VectorReport report, OutputFormat output)
    {
        if (report.Problem is not null)
        {
            CommandLine.Report([$"'{file}' is no file of worked examples: {report.Problem}"]);
            return ExitCode.BadInput;
        }

        if (output == OutputFormat.Json)
        {
            Json.Write(new { report.Passed, report.Failed, Rows = report.Rows.Where(row => !row.Passed) });
        }
        else
        {
            WriteFailures(console, report);
        }

        return report.Failed == 0 ? ExitCode.Done : ExitCode.Refused;
    }

    // One under the other, so that a difference of one digit is seen.
    private static void WriteFailures(IAnsiConsole console, VectorReport report)
    {
        foreach (var row in report.Rows.Where(row => !row.Passed))
        {
            console.MarkupLineInterpolated($"[bold]{row.Id}[/], line {row.Line}: {row.Note}");
            foreach (var (column, expected, got) in row.Differences)
            {
                console.MarkupLineInterpolated($"  {column,-18}  expected [green]{OrNone(expected)}[/]");
                console.MarkupLineInterpolated($"  {"",-18}  got      [red]{OrNone(got)}[/]");
            }
        }

        console.MarkupLine(report.Failed == 0 ? $"[green]{report.Passed} passed, 0 failed[/]" : $"[red]{report.Passed} passed, {report.Failed} failed[/]");
    }

    private static string OrNone(string text) => text.Length == 0 ? "(none)" : text;
}
