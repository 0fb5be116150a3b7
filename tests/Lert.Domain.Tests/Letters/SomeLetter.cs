using System.Collections.Immutable;
using Lert.Domain.Letters;
using Lert.Domain.Tests.Deciding;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Disclosures;
using Lert.Grains.Holds;
using Lert.Grains.Letters;

namespace Lert.Domain.Tests.Letters;

/// <summary>Test data: a warrant of which everything can be written to its requester, with a hold that has ended and a disclosure that was delivered.</summary>
internal static class SomeLetter
{
    public const string Id = "us-l-1";
    public const string Drafter = "user:ina";
    public const string Signer = "user:lea";
    public const string DisclosureId = "us-d-1";

    public static readonly ImmutableArray<LetterKind> Kinds = [.. Enum.GetValues<LetterKind>().Where(kind => kind != default)];

    public static readonly ImmutableArray<string> Languages = ["en", "es", "fr", "ar"];

    public static CaseView Case { get; } = new(
        Some.CaseId, 7, CaseStatus.AwaitingRequester, CaseKind.Warrant, "us-warrant", Some.Start, "America/New_York", "Harbour <City> Police", "Det. R. \"Ray\" Vane", "HC & 118",
        Some.Start, "user:ina", 0, 0, 0, null, null)
    {
        File = CaseFile.Blank() with
        {
            Intake = Asked,
            Verdicts =
            [
                new ItemVerdict("i1", null, "18 U.S.C. § 2703", ""), new ItemVerdict("i2", null, "18 U.S.C. § 2703", ""),
                new ItemVerdict("i3", RefusalCodes.ScopeRequiresWarrant, "18 U.S.C. § 2703(a)", "A search warrant reaches it."),
            ],
            Narrowing = [new NarrowedItem("i1", new DateOnly(2026, 1, 1), new DateOnly(2026, 1, 15)), new NarrowedItem("i2", null, null)],
            NarrowingReason = "Two weeks before the offence suffice.",
            Choices = [new HandleChoice("@dawn", Some.AccountId, new DateOnly(2026, 1, 2))],
            OpenQuestion = "Who signed the warrant?",
        },
    };

    public static HoldView Hold { get; } = new(
        Some.Order().HoldId, 4, HoldStatus.Released, Some.Order(), Some.Start, new DateOnly(2026, 4, 15), new DateOnly(2026, 4, 15), Some.Instant(Some.End), 0, "…", [], null, [],
        Some.Instant(Some.End), false, null, null, null);

    public static DisclosureView Disclosure { get; } = new(
        DisclosureId, 9, Some.CaseId, DisclosureStatus.Delivered,
        new ProductionScope(
            Some.CaseId, "scope-1",
            [
                new ProductionItem("i1", DataCategory.BasicSubscriber, Some.AccountId, new DateOnly(2026, 1, 1), null, ProductionOutcome.Produced, "", HoldId.Of(Some.CaseId, Some.AccountId), Some.Snapshot),
                new ProductionItem("i2", DataCategory.Contents, Some.AccountId, null, null, ProductionOutcome.Withheld, "Privileged.", "", null),
                new ProductionItem("i3", DataCategory.OtherRecords, Some.AccountId, null, new DateOnly(2026, 1, 31), ProductionOutcome.Later, "Being reviewed.", "", null),
            ],
            new Recipient("Evidence desk", "key")),
        "hash", [], [], new Package(new string('b', 64), 1_000, new string('c', 64), 3, 0, 17), null, Some.Start, "user:pia", Some.Instant("2026-07-01T03:30:00Z"), 0, null, null, null);

    public static LetterFacts Facts { get; } = new(Case, null, null);

    /// <summary>With the facts that the grain would have read.</summary>
    public static ImmutableArray<LetterCommand> Commands { get; } =
    [
        .. from kind in Kinds from language in Languages select Draft(kind, language),
        SignOff(LetterKind.Receipt),
        SignOff(LetterKind.Production),
        new LetterCommand.SignOff { Facts = Facts with { Case = null } },
        new LetterCommand.Discard("The requester has answered meanwhile.") { Facts = Facts },
    ];

    private static CaseIntake Asked => SomeRequest.Intake(
        SomeRequest.Item(DataCategory.BasicSubscriber) with { ItemId = "i1", From = new DateOnly(2026, 1, 1), Until = new DateOnly(2026, 1, 31) },
        new ScopeItem("i2", DataCategory.Contents, "", "@dawn", null, null, [new HandleUse(Some.AccountId, new DateOnly(2025, 1, 1), null)]),
        SomeRequest.Item(DataCategory.PreciseLocation) with { ItemId = "i3" });

    public static LetterCommand.Draft Draft(LetterKind kind, string language = "en", LetterFacts? facts = null) =>
        new(Some.CaseId, kind, language, About(kind), Given(kind)) { Facts = facts ?? FactsFor(kind) };

    public static LetterCommand SignOff(LetterKind kind = LetterKind.Receipt, LetterFacts? facts = null) => new LetterCommand.SignOff { Facts = facts ?? FactsFor(kind) };

    public static LetterFacts FactsFor(LetterKind kind) => new(
        Case, LetterFields.IsAboutHold(kind) ? Hold : null, LetterFields.IsAboutDisclosure(kind) ? Disclosure : null);

    public static string About(LetterKind kind) => LetterFields.IsAboutHold(kind) ? Hold.HoldId : LetterFields.IsAboutDisclosure(kind) ? DisclosureId : "";

    public static ImmutableArray<GivenField> Given(LetterKind kind) =>
    [
        .. LetterFields.Of(kind).Where(field => field.IsGiven).Select(field => new GivenField(field.Name, field.Name switch
        {
            "contact" => "lert@company.example",
            "answer-by" => "2026-12-01",
            _ => "See *our* guide, \"annex 1\" & <b>2</b>.",
        })),
    ];
}
