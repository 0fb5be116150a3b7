using System.CommandLine;
using Lert.Cli.Connection;
using Lert.Cli.Help;
using Lert.V1;

namespace Lert.Cli.Holds;

/// <summary>What begins a hold.</summary>
internal static class PlaceVerbs
{
    private const int MostAccounts = 1_000;

    public static Command Place(Surroundings surroundings)
    {
        var @case = CaseOption();
        var account = new Option<string>("--account") { Description = "The account to hold.", HelpName = "ID", Required = true };
        var (snapshot, manifest) = SnapshotOptions(required: false);
        var change = new ChangeOptions();
        var command = new Command("place", "Places a hold and answers when it keeps the data.") { @case, account, snapshot, manifest };
        change.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(snapshot) is null != (result.GetResult(manifest) is null))
            {
                result.AddError("--snapshot and --manifest belong together");
            }
        });
        return command.Asks(surroundings, asking =>
        {
            var request = new PlaceHoldRequest
            {
                RequestId = change.IdFor(asking),
                CaseId = asking.Get(@case),
                Account = new HoldTarget { AccountId = asking.Get(account), Snapshot = Snapshot(asking.Get(snapshot), asking.Get(manifest)) },
                Etag = change.EtagFor(asking),
            };
            return HoldCommand.ShowAsync(asking, asking.AskAsync(call => asking.Client.Holds.PlaceAsync(request, call), request.RequestId));
        }).WithExamples("lert hold place --case us-c-0123456789abcdefghjkmnpqrs --account us-1700000001");
    }

    public static Command PlaceBatch(Surroundings surroundings)
    {
        var @case = CaseOption();
        var accounts = new Argument<string[]>("ACCOUNT") { Description = "The accounts to hold.", Arity = ArgumentArity.ZeroOrMore };
        var file = new Option<FileInfo?>("--file") { Description = "More of them, one a line; '-' reads them from the standard input.", HelpName = "FILE" };
        var change = new ChangeOptions();
        var command = new Command("place-batch", "Places up to 1,000 holds of one case, and reports each.") { @case, accounts, file };
        change.AddTo(command);
        return command.Asks(surroundings, async asking =>
        {
            var named = await AccountsAsync(asking, asking.Get(accounts), asking.Get(file));
            var request = new PlaceHoldsRequest
            {
                RequestId = change.IdFor(asking),
                CaseId = asking.Get(@case),
                Accounts = { named.Select(account => new HoldTarget { AccountId = account }) },
                Etag = change.EtagFor(asking),
            };
            var answer = await asking.AskAsync(call => asking.Client.Holds.PlaceBatchAsync(request, call), request.RequestId);
            asking.Display.Show(answer, () => HoldPictures.Batch(answer));
            return answer.Results.All(result => result.Outcome == PlaceOutcome.Placed) ? ExitCode.Done : ExitCode.Refused;
        }).WithExamples(
            "lert hold place-batch --case us-c-0123456789abcdefghjkmnpqrs us-1700000001 us-1700000002",
            "lert hold place-batch --case us-c-0123456789abcdefghjkmnpqrs --file accounts.txt");
    }

    public static (Option<string?> Id, Option<string?> Manifest) SnapshotOptions(bool required) => (
        new("--snapshot") { Description = "The id of the snapshot in the collection store.", HelpName = "ID", Required = required },
        new("--manifest") { Description = "SHA-256 of the snapshot's manifest, 64 hexadecimal digits.", HelpName = "HEX", Required = required });

    public static Snapshot? Snapshot(string? id, string? manifest) => id is null ? null : new Snapshot { Id = id, ManifestSha256 = manifest ?? "" };

    private static Option<string> CaseOption() => new("--case") { Description = "The case whose legal basis the hold stands on.", HelpName = "ID", Required = true };

    private static async Task<string[]> AccountsAsync(Asking asking, string[] named, FileInfo? file)
    {
        var accounts = new List<string>(named);
        if (file is not null)
        {
            using var reader = file.Name == "-" ? Console.In : Open(file);
            while (await reader.ReadLineAsync(asking.Cancelled) is { } line)
            {
                if (!string.IsNullOrWhiteSpace(line))
                {
                    accounts.Add(line.Trim());
                }
            }
        }

        return accounts.Count switch
        {
            0 => throw new UsageException("name at least one account, or a --file of them"),
            > MostAccounts => throw new UsageException($"{accounts.Count:N0} accounts are too many for one batch; {MostAccounts:N0} are the limit"),
            _ => [.. accounts],
        };
    }

    private static TextReader Open(FileInfo file)
    {
        try
        {
            return file.OpenText();
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{file.FullName} cannot be read: {missing.Message}");
        }
    }
}
