using System.Globalization;
using Spectre.Console;

namespace Lert.Cli.Output;

/// <summary>The console that tables are drawn on.</summary>
internal static class Terminal
{
    // Into a pipe nothing says how wide a line may be; this fits every table of the tool without breaking a word.
    private const int PipedWidth = 160;

    public static IAnsiConsole Open()
    {
        // Detection looks at the terminal's name only, and would colour a pipe: what a program reads is plain.
        var console = AnsiConsole.Create(Console.IsOutputRedirected
            ? new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No }
            : new AnsiConsoleSettings());
        if (int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var columns) && columns is >= 40 and <= 1_000)
        {
            console.Profile.Width = columns;
        }
        else if (Console.IsOutputRedirected)
        {
            console.Profile.Width = PipedWidth;
        }

        return console;
    }
}
