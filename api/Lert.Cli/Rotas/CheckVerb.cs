using System.CommandLine;
using Lert.Cli.Output;
using Lert.Domain.Rotas;

namespace Lert.Cli.Rotas;

/// <summary><c>lert rota check</c>: shifts and hand-offs, without any silo.</summary>
internal static class CheckVerb
{
    private const string More =
        """
        The columns:
          id,zone,rule,from,expect_start,expect_end,expect_hours,expect_error,note
        A rule is one of:
          weekly Fri 18:00-Mon 09:00         from a weekday and time to the next such weekday and time
          daily 09:00-17:00                  every day; an end that is not after the start is on the next day
          handoff weekly Sun 02:30           a hand-off every week; expect_end is the one after it
          handoff monthly day=31 09:00       every month; in a shorter month on its last day
          entered 2026-03-08T02:30           a time that a person typed
        Wanted is the first shift or hand-off that is not before 'from' (a local date, or a local date and time).

        Exit code:
          0  every row passed
          1  a row failed
          2  it is no such file

        Example:
          lert rota check vectors-rota.csv
        """;

    public static Command Create()
    {
        var file = new Argument<string>("FILE.csv") { Description = "the file to check; '-' for the standard input" };
        var check = new DocumentedCommand("check", "Checks a file of worked examples of shifts, also on the days when clocks change, and shows what came out differently. Works offline.", More) { file };
        var output = OutputOption.AddTo(check);
        check.SetAction(parsed =>
        {
            var text = TextFile.Read(parsed.GetRequiredValue(file));
            if (text.Problem is not null)
            {
                CommandLine.Report([text.Problem]);
                return ExitCode.BadInput;
            }

            return VectorAnswer.Write(Terminal.Open(), parsed.GetRequiredValue(file), RotaVectorFile.Check(text.Text), parsed.GetValue(output));
        });
        return check;
    }
}
