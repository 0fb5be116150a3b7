using System.CommandLine;
using Lert.Cli;
using Lert.Cli.Legal;
using Lert.Cli.Output;

var console = Terminal.Open();
var root = new RootCommand("Works with the cases, holds and legal clocks of a Law Enforcement Response Team.")
{
    LegalCommand.Create(console),
};

return await CommandLine.RunAsync(root, args).ConfigureAwait(false);
