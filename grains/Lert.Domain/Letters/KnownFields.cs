using System.Collections.Immutable;
using Lert.Domain.Legal;
using Lert.Grains.Cases;
using Lert.Grains.Disclosures;
using Lert.Grains.Holds;
using Lert.Grains.Letters;
using NodaTime;

namespace Lert.Domain.Letters;

/// <summary>What the case, its hold or its disclosure says, in the words of a letter. What it does not say is missing, and never a blank.</summary>
/// <param name="Zone">Where the days of the case are counted.</param>
internal sealed record KnownFields(CaseView Case, HoldView? Hold, DisclosureView? Disclosure, LetterWords Words, DateTimeZone Zone)
{
    public static KnownFields Of(LetterFacts facts, LetterWords words, RegimeBook regimes) => new(facts.Case!, facts.Hold, facts.Disclosure, words, ZoneOf(facts.Case!, regimes));

    /// <summary>Where the days of a case are counted: as it says itself, else as its regime does.</summary>
    public static DateTimeZone ZoneOf(CaseView of, RegimeBook regimes) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(
        of.Zone is { Length: > 0 } own ? own : regimes.TryGet(of.Regime, out var regime) ? regime.Zone : "UTC") ?? DateTimeZone.Utc;

    public FieldAnswer Find(string name) => name switch
    {
        "case-reference" => Text(Case.CaseId),
        "agency" => Text(Case.Agency),
        "officer" => Text(Case.Officer),
        "agency-reference" => Text(Case.AgencyReference),
        "registered-on" => Said(Words.MomentText(Case.OpenedAt, Zone)),
        "question" => Case.File.OpenQuestion is { } question ? Text(question) : FieldAnswer.Missing("the requester is not being asked anything: ask first"),
        "refusals" => Refusals(),
        "kept-items" => Kept(),
        "narrowing-reason" => Case.File.NarrowingReason is { } reason ? Text(reason) : FieldAnswer.Missing("the case was not narrowed"),
        "recipient" => Text(Disclosure?.Scope?.Recipient.Name),
        "produced-items" => Produced(),
        "withheld-items" => Withheld(),
        "package" => IsDelivered ? Text(Disclosure!.Package?.Sha256) : NotDelivered(),
        "expires-on" => IsDelivered && Disclosure!.ExpiresAt is { } expires ? Said(Words.MomentText(expires, Zone)) : NotDelivered(),
        "account" => Text(Hold?.Order.AccountId),
        "last-day" => Hold is { } hold ? Said(Words.DayText(hold.NominalLastDay)) : FieldAnswer.Missing("there is no such hold"),
        "released-on" => Released(),
        _ => throw new InvalidOperationException($"Nobody knows the field {name}."),
    };

    private bool IsDelivered => Disclosure is { Status: DisclosureStatus.Delivered or DisclosureStatus.Receipted };

    private FieldAnswer NotDelivered() => FieldAnswer.Missing($"the disclosure is {Disclosure?.Status}: its letter goes with what was delivered");

    private FieldAnswer Released() => Hold switch
    {
        { Status: HoldStatus.Released, Locks: not [] } => FieldAnswer.Missing("the hold is released, but its data is still kept for process that was served"),
        { Status: HoldStatus.Released, ReleasedAt: { } at } => Said(Words.MomentText(at, Zone)),
        { } kept => FieldAnswer.Missing($"the hold is {kept.Status}"),
        null => FieldAnswer.Missing("there is no such hold"),
    };

    /// <summary>What the process does not reach, with the law that says so; and all else where the case was rejected, with its reason.</summary>
    private FieldAnswer Refusals()
    {
        var ending = Case.Status == CaseStatus.Rejected ? LetterWords.Clean(Case.File.Ending ?? "") : "";
        var items = Case.File.Intake?.Items ?? [];
        if (items.IsEmpty && ending.Length > 0)
        {
            return Said(Words.BecauseText(Words.Whole, Words.Apart(ending)));
        }

        var lines = ImmutableArray.CreateBuilder<string>();
        foreach (var item in items)
        {
            if (Case.File.Verdicts.FirstOrDefault(verdict => verdict.ItemId == item.ItemId) is { Refusal: { } code } verdict)
            {
                if (!Words.Refusals.TryGetValue(code, out var reason))
                {
                    return FieldAnswer.Missing($"there are no words for {code}");
                }

                lines.Add(Words.BecauseText(Item(item, item.From, item.Until), Words.SourcedText(reason, verdict.Source)));
            }
            else if (ending.Length > 0)
            {
                lines.Add(Words.BecauseText(Item(item, item.From, item.Until), Words.Apart(ending)));
            }
        }

        return lines.Count > 0 ? new FieldAnswer(lines.DrainToImmutable(), "") : FieldAnswer.Missing("the case refuses nothing");
    }

    private FieldAnswer Kept()
    {
        ImmutableArray<string> lines =
        [
            .. from kept in Case.File.Narrowing
               from item in Case.File.Intake?.Items ?? []
               where item.ItemId == kept.ItemId
               select Item(item, kept.From, kept.Until),
        ];
        return lines.IsEmpty ? FieldAnswer.Missing("the case was not narrowed") : new FieldAnswer(lines, "");
    }

    private FieldAnswer Produced() => Lines(item => item.Outcome == ProductionOutcome.Produced, Item);

    private FieldAnswer Withheld() => Lines(
        item => item.Outcome != ProductionOutcome.Produced, item => Words.BecauseText(Item(item), $"{Words.OutcomeText(item.Outcome)} {Words.Apart(LetterWords.Clean(item.Reason))}"));

    private FieldAnswer Lines(Func<ProductionItem, bool> which, Func<ProductionItem, string> line) => Disclosure?.Scope is not { } scope
        ? FieldAnswer.Missing("the disclosure produces nothing")
        : scope.Items.Where(which).Select(line).ToImmutableArray() is { IsEmpty: false } lines ? new FieldAnswer(lines, "") : Said(Words.Nothing);

    private string Item(ProductionItem item) => Words.ItemText(item.ItemId, item.Category, item.AccountId, item.From, item.Until);

    private string Item(ScopeItem item, DateOnly? from, DateOnly? until) => Words.ItemText(item.ItemId, item.Category, AccountOf(item), from, until);

    private string AccountOf(ScopeItem item) => item.AccountId.Length > 0
        ? item.AccountId
        : Case.File.Choices.FirstOrDefault(choice => choice.Handle == item.Handle)?.AccountId ?? item.Handle;

    private static FieldAnswer Said(string text) => new([text], "");

    private static FieldAnswer Text(string? text) => LetterWords.Clean(text ?? "") is { Length: > 0 } clean ? Said(clean) : FieldAnswer.Missing("nothing is known of it");
}

/// <summary>What was found for a field.</summary>
/// <param name="Values">Empty where it is missing.</param>
/// <param name="Problem">Why it is missing, for the drafter.</param>
internal sealed record FieldAnswer(ImmutableArray<string> Values, string Problem)
{
    public static FieldAnswer Missing(string problem) => new([], problem);
}
