using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Lert.Domain.Deciding;
using Lert.Domain.Packages;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Disclosures;
using Decision = Lert.Domain.Deciding.Decision<Lert.Domain.Disclosures.DisclosureEvent>;

namespace Lert.Domain.Disclosures;

/// <summary>What is to be produced: each item of the scope in force, from a picture of its account's data or with a reason why not.</summary>
internal static class ProductionRules
{
    public static IEnumerable<FieldViolation> Validate(ImmutableArray<ItemChoice> items, Recipient recipient, ProductionFacts? facts) =>
        [.. RecipientKey.Problem(recipient.PublicKey) is { } wrong ? [new FieldViolation("recipient.public_key", wrong)] : Array.Empty<FieldViolation>(), .. Items(items, facts)];

    public static Decision Prepare(DisclosureCommand.Prepare prepare, string key, Moment moment)
    {
        if (HandOutRules.JudgeCase(prepare.Facts, moment.By) is { } refusal)
        {
            return Decision.Refuse(refusal.Code == RefusalCodes.DisclosureNotFound ? new Refusal(RefusalCodes.CaseNotFound, "There is no such case.") : refusal);
        }

        var scope = ScopeOf(prepare.Items, prepare.Recipient, prepare.Facts!);
        return Decision.Accept(new DisclosureEvent.Prepared(scope, Hash(scope), moment.Now, moment.By))
            .Send(CaseNotes.Of(key, scope.CaseId, DisclosureProgress.Prepared, scope.IsFinal(), moment));
    }

    public static Decision Revise(DisclosureState state, DisclosureCommand.Revise revise, Moment moment)
    {
        if (HandOutRules.JudgeCase(revise.Facts, moment.By) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        if (state.Status is not (DisclosureStatus.Prepared or DisclosureStatus.Approved or DisclosureStatus.Packaging or DisclosureStatus.Packaged))
        {
            return HandOutRules.NotAllowed(state, "revised");
        }

        var scope = ScopeOf(revise.Items, revise.Recipient, revise.Facts!);
        var hash = Hash(scope);
        if (hash == state.ScopeHash)
        {
            return Decision.Nothing;
        }

        var revised = new DisclosureEvent.Revised(state.Scope!, scope, hash, revise.Reason, moment.Now, moment.By);
        return state.Approvals.IsEmpty
            ? Decision.Accept(revised)
            : Decision.Accept(revised, new DisclosureEvent.ApprovalsVoided([.. state.Approvals.Select(given => given.By)], "what is produced was revised", moment.Now));
    }

    /// <summary>Why this is no longer what the case lets be produced; null while it is.</summary>
    public static Refusal? JudgeScope(DisclosureState state, CaseScope inForce) =>
        state.Scope is { } scope && scope.CaseScopeHash == inForce.ScopeHash && Hash(scope) == state.ScopeHash
            ? null
            : new Refusal(RefusalCodes.ScopeChanged, "The scope of the case is no longer the one that this was prepared for: revise it.").With("scope_hash", inForce.ScopeHash);

    /// <summary>Over everything that is approved: the scope of the case, each item with its account, category, days and snapshot, and who receives it.</summary>
    public static string Hash(ProductionScope scope)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{scope.CaseId}\n{scope.CaseScopeHash}\n{Quoted(scope.Recipient.Name)}\n{scope.Recipient.PublicKey}\n");
        foreach (var item in scope.Items)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{item.ItemId}|{item.Category}|{item.AccountId}|{item.From:O}|{item.Until:O}|{item.Outcome}|{item.HoldId}|{item.Snapshot?.Id}|{item.Snapshot?.ManifestSha256}|{Quoted(item.Reason)}\n");
        }

        return ActorKey.Digest(text.ToString());
    }

    /// <summary>The length first, so that no text can pass for another field.</summary>
    private static string Quoted(string text) => string.Create(CultureInfo.InvariantCulture, $"{text.Length}:{text}");

    private static ProductionScope ScopeOf(ImmutableArray<ItemChoice> choices, Recipient recipient, ProductionFacts facts)
    {
        var of = facts.Case!;
        return new(
            of.CaseId,
            of.ScopeHash,
            [
                .. from item in of.Items
                   from choice in choices
                   where choice.ItemId == item.ItemId
                   select new ProductionItem(
                       item.ItemId, item.Category, item.AccountId, item.From, item.Until, choice.Outcome, choice.Reason, choice.HoldId,
                       facts.Holds.FirstOrDefault(hold => hold.HoldId == choice.HoldId && choice.HoldId.Length > 0)?.Snapshot),
            ],
            recipient);
    }

    private static IEnumerable<FieldViolation> Items(ImmutableArray<ItemChoice> choices, ProductionFacts? facts)
    {
        for (var i = 0; i < choices.Length; i++)
        {
            var (choice, field) = (choices[i], $"items[{i}]");
            if (choice.Outcome != ProductionOutcome.Produced && choice.Reason.Length == 0)
            {
                yield return new($"{field}.reason", "is required for what is not produced");
            }

            if ((choice.Outcome == ProductionOutcome.Produced) != (choice.HoldId.Length > 0))
            {
                yield return new($"{field}.hold_id", choice.HoldId.Length == 0 ? "is required: content is produced from the snapshot of a hold" : "goes with what is produced, and with nothing else");
            }

            if (choices.Take(i).Any(other => other.ItemId == choice.ItemId))
            {
                yield return new($"{field}.item_id", "is there twice");
            }
            else if (facts?.Case is { } of)
            {
                foreach (var violation in Item(choice, field, of, facts))
                {
                    yield return violation;
                }
            }
        }

        if (facts?.Case is { } whole && whole.Items.Where(item => choices.All(choice => choice.ItemId != item.ItemId)).Select(item => item.ItemId).ToArray() is { Length: > 0 } missing)
        {
            yield return new("items", $"says nothing of {string.Join(", ", missing)}: whatever is not produced needs a reason");
        }
    }

    private static IEnumerable<FieldViolation> Item(ItemChoice choice, string field, CaseScope of, ProductionFacts facts)
    {
        if (of.Items.FirstOrDefault(item => item.ItemId == choice.ItemId) is not { } item)
        {
            yield return new($"{field}.item_id", "is not in the scope in force");
            yield break;
        }

        if (choice.Outcome != ProductionOutcome.Produced || choice.HoldId.Length == 0)
        {
            yield break;
        }

        if (of.Records.FirstOrDefault(record => record.ItemId == choice.ItemId) is not { Outcome: ItemOutcome.Collected })
        {
            yield return new($"{field}.outcome", "was not recorded as collected");
        }

        if (facts.Holds.FirstOrDefault(hold => hold.HoldId == choice.HoldId) is not { AccountId.Length: > 0 } hold)
        {
            yield return new($"{field}.hold_id", "is no hold that is there");
        }
        else if (hold.AccountId != item.AccountId)
        {
            yield return new($"{field}.hold_id", "keeps another account than the item is about");
        }
        else if (hold.Snapshot is null)
        {
            yield return new($"{field}.hold_id", "has no snapshot yet");
        }
    }
}
