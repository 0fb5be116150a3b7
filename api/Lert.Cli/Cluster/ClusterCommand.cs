using System.CommandLine;
using Lert.Cli.Connection;
using Lert.Cli.Help;
using Lert.Cli.Output;
using Lert.V1;

namespace Lert.Cli.Cluster;

/// <summary><c>lert cluster</c>: the machines behind the API.</summary>
internal static class ClusterCommand
{
    public static Command Create(Surroundings surroundings) =>
        new("cluster", "The machines behind the API: who is there, who works on what, what waits. Needs the role operator.") { Status(surroundings), ConfirmRestore(surroundings) };

    private static Command Status(Surroundings surroundings) =>
        new Command("status", "Shows the members, their slots, what waits, and what they complain of.").Asks(surroundings, async asking =>
        {
            var status = await asking.AskAsync(call => asking.Client.Cluster.GetStatusAsync(new GetClusterStatusRequest(), call));
            asking.Display.Show(status, () => ClusterPicture.Of(status));
            return ExitCode.Done;
        }).WithExamples("lert cluster status", "lert cluster status --output json");

    private static Command ConfirmRestore(Surroundings surroundings)
    {
        var reason = new Option<string>("--reason") { Description = "Why this store is the one that counts, for those who come after.", HelpName = "TEXT", Required = true };
        var change = new ChangeOptions();
        var command = new Command("confirm-restore", "Lets the timers and messages of a restored store go on. Only after 'lert backup verify', and only when the old store can never come back.") { reason };
        change.AddTo(command);
        return command.Asks(surroundings, async asking =>
        {
            var request = new ConfirmRestoreRequest { RequestId = change.IdFor(asking), Etag = change.EtagFor(asking), Reason = asking.Get(reason) };
            var restore = await asking.AskAsync(call => asking.Client.Cluster.ConfirmRestoreAsync(request, call), request.RequestId);
            asking.Display.Show(restore, () => Sheets.Fields(("Confirmed", Moments.Text(restore.At)), ("By", restore.By), ("Why", restore.Reason), ("Etag", restore.Etag)));
            return ExitCode.Done;
        }).WithExamples("lert cluster confirm-restore --reason 'restored from the backup of 03:00 after the fire' --etag 2");
    }
}
