using System.CommandLine;
using Lert.Cli.Output;
using Lert.Domain.Legal;
using Spectre.Console;

namespace Lert.Cli.Legal;

/// <summary><c>lert legal compute</c>: one trigger, and every date that follows.</summary>
internal static class ComputeCommand
{
    private const string More =
        """
        Instants (RFC 3339):
          Always with an offset. It is only how they were written; the counting zone decides the day.

        Exit code:
          0  computed; an extension that is refused changes nothing, and is shown
          1  no date follows, and why
          2  the input is wrong, and everything that is

        Examples:
          A preservation request, renewed once:
            lert legal compute --regime us-2703f --trigger 2026-01-15T18:00:00-08:00 --extension 2026-04-01T16:00:00Z
          In the court's zone, locked while a warrant is served on the data:
            lert legal compute --regime us-2703f --trigger 2026-01-15T18:00:00-08:00 \
              --zone America/New_York --locked-from 2026-04-10T17:00:00Z
          A subpoena with a return date, and an order of silence for 90 days:
            lert legal compute --regime us-subpoena --trigger 2026-07-20T15:00:00Z --order 2026-08-14
            lert legal compute --regime us-2705b-days --trigger 2026-05-31T12:00:00-07:00 --order 90 --output json
        """;

    public static Command Create(IAnsiConsole console, BookOptions books)
    {
        var request = new RequestOptions(books);
        var command = new DocumentedCommand("compute", "Computes every date that follows from one trigger, with the reason for each.", More)
        {
            request.Regime, request.Trigger, request.Zone, request.Order, request.Extension, request.LockedFrom, request.LockedUntil,
        };
        var output = OutputOption.AddTo(command);

        // A validator, so that what is wrong with the values comes together with what is wrong with the options.
        command.Validators.Add(result =>
        {
            foreach (var problem in request.Problems(result))
            {
                result.AddError(problem);
            }
        });
        command.SetAction(parsed =>
        {
            var (book, sound) = request.Read(parsed.CommandResult);
            return Answer(console, book, sound, parsed.GetValue(output));
        });
        return command;
    }

    private static int Answer(IAnsiConsole console, RegimeBook book, LegalRequest request, OutputFormat output)
    {
        var result = LegalClock.Compute(book, request);
        if (output == OutputFormat.Json)
        {
            Json.Write(ComputedView.Of(book, request, result));
        }
        else
        {
            ComputedTable.Write(console, book, request, result);
        }

        return result.IsComputed ? ExitCode.Done : ExitCode.Refused;
    }
}
