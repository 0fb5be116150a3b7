using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Lert.Domain.Cases;
using Lert.Grains;
using Lert.Grains.Cases;

namespace Lert.Domain.Intake;

/// <summary>What is asked for, what the process reaches of it, and what is in force.</summary>
internal static class ScopeRules
{
    /// <summary>One verdict for each item. An item that is refused does not hold up the others.</summary>
    public static ImmutableArray<ItemVerdict> Judge(CaseIntake intake, string process, IntakeBook book) =>
        [.. intake.Items.Select(item => Judge(item, intake, process, book))];

    /// <summary>The items that may be produced: those that the process reaches, as the narrowing left them, of the account that was chosen.</summary>
    public static ImmutableArray<ScopeItem> InForce(CaseState state)
    {
        var reached = state.Said.Items
            .Where(item => state.Verdicts.FirstOrDefault(verdict => verdict.ItemId == item.ItemId) is { Refusal: null })
            .Select(item => item with { AccountId = AccountOf(state, item) });
        return state.Narrowing is { } narrowing
            ? [.. from item in reached from kept in narrowing where kept.ItemId == item.ItemId select item with { From = kept.From, Until = kept.Until }]
            : [.. reached];
    }

    /// <summary>Of the scope in force: what approvals are bound to.</summary>
    public static string Hash(CaseState state)
    {
        var text = new StringBuilder();
        foreach (var item in InForce(state))
        {
            text.Append(CultureInfo.InvariantCulture, $"{item.ItemId}|{item.Category}|{item.AccountId}|{item.Handle}|{item.From:O}|{item.Until:O}\n");
        }

        return ActorKey.Digest(text.ToString());
    }

    /// <summary>Why these items are no narrower scope; null when they are.</summary>
    public static Refusal? JudgeNarrowing(CaseState state, ImmutableArray<NarrowedItem> items)
    {
        var inForce = InForce(state).ToDictionary(item => item.ItemId, StringComparer.Ordinal);
        foreach (var item in items)
        {
            if (!inForce.TryGetValue(item.ItemId, out var wider))
            {
                return new Refusal(RefusalCodes.ScopeItemUnknown, $"'{item.ItemId}' is not in the scope in force.").With("item", item.ItemId);
            }

            if ((wider.From is { } from && (item.From is null || item.From < from)) || (wider.Until is { } until && (item.Until is null || item.Until > until)))
            {
                return new Refusal(RefusalCodes.ScopeNotNarrower, $"'{item.ItemId}' reaches further than the scope in force.").With("item", item.ItemId);
            }
        }

        return null;
    }

    /// <summary>The account that an item is about; empty while several used its handle and none is chosen.</summary>
    public static string AccountOf(CaseState state, ScopeItem item) => item.AccountId.Length > 0
        ? item.AccountId
        : state.Choices.FirstOrDefault(choice => choice.Handle == item.Handle)?.AccountId ?? (item.UsedBy is [var only] ? only.AccountId : "");

    /// <summary>The accounts that the item may be about.</summary>
    public static IEnumerable<string> Accounts(ScopeItem item) => item.AccountId.Length > 0 ? [item.AccountId] : item.UsedBy.Select(use => use.AccountId);

    private static ItemVerdict Judge(ScopeItem item, CaseIntake intake, string process, IntakeBook book)
    {
        var right = Accounts(item).Select(book.EntityOf).Distinct(StringComparer.Ordinal).ToImmutableArray();
        if (!right.Contains(intake.Entity))
        {
            return new ItemVerdict(item.ItemId, RefusalCodes.IntakeWrongEntity, "our entities hold the accounts of their own regions", $"Ask our entity '{right.FirstOrDefault()}'.");
        }

        var cell = book.Judge(process, item.Category);
        return new ItemVerdict(item.ItemId, cell.Refusal, cell.Source, cell.Remark);
    }
}
