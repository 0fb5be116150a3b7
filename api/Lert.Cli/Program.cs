using System.CommandLine;
using Lert.Cli;
using Lert.Cli.Accounts;
using Lert.Cli.Backup;
using Lert.Cli.Cases;
using Lert.Cli.Cluster;
using Lert.Cli.Demo;
using Lert.Cli.Disclosures;
using Lert.Cli.Holds;
using Lert.Cli.Import;
using Lert.Cli.Journal;
using Lert.Cli.Legal;
using Lert.Cli.Letters;
using Lert.Cli.OnCall;
using Lert.Cli.Output;
using Lert.Cli.Pages;
using Lert.Cli.Queues;
using Lert.Cli.Requesters;
using Lert.Cli.Responders;
using Lert.Cli.Rotas;
using Lert.Cli.Tokens;

var surroundings = Surroundings.OfThisProcess();
var root = new RootCommand("Works with the cases, holds and legal clocks of a Law Enforcement Response Team.")
{
    CaseCommand.Create(surroundings),
    DisclosureCommand.Create(surroundings),
    LetterCommand.Create(surroundings),
    QueueCommand.Create(surroundings),
    HoldCommand.Create(surroundings),
    AccountCommand.Create(surroundings),
    ResponderCommand.Create(surroundings),
    RequesterCommand.Create(surroundings),
    JournalCommand.Create(surroundings),
    PageCommand.Create(surroundings),
    PageWatch.CreateNoun(surroundings),
    ClusterCommand.Create(surroundings),
    BackupCommand.Create(surroundings),
    ImportCommand.Create(surroundings),
    DemoCommand.Create(surroundings),
    TokenCommand.Create(surroundings),
    LegalCommand.Create(Terminal.Open()),
    RotaCommand.Create(surroundings),
    OnCallCommand.Create(surroundings),
};

return await CommandLine.RunAsync(root, args).ConfigureAwait(false);
