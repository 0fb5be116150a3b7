using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Lert.Cli.Help;

namespace Lert.Cli;

/// <summary>A command that has more to say in its own help than the one line in the list of commands.</summary>
/// <param name="name">The word on the command line.</param>
/// <param name="description">One line.</param>
/// <param name="more">What a person can learn from: exit codes, forms of input, examples.</param>
internal sealed class DocumentedCommand(string name, string description, string more) : Command(name, description)
{
    public string More { get; } = more;
}

/// <summary>The usual help, and after it what a <see cref="DocumentedCommand"/> has to say.</summary>
internal sealed class FullHelp(HelpAction usual) : SynchronousCommandLineAction
{
    /// <summary>Puts it in the place of the usual help, on every command below the root.</summary>
    public static void On(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Action = option.Action is HelpAction usual ? new FullHelp(usual) : option.Action;
        }
    }

    public override int Invoke(ParseResult parseResult)
    {
        var code = usual.Invoke(parseResult);
        if (parseResult.CommandResult.Command is DocumentedCommand documented)
        {
            parseResult.InvocationConfiguration.Output.WriteLine(documented.More);
        }

        if (parseResult.CommandResult.Command is RootCommand)
        {
            parseResult.InvocationConfiguration.Output.WriteLine(ExitCode.Help);
        }

        Examples.Write(parseResult.CommandResult.Command, parseResult.InvocationConfiguration.Output);

        return code;
    }
}
