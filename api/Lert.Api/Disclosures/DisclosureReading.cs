using System.Collections.Immutable;
using Lert.Api.Input;
using Lert.Grains.Disclosures;

namespace Lert.Api.Disclosures;

/// <summary>What a request says of a production.</summary>
internal static class DisclosureReading
{
    public static ImmutableArray<ItemChoice> Items(this RequestCheck check, string field, IReadOnlyList<V1.ItemChoice> items)
    {
        if (items.Count > Limits.Accounts)
        {
            check.Add(field, $"names {items.Count} items; at most {Limits.Accounts} fit into one request");
            return [];
        }

        return [.. items.Select((item, i) => check.Item($"{field}[{i}]", item))];
    }

    public static Recipient Recipient(this RequestCheck check, string field, V1.Recipient? recipient) => new(
        check.Required($"{field}.name", recipient?.Name ?? "", Limits.Name), check.Required($"{field}.public_key", recipient?.PublicKey ?? "", Limits.Prose));

    private static ItemChoice Item(this RequestCheck check, string field, V1.ItemChoice item)
    {
        check.OneOf($"{field}.outcome", item.Outcome);
        return new ItemChoice(
            check.Required($"{field}.item_id", item.ItemId, Limits.Code),
            (ProductionOutcome)item.Outcome,
            check.Optional($"{field}.hold_id", item.HoldId, Limits.Code) ?? "",
            check.Optional($"{field}.reason", item.Reason, Limits.Prose) ?? "");
    }
}
