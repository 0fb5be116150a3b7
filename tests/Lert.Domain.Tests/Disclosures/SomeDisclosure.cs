using System.Collections.Immutable;
using Lert.Domain.Disclosures;
using Lert.Domain.Tests.Deciding;
using Lert.Grains.Cases;
using Lert.Grains.Disclosures;
using Lert.Grains.Notices;

namespace Lert.Domain.Tests.Disclosures;

/// <summary>Test data: a case with subscriber data and contents of one account, and a production of it.</summary>
internal static class SomeDisclosure
{
    public const string Id = "us-d-1";
    public const string Hold = "us-h-1";
    public const string Pat = "user:pat";
    public const string Producer = "user:producer";

    /// <summary>A key that the tests made; its private half is in <c>Golden/packages</c>.</summary>
    public const string Key = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE9AIjsx66ZMWSpvR4xhxVXj567DZo3s0ywbYHFwMvi0tltLZ+Z591n+/cVN4ifijc8DAaImVsJMJh3NakOmvtHQ==";

    public static Recipient Recipient { get; } = new("Agency of .example", Key);

    public static CaseScope Case { get; } = new(
        Some.CaseId,
        CaseStatus.DisclosureApproval,
        CaseKind.Warrant,
        "us",
        "Agency of .example",
        "26/0042",
        "scope-1",
        [new ScopeItem("i1", DataCategory.BasicSubscriber, Some.AccountId, "", null, null, []), new ScopeItem("i2", DataCategory.Contents, Some.AccountId, "", null, null, [])],
        [Record("i1"), Record("i2")],
        ["user:approver"],
        false,
        [],
        TransmissionWindow.Open) { Notice = NoticeGate.Open("The user was told.") };

    public static ProductionFacts Facts { get; } = new(Case, [new HoldFact(Hold, Some.AccountId, Some.Snapshot)]);

    public static ProductionScope Scope { get; } = new(
        Some.CaseId,
        "scope-1",
        [
            new ProductionItem("i1", DataCategory.BasicSubscriber, Some.AccountId, null, null, ProductionOutcome.Produced, "", Hold, Some.Snapshot),
            new ProductionItem("i2", DataCategory.Contents, Some.AccountId, null, null, ProductionOutcome.Withheld, "privileged", "", null),
        ],
        Recipient);

    public static string Hash { get; } = ProductionRules.Hash(Scope);

    public static Package Package { get; } = new(new string('b', 64), 1_000, new string('c', 64), 1, 0, 2);

    public static DisclosureCommand Prepare { get; } = new DisclosureCommand.Prepare(Some.CaseId, Choices(), Recipient) { Facts = Facts };

    /// <summary>With the facts that the grain would have read.</summary>
    public static ImmutableArray<DisclosureCommand> Commands { get; } =
    [
        Prepare,
        new DisclosureCommand.Revise([Produced("i1"), Produced("i2")], Recipient, "all of it") { Facts = Facts },
        new DisclosureCommand.Revise(Choices(), Recipient, "less again") { Facts = Facts },
        Approve(),
        new DisclosureCommand.Approve("another hash", "fine") { Facts = Facts },
        Approve(Facts with { Case = Case with { ScopeHash = "scope-2" } }),
        new DisclosureCommand.StartPackaging { Facts = Facts },
        new DisclosureCommand.NotePackaged(1, Package),
        new DisclosureCommand.NoteNotPackaged(1, "source.changed", "It was changed."),
        new DisclosureCommand.Deliver { Facts = Facts },
        new DisclosureCommand.Deliver { Facts = Facts with { Case = Case with { Window = new TransmissionWindow(true, null, "no") } } },
        new DisclosureCommand.Deliver { Facts = Facts with { Case = Case with { Window = new TransmissionWindow(false, DateTimeOffset.MaxValue, "later") } } },
        new DisclosureCommand.Deliver { Facts = Facts with { Case = Case with { Notice = NoticeGate.Unknown } } },
        new DisclosureCommand.Fetch { Facts = Facts },
        new DisclosureCommand.Fetch { Facts = Facts with { Case = Case with { Status = CaseStatus.Challenged } } },
        new DisclosureCommand.ConfirmReceipt("R-1") { Facts = Facts },
        new DisclosureCommand.Cancel("no more") { Facts = Facts },
        new DisclosureCommand.DeclineExecution(Some.CaseId, "incomplete", "no signature") { Facts = Facts with { Case = Case with { Kind = CaseKind.Epoc } } },
        new DisclosureCommand.NoteDiscarded(Package.Sha256),
    ];

    public static ItemChoice Produced(string item) => new(item, ProductionOutcome.Produced, Hold, "");

    public static ImmutableArray<ItemChoice> Choices() => [Produced("i1"), new ItemChoice("i2", ProductionOutcome.Withheld, "", "privileged")];

    public static DisclosureCommand Approve(ProductionFacts? facts = null) => new DisclosureCommand.Approve(Hash, "fine") { Facts = facts ?? Facts };

    private static ItemRecord Record(string item) => new(item, Some.AccountId, ItemOutcome.Collected, "", Some.Start, "user:producer");
}
