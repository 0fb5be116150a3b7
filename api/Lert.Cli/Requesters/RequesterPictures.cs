using System.Globalization;
using Lert.Cli.Output;
using Lert.V1;
using Spectre.Console.Rendering;

namespace Lert.Cli.Requesters;

/// <summary>Agencies and officers.</summary>
internal static class RequesterPictures
{
    public static IRenderable One(Requester shown) => Sheets.Fields(
        ("Requester", shown.RequesterId),
        ("Status", EnumWords.Of(shown.Status)),
        ("Agency", shown.Officer.Length > 0 ? $"{shown.Agency} ({shown.AgencyId})" : shown.Agency),
        ("Officer", shown.Officer),
        ("Country", shown.Profile?.Country),
        ("Kind", shown.Profile is { } profile ? EnumWords.Of(profile.Kind) : null),
        ("Domains", shown.Profile is { Domains.Count: > 0 } known ? string.Join(", ", known.Domains) : null),
        ("Numbers", string.Join('\n', (shown.Profile?.Numbers ?? []).Select(number => $"{number.Number}, from {number.Source}, checked by {number.CheckedBy} {Moments.Minute(number.CheckedAt)}"))),
        ("Badge", shown.Badge),
        ("Address", shown.Email),
        ("Verified", shown.VerifiedAt is null ? null : $"{Moments.Minute(shown.VerifiedAt)} by {shown.VerifiedBy}"),
        ("Calls", string.Join('\n', shown.Calls.Select(call => $"{Moments.Minute(call.At)} {call.Number} {(call.Confirmed ? "confirmed" : "not confirmed")} {call.CaseId}".TrimEnd()))),
        ("Cases", shown.Officer.Length > 0 ? shown.Cases.ToString(CultureInfo.InvariantCulture) : null),
        ("Emergencies", shown.Emergencies.Count > 0 ? $"{shown.Emergencies.Count} in the last days" : null),
        ("RECALL", shown.Recall is { } recall ? Recall(recall) : null),
        ("Etag", shown.Etag));

    public static IRenderable Many(IEnumerable<Requester> requesters)
    {
        var table = Sheets.Rows("!REQUESTER", "!STATUS", "AGENCY", "OFFICER", "!CASES");
        foreach (var shown in requesters)
        {
            table.Row(
                shown.RequesterId, EnumWords.Of(shown.Status), shown.Agency, shown.Officer,
                shown.Officer.Length > 0 ? shown.Cases.ToString(CultureInfo.InvariantCulture) : "");
        }

        return table;
    }

    private static string Recall(RecallProgress recall) =>
        $"{recall.Done} of {recall.Total} done{(recall.DoneAt is null ? "" : $", at {Moments.Minute(recall.DoneAt)}")}\n"
        + $"as of {Moments.Minute(recall.AsOf)}, cases since {Moments.Minute(recall.Since)}: {recall.Reason}\n"
        + $"ordered {Moments.Minute(recall.OrderedAt)} by {recall.OrderedBy}\n"
        + $"{recall.Returned} back in review, {recall.Held} held, {recall.Reopened} delivered before and open again, {recall.Ended} had ended";
}
