using Lert.Domain.Legal.Vectors;
using Spectre.Console;

namespace Lert.Cli.Output;

/// <summary>What became of a file of worked examples: the rows that failed, and <c>N passed, N failed</c>.</summary>
internal static class VectorAnswer
{
    public static int Write(IAnsiConsole console, string file, VectorReport report, OutputFormat output)
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
