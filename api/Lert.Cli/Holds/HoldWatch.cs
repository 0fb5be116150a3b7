using System.CommandLine;
using Lert.Cli.Connection;
using Lert.Cli.Help;
using Lert.Cli.Output;
using Lert.Cli.Watching;
using Lert.V1;

namespace Lert.Cli.Holds;

/// <summary><c>lert hold watch</c>: what happens to holds, as it happens.</summary>
internal static class HoldWatch
{
    public static Command Create(Surroundings surroundings)
    {
        var @case = new Option<string?>("--case") { Description = "Only holds of this case.", HelpName = "ID" };
        var account = new Option<string?>("--account") { Description = "Only holds on this account.", HelpName = "ID" };
        var hold = new Option<string?>("--hold") { Description = "Only this hold.", HelpName = "ID" };
        var watch = new WatchVerb();
        var command = new Command("watch", "Shows what happens to holds, as it happens, across restarts of the server.") { @case, account, hold };
        watch.AddTo(command);
        return command.Asks(surroundings, asking => watch.RunAsync(
            asking,
            (token, fromStart, call) => asking.Client.Holds.Watch(
                new WatchHoldsRequest
                {
                    CaseId = asking.Get(@case) ?? "",
                    AccountId = asking.Get(account) ?? "",
                    HoldId = asking.Get(hold) ?? "",
                    ResumeToken = token,
                    FromStart = fromStart,
                },
                call),
            answer => answer.ResumeToken,
            answer =>
            {
                if (answer.Change is not { } change)
                {
                    return false;
                }

                asking.Display.ShowLine(answer, () => Line(change));
                return true;
            })).WithExamples(
                "lert hold watch --from-start",
                "lert hold watch --account us-1700000001 --output json",
                "lert hold watch --from-start --until-quiet --output json   # a dump of all that happened");
    }

    private static string Line(HoldChange change) =>
        $"{Moments.Text(change.At)} {change.Type,-25} {change.Hold.HoldId} #{change.Sequence} {change.Hold.AccountId}";
}
