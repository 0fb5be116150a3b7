using Lert.Cli.Output;
using Lert.V1;
using Spectre.Console.Rendering;

namespace Lert.Cli.Cases;

internal static class CasePictures
{
    public static IRenderable One(Case shown) => Sheets.Fields([
        ("Case", shown.CaseId),
        ("Status", EnumWords.Of(shown.Status)),
        ("Kind", EnumWords.Of(shown.Kind)),
        ("Regime", shown.Regime),
        ("Trigger", Moments.InZone(shown.TriggerAt, shown.Regime, shown.Zone)),
        ("Agency", shown.Agency),
        ("Officer", shown.Officer),
        ("Reference", shown.AgencyReference),
        .. AskingPicture.Fields(shown),
        ("Holds", $"{shown.HoldsPending} pending, {shown.HoldsActive} active, {shown.HoldsEnded} ended"),
        ("Assignee", Assignee(shown)),
        ("Playbook", ChecklistPicture.Line(shown)),
        ("Opened", $"{Moments.Text(shown.OpenedAt)} by {shown.OpenedBy}"),
        ("Closed", shown.ClosedAt is null ? null : $"{Moments.Text(shown.ClosedAt)}: {shown.CloseReason}"),
        ("Etag", shown.Etag),
    ]);

    /// <summary>Who has it and why, or who is looked for; null where nobody has to.</summary>
    public static string? Assignee(Case shown) => (shown.File.Assignee, shown.File.Assignment) switch
    {
        ({ Length: > 0 } has, { Because.Length: > 0 } why) => $"{has}: {why.Because}",
        ({ Length: > 0 } has, _) => has,
        (_, { LeadSince: not null } waits) => $"nobody: lead's queue since {Moments.Minute(waits.LeadSince)}. {waits.WhyNobody}".TrimEnd(),
        (_, { Asked.Length: > 0 } asks) => $"nobody yet: {asks.Asked} was asked",
        (_, { NextAt: not null }) => "nobody yet: somebody is looked for",
        _ => null,
    };

    public static IRenderable Many(IEnumerable<Case> cases)
    {
        var table = Sheets.Rows("!CASE", "!STATUS", "REGIME", "!OPENED", "!HOLDS");
        foreach (var shown in cases)
        {
            table.Row(
                shown.CaseId,
                EnumWords.Of(shown.Status),
                shown.Regime,
                Moments.Minute(shown.OpenedAt),
                $"{shown.HoldsPending}/{shown.HoldsActive}/{shown.HoldsEnded}");
        }

        return Spectre.Console.TableExtensions.Caption(table, "HOLDS: pending/active/ended");
    }
}
