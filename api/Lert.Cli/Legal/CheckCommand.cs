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

            return VectorAnswer.Write(console, parsed.GetRequiredValue(file), VectorFile.Check(book!, text.Text), parsed.GetValue(output));
        });
        return command;
    }
}
