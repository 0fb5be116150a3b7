using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Disclosures;
using Lert.Grains.Holds;

namespace Lert.Api.Tests.Running;

/// <content>Disclosures.</content>
public static partial class Some
{
    public const string PublicKey = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE9AIjsx66ZMWSpvR4xhxVXj567DZo3s0ywbYHFwMvi0tltLZ+Z591n+/cVN4ifijc8DAaImVsJMJh3NakOmvtHQ==";

    public static readonly string DisclosureId = ActorKey.DisclosureOf("us", "some-production");

    public static V1.ItemChoice Choice() => new() { ItemId = "i1", Outcome = V1.ProductionOutcome.Produced, HoldId = "us-h-1" };

    public static V1.Recipient Recipient() => new() { Name = "Agency of .example", PublicKey = PublicKey };

    public static DisclosureView Disclosure(string key) => new(
        key, 5, CaseId, DisclosureStatus.Delivered,
        new ProductionScope(
            CaseId, "scope-1",
            [
                new ProductionItem(
                    "i1", DataCategory.Contents, Account, new DateOnly(2026, 1, 1), new DateOnly(2026, 1, 31), ProductionOutcome.Withheld, "privileged", "us-h-1", new Snapshot("snap-1", Sha256)),
            ],
            new Recipient("Agency of .example", PublicKey)),
        "hash", ["pat"], [new DisclosureApproval("lea", Instant, "hash", "fine", Instant.AddDays(3))], new Package(Sha256, 7, Sha256, 3, 1, 17),
        new PackagingProblem("source.changed", "It was changed.", Instant), Instant, "pia", Instant.AddDays(14), 2, "R-1", "over", new NonExecution("incomplete", "It is incomplete.", "Annex III", "x"));
}
