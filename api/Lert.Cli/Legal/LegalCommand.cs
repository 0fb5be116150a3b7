using System.CommandLine;
using Spectre.Console;

namespace Lert.Cli.Legal;

/// <summary><c>lert legal</c>: counting of legal time, without any silo.</summary>
internal static class LegalCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var book = new BookOptions();
        return new Command("legal", "Counts legal time and explains every date. Works offline. A computed date is not legal advice.")
        {
            book.Regimes,
            book.Holidays,
            ComputeCommand.Create(console, book),
            CheckCommand.Create(console, book),
            RegimesCommand.Create(console, book),
        };
    }
}
