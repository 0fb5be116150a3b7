using System.CommandLine;
using Lert.Cli.Connection;
using Lert.Cli.Help;
using Lert.Cli.Output;
using Lert.Cli.Watching;
using Lert.V1;
using Spectre.Console.Rendering;

namespace Lert.Cli.Accounts;

/// <summary><c>lert account</c>: whether an account's data is kept, and whether it may be deleted.</summary>
internal static class AccountCommand
{
    public static Command Create(Surroundings surroundings) =>
        new("account", "Accounts: whether their data is kept, and whether it may be deleted.")
        {
            Get(surroundings), Authorize(surroundings), Watch(surroundings),
        };

    private static Command Get(Surroundings surroundings)
    {
        var id = new Argument<string>("ACCOUNT") { Description = "The id of the account: us-…" };
        return new Command("get", "Shows what keeps an account. For showing, never for deciding a deletion.") { id }.Asks(surroundings, async asking =>
        {
            var kept = await asking.AskAsync(call => asking.Client.Accounts.GetPreservationAsync(new GetPreservationRequest { AccountId = asking.Get(id) }, call));
            asking.Display.Show(kept, () => Picture(kept));
            return ExitCode.Done;
        }).WithExamples("lert account get us-1700000001");
    }

    private static Command Authorize(Surroundings surroundings)
    {
        var id = new Argument<string>("ACCOUNT") { Description = "The id of the account." };
        var ticket = new Option<string>("--ticket") { Description = "The deletion pipeline's own reference.", HelpName = "TEXT", Required = true };
        var change = new ChangeOptions();
        var command = new Command("authorize-deletion", "Asks whether the data may be deleted now. Only exit code 0 means yes.") { id, ticket };
        change.AddTo(command);
        return command.Asks(surroundings, async asking =>
        {
            var request = new AuthorizeDeletionRequest
            {
                RequestId = change.IdFor(asking), AccountId = asking.Get(id), Ticket = asking.Get(ticket), Etag = change.EtagFor(asking),
            };
            var leave = await asking.AskAsync(call => asking.Client.Accounts.AuthorizeDeletionAsync(request, call), request.RequestId);
            asking.Display.Show(leave, () => Sheets.Fields(
                ("Account", leave.AccountId), ("Authorised", Moments.Text(leave.AuthorizedAt)), ("Delete before", Moments.Text(leave.ExpiresAt))));
            return ExitCode.Done;
        }).WithExamples("lert account authorize-deletion us-1700000001 --ticket DEL-4711");
    }

    private static Command Watch(Surroundings surroundings)
    {
        var account = new Option<string?>("--account") { Description = "Only this account.", HelpName = "ID" };
        var watch = new WatchVerb();
        var command = new Command("watch", "Shows what happens to accounts, as it happens, across restarts of the server.") { account };
        watch.AddTo(command);
        return command.Asks(surroundings, asking => watch.RunAsync(
            asking,
            (token, fromStart, call) => asking.Client.Accounts.Watch(
                new WatchAccountsRequest { AccountId = asking.Get(account) ?? "", ResumeToken = token, FromStart = fromStart }, call),
            answer => answer.ResumeToken,
            answer =>
            {
                if (answer.Change is not { } change)
                {
                    return false;
                }

                asking.Display.ShowLine(answer, () =>
                    $"{Moments.Text(change.At)} {change.Type,-30} {change.Preservation.AccountId} #{change.Sequence} {EnumWords.Of(change.Preservation.Status)}");
                return true;
            })).WithExamples("lert account watch --from-start --until-quiet");
    }

    private static IRenderable Picture(Preservation kept) => Sheets.Fields(
        ("Account", kept.AccountId),
        ("Status", EnumWords.Of(kept.Status)),
        ("Kept by", string.Join('\n', kept.HoldIds)),
        ("Overdue", string.Join('\n', kept.OverdueHoldIds)),
        ("Grace until", kept.GraceUntil is null ? null : Moments.Text(kept.GraceUntil)),
        ("Deletion", kept.DeletionAuthorizedAt is null
            ? null
            : $"authorised at {Moments.Text(kept.DeletionAuthorizedAt)}, to be acted on before {Moments.Text(kept.AuthorizationExpiresAt)}"),
        ("Etag", kept.Etag));
}
