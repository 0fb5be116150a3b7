using System.CommandLine;
using Lert.Cli.Connection;
using Lert.Cli.Help;
using Lert.Cli.Tokens;

namespace Lert.Cli.Import;

/// <summary><c>lert import</c>: many requests from a file.</summary>
internal static class ImportCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var file = new Argument<string>("FILE") { Description = "JSON, one request a line; deploy/samples/requests.jsonl shows every kind." };
        var report = new Option<string?>("--report") { Description = "Writes how it went for every line, as JSON.", HelpName = "FILE" };
        var parallel = new Option<int>("--parallel") { Description = "So many lines at a time.", HelpName = "N", DefaultValueFactory = _ => 8 };
        var patience = new Option<int>("--patience") { Description = "Goes on with a line for this many seconds while the server is away or busy.", HelpName = "SECONDS", DefaultValueFactory = _ => 60 };
        var clock = new Option<string?>("--clock") { Description = "Sends each line at its \"at\" by this scaled clock; otherwise at once.", HelpName = "ORIGIN,START,SPEED" };
        var keys = new Option<DirectoryInfo?>("--keys") { Description = "Makes a token for whomever a line names in \"as\", with the development key of this directory.", HelpName = "DIR" };
        parallel.Validators.Add(result => Between(result, "--parallel", 1, 256));
        patience.Validators.Add(result => Between(result, "--patience", 0, 3_600));
        var command = new Command("import", "Sends many requests from a file, each exactly once, however often it is run.") { file, report, parallel, patience, clock, keys };
        return command.Asks(surroundings, async asking =>
        {
            var path = asking.Get(file);
            var content = ImportFile.Read(path);
            if (content.Problems.Count > 0)
            {
                foreach (var (number, problem) in content.Problems)
                {
                    surroundings.Error.WriteLine($"error: {path}({number}): {problem}");
                }

                throw new UsageException($"{content.Problems.Count} problems in {path}; nothing was sent");
            }

            var progress = new ImportProgress(content.Lines.Count, surroundings);
            using var importer = new Importer(asking.Get(parallel))
            {
                Client = asking.Client,
                TokenFor = asking.Get(keys) is { } directory ? new Impersonation(TokenCommand.LoadKey(directory), surroundings.Clock).TokenFor : _ => null,
                Retrying = new Retrying(TimeSpan.FromSeconds(asking.Get(patience)), surroundings.Clock),
                Wall = surroundings.Clock,
                Clock = asking.Get(clock) is { } text ? VirtualClock.Parse(text) : null,
                OnDone = progress.Take,
                OnRetry = _ => progress.Retried(),
            };
            var started = surroundings.Clock.GetTimestamp();
            var results = await progress.WhileAsync(() => importer.RunAsync(content.Lines, asking.Cancelled));
            return await ReportAsync(asking, new ImportReport(path, results, surroundings.Clock.GetElapsedTime(started)), asking.Get(report));
        }).WithExamples(
            "lert import requests.jsonl",
            "lert import requests.jsonl --report outcome.json --parallel 32",
            "lert import deploy/samples/requests.jsonl --keys data/keys   # a silo in development");
    }

    private static async Task<int> ReportAsync(Asking asking, ImportReport report, string? path)
    {
        foreach (var line in report.Failed.SelectMany(ImportReport.Lines))
        {
            asking.Surroundings.Error.WriteLine($"error: {line}");
        }

        if (path is not null)
        {
            await File.WriteAllTextAsync(path, report.Json(), asking.Cancelled);
        }

        if (asking.Format == Output.OutputFormat.Json)
        {
            asking.Surroundings.Out.WriteLine(report.Json());
        }
        else
        {
            asking.Display.Write(report.Table());
            asking.Display.Remark($"{report.Results.Count:N0} lines in {report.Took.TotalSeconds:N1} s, {report.Retries:N0} sent again, {report.Failed.Count:N0} failed");
        }

        return report.Failed.Count == 0 ? ExitCode.Done : ExitCode.Refused;
    }

    private static void Between(System.CommandLine.Parsing.OptionResult result, string name, int least, int most)
    {
        if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var value) && (value < least || value > most))
        {
            result.AddError($"{name} is {least} to {most:N0}");
        }
    }
}
