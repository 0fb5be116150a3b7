using Lert.Cli.Connection;
using Lert.Cli.Output;
using Lert.V1;
using Spectre.Console.Rendering;

namespace Lert.Cli.Holds;

internal static class HoldPictures
{
    public static IRenderable One(Hold hold) => Sheets.Fields(
        ("Hold", hold.HoldId),
        ("Status", Status(hold)),
        ("Alarm", hold.Alarm),
        ("Account", hold.AccountId),
        ("Case", hold.CaseId),
        ("Regime", hold.Regime),
        ("Basis", hold.Basis),
        ("Trigger", Moments.InZone(hold.TriggerAt, hold.Regime, hold.Zone)),
        ("Placed", Moments.Text(hold.PlacedAt)),
        ("Last day", LastDay(hold)),
        ("Not before", hold.ReleaseNotBefore is null ? "no end yet" : Moments.InZone(hold.ReleaseNotBefore, hold.Regime, hold.Zone)),
        ("Extensions", $"{hold.ExtensionsUsed}"),
        ("Locks", string.Join('\n', hold.Locks.Select(open => $"{open.Reference}, {Moments.Text(open.LockedAt)} by {open.LockedBy}"))),
        ("Lock asked", hold.PendingLock),
        ("Approvals", string.Join('\n', hold.Approvals.Select(Approval))),
        ("Released", hold.ReleasedAt is null ? null : $"{Moments.Text(hold.ReleasedAt)}{(hold.ReleasedEarly ? ", early, by two approvers" : "")}"),
        ("Snapshot", hold.Snapshot is null ? null : $"{hold.Snapshot.Id} (manifest {hold.Snapshot.ManifestSha256})"),
        ("Warning", hold.DeletionAuthorizedAt is null ? null : $"deletion was authorised at {Moments.Text(hold.DeletionAuthorizedAt)}, before this hold: the data may not be whole"),
        ("Why", hold.Explanation),
        ("Etag", hold.Etag));

    public static IRenderable Many(IEnumerable<Hold> holds)
    {
        var table = Sheets.Rows("!HOLD", "!STATUS", "!REGIME", "ACCOUNT", "!NOT BEFORE");
        foreach (var hold in holds)
        {
            table.Row(
                hold.HoldId,
                EnumWords.Of(hold.Status),
                hold.Regime,
                hold.AccountId,
                hold.Status == HoldStatus.Released ? $"ended {Moments.Minute(hold.ReleasedAt)[..10]}" : Moments.Minute(hold.ReleaseNotBefore));
        }

        return table;
    }

    public static IRenderable Batch(PlaceHoldsResponse answer)
    {
        var table = Sheets.Rows("ACCOUNT", "!OUTCOME", "HOLD OR REASON");
        foreach (var result in answer.Results)
        {
            table.Row(
                result.AccountId,
                EnumWords.Of(result.Outcome),
                result.Failure is { } failure ? string.Join('\n', ProblemText.Lines(ApiProblem.Of(failure), new Uri(ServerSettings.DefaultAddress), null)) : result.HoldId);
        }

        return table;
    }

    private static string Status(Hold hold) => hold is { Status: HoldStatus.Released, Locks.Count: > 0 }
        ? "released, kept all the same for process served in the grace period"
        : EnumWords.Of(hold.Status);

    private static string? LastDay(Hold hold) => hold switch
    {
        { RolledLastDay: "" } => $"{hold.NominalLastDay} (the holiday calendar does not reach it)",
        _ when hold.RolledLastDay != hold.NominalLastDay => $"{hold.RolledLastDay} (nominally {hold.NominalLastDay}, no working day)",
        _ => hold.NominalLastDay,
    };

    private static string Approval(ReleaseApproval approval) => $"{approval.By}, {Moments.Text(approval.At)}: {EnumWords.Of(approval.Ground)}, {approval.Reason}";
}
