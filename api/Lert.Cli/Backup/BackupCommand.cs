using System.CommandLine;
using System.Diagnostics;
using Lert.Cli.Connection;
using Lert.Cli.Demo;
using Lert.Cli.Help;
using Lert.Cli.Output;

namespace Lert.Cli.Backup;

/// <summary><c>lert backup</c>: whether a restored copy is whole. The silo's own program reads it, because what judges a copy must be what will run on it.</summary>
internal static class BackupCommand
{
    public static Command Create(Surroundings surroundings) => new("backup", "Copies of the store.") { Verify(surroundings) };

    private static Command Verify(Surroundings surroundings)
    {
        var file = new Option<string?>("--store") { Description = "The SQLite file of the copy. No silo may have it open.", HelpName = "FILE" };
        var postgres = new Option<string?>("--postgres") { Description = "The connection string of the copy. Else LERT_POSTGRES.", HelpName = "CONNECTION" };
        var regions = new Option<string[]>("--region") { Description = "Home regions of the cell; repeatable. Default: those of the silo's own settings.", HelpName = "us" };
        var silo = new Option<string?>("--silo") { Description = "The silo's program, where it does not lie beside this one.", HelpName = "DLL" };
        var command = new Command("verify", "Reads a restored copy, offline: every chain, every fold, every hold, every message. Exit code 0 only if all is whole.") { file, postgres, regions, silo };
        var output = OutputOption.AddTo(command);
        command.SetAction((parse, cancelled) => Ending.OfAsync(surroundings, parse.GetValue(output), async () =>
        {
            var connection = parse.GetValue(postgres) ?? (parse.GetValue(file) is null ? surroundings.Variable("LERT_POSTGRES") : null);
            if (parse.GetValue(file) is null == connection is null)
            {
                throw new UsageException("name the copy with exactly one of --store and --postgres");
            }

            if (parse.GetValue(file) is { } given && !File.Exists(given))
            {
                throw new UsageException($"there is no file '{given}'");
            }

            var start = new ProcessStartInfo("dotnet") { ArgumentList = { SiloProcess.Find(parse.GetValue(silo)), "backup", "verify" } };
            // By the environment, which others on the machine do not see: a connection string holds a password.
            start.Environment["Lert__Store__Path"] = parse.GetValue(file) is { } path ? Path.GetFullPath(path) : null;
            start.Environment["Lert__Store__Postgres"] = connection;
            foreach (var (region, i) in (parse.GetValue(regions) ?? []).Select((region, i) => (region, i)))
            {
                start.Environment[$"Lert__Api__Regions__{i}"] = region;
            }

            if (parse.GetValue(output) == OutputFormat.Json)
            {
                start.ArgumentList.Add("--json");
            }

            using var run = Process.Start(start)!;
            await run.WaitForExitAsync(cancelled);
            return run.ExitCode == 0 ? ExitCode.Done : ExitCode.Refused;
        }, cancelled));
        return command.WithExamples("lert backup verify --store /restore/lert.db", "LERT_POSTGRES='Host=…;Database=restored;…' lert backup verify");
    }
}
