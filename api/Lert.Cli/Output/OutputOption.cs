using System.CommandLine;

namespace Lert.Cli.Output;

/// <summary>The two shapes of every answer.</summary>
internal enum OutputFormat
{
    Table,
    Json,
}

/// <summary><c>--output table|json</c>, the same on every verb.</summary>
internal static class OutputOption
{
    public static Option<OutputFormat> AddTo(Command command)
    {
        var option = new Option<OutputFormat>("--output", "-o")
        {
            Description = "'table' for people, which is the default, or 'json' for programs",
            CustomParser = result => result.Tokens is [{ Value: "json" }] ? OutputFormat.Json : OutputFormat.Table,
            HelpName = "table|json",
        };
        option.CompletionSources.Add("table", "json");
        command.Options.Add(option);

        // On the command: the parser asks neither the option's own validator nor its parser once something else is wrong.
        command.Validators.Add(result =>
        {
            if (result.GetResult(option)?.Tokens is [{ Value: not ("table" or "json") }])
            {
                result.AddError("--output is 'table' or 'json'");
            }
        });
        return option;
    }
}
