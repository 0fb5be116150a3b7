using System.CommandLine;
using System.Runtime.CompilerServices;

namespace Lert.Cli.Help;

/// <summary>Whole command lines in the help of a command: what one learns a tool from.</summary>
internal static class Examples
{
    private static readonly ConditionalWeakTable<Command, string[]> Known = [];

    public static Command WithExamples(this Command command, params string[] lines)
    {
        Known.AddOrUpdate(command, lines);
        return command;
    }

    public static void Write(Command command, TextWriter output)
    {
        if (!Known.TryGetValue(command, out var lines))
        {
            return;
        }

        output.WriteLine("Examples:");
        foreach (var line in lines)
        {
            output.WriteLine($"  {line}");
        }

        output.WriteLine();
    }
}
