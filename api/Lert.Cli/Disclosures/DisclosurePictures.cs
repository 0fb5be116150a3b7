using System.Globalization;
using Lert.Cli.Output;
using Lert.V1;
using Spectre.Console.Rendering;

namespace Lert.Cli.Disclosures;

internal static class DisclosurePictures
{
    public static IRenderable One(Disclosure disclosure) => Sheets.Fields(
        ("Disclosure", disclosure.DisclosureId),
        ("Case", disclosure.CaseId),
        ("Status", EnumWords.Of(disclosure.Status)),
        ("Items", string.Join('\n', disclosure.Items.Select(Item))),
        ("Recipient", disclosure.Recipient?.Name),
        ("Their key", disclosure.RecipientFingerprint),
        ("Prepared", string.Join(", ", disclosure.Preparers)),
        ("Scope hash", disclosure.ScopeHash),
        ("Approved", string.Join('\n', disclosure.Approvals.Select(given => $"{given.By}, until {Moments.Text(given.ExpiresAt)}: {given.Reason}"))),
        ("Problem", disclosure.Problem.Length == 0 ? null : $"{disclosure.Problem}: {disclosure.ProblemDetail}"),
        ("Package", disclosure.Package is { } package ? $"{package.Files} files ({package.EmptyFiles} without content), {Bytes(package.ContentSize)}; SHA-256 {package.Sha256}" : null),
        ("Manifest", disclosure.Package?.ManifestSha256),
        ("Delivered", disclosure.DeliveredAt is null ? null : $"{Moments.Text(disclosure.DeliveredAt)} by {disclosure.DeliveredBy}, until {Moments.Text(disclosure.ExpiresAt)}; taken {disclosure.Reads} times"),
        ("Receipt", disclosure.Receipt),
        ("Ground", disclosure.Ground.Length == 0 ? null : $"{disclosure.Ground}: {disclosure.GroundSentence} ({disclosure.GroundSource})"),
        ("Ending", disclosure.Ending),
        ("Etag", disclosure.Etag));

    public static IRenderable Many(IEnumerable<Disclosure> disclosures)
    {
        var table = Sheets.Rows("!DISCLOSURE", "!STATUS", "PRODUCED", "!APPROVALS", "!EXPIRES");
        foreach (var disclosure in disclosures)
        {
            table.Row(
                disclosure.DisclosureId,
                disclosure.Problem.Length > 0 ? $"{EnumWords.Of(disclosure.Status)} !" : EnumWords.Of(disclosure.Status),
                string.Join(", ", disclosure.Items.Where(item => item.Outcome == ProductionOutcome.Produced).Select(item => item.ItemId)),
                disclosure.Approvals.Count.ToString(CultureInfo.InvariantCulture),
                Moments.Minute(disclosure.ExpiresAt));
        }

        return table;
    }

    private static string Item(ProductionItem item) => item.Outcome == ProductionOutcome.Produced
        ? $"{item.ItemId}: {EnumWords.Of(item.Category)} of {item.AccountId} from {item.Snapshot?.Id}"
        : $"{item.ItemId}: {EnumWords.Of(item.Outcome)}: {item.Reason}";

    private static string Bytes(long size) => string.Create(CultureInfo.InvariantCulture, $"{size:N0} bytes");
}
