using System.CommandLine;

namespace Lert.Cli;

/// <summary>Runs the command line, and says everything that is wrong with it at once.</summary>
internal static class CommandLine
{
    /// <summary>A word that begins with an @ is a handle or an address, never the name of a file with more words.</summary>
    private static readonly ParserConfiguration Words = new() { ResponseFileTokenReplacer = null };

    public static async Task<int> RunAsync(RootCommand root, IReadOnlyList<string> args)
    {
        FullHelp.On(root);
        var parsed = root.Parse(args, Words);
        if (parsed.Action is FullHelp || parsed.Errors.Count == 0)
        {
            return await parsed.InvokeAsync().ConfigureAwait(false);
        }

        // A noun alone is a question, and the help is its answer; a script that stops there still fails.
        if (parsed.CommandResult.Command is { Action: null } && parsed.UnmatchedTokens.Count == 0 && parsed.CommandResult.Tokens.Count == 0)
        {
            await root.Parse([.. args, "--help"], Words).InvokeAsync().ConfigureAwait(false);
            return ExitCode.BadInput;
        }

        Report(parsed.Errors.Select(error => error.Message), $"{PathOf(parsed.CommandResult)} --help");
        return ExitCode.BadInput;
    }

    /// <summary>Writes problems to the standard error, one a line.</summary>
    /// <param name="problems">Sentences for a person.</param>
    /// <param name="help">The command that explains more, or null.</param>
    public static void Report(IEnumerable<string> problems, string? help = null)
    {
        foreach (var problem in problems.Distinct())
        {
            Console.Error.WriteLine($"error: {problem}");
        }

        if (help is not null)
        {
            Console.Error.WriteLine($"See: {help}");
        }
    }

    private static string PathOf(System.CommandLine.Parsing.CommandResult result) =>
        result.Parent is System.CommandLine.Parsing.CommandResult parent ? $"{PathOf(parent)} {result.Command.Name}" : "lert";
}
