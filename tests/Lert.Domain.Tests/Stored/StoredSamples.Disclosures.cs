using System.Collections.Immutable;
using Lert.Domain.Disclosures;
using Lert.Grains.Cases;
using Lert.Grains.Disclosures;

namespace Lert.Domain.Tests.Stored;

/// <content>Disclosures.</content>
internal static partial class StoredSamples
{
    private static readonly ProductionScope Scope = new(
        "us-c-1",
        "0123456789abcdefghjkmnpqrs",
        [new ProductionItem("i1", DataCategory.Contents, "us-account-1", new DateOnly(2026, 5, 1), new DateOnly(2026, 5, 31), ProductionOutcome.Produced, "all of \"it\"", "us-h-1", Snapshot)],
        new Recipient("Agency of .example", "MFkwEw=="));

    private static readonly DisclosureApproval Given = new("user:lead", At, "hash", "as ordered", East);
    private static readonly Package Packed = new(new string('b', 64), 4_711, new string('c', 64), 3, 1, 17);
    private static readonly PackagingProblem Trouble = new("source.changed", "A file was changed.", At);
    private static readonly NonExecution Declined = new("incomplete", "The certificate is incomplete.", "Annex III, section D", "no signature");

    public static ImmutableArray<DisclosureEvent> DisclosureEvents { get; } =
    [
        new DisclosureEvent.Prepared(Scope, "hash", At, "user:specialist"),
        new DisclosureEvent.Revised(Scope, Scope with { CaseScopeHash = "another" }, "hash 2", "one more", At, "user:specialist"),
        new DisclosureEvent.Approved(Given),
        new DisclosureEvent.ApprovalsVoided(["user:lead"], "their time is over", At),
        new DisclosureEvent.PackagingStarted(2, At, "user:producer", East),
        new DisclosureEvent.PackagingOffered(2, At, East),
        new DisclosureEvent.Packaged(2, Packed, At),
        new DisclosureEvent.PackagingFailed(2, Trouble),
        new DisclosureEvent.Delivered("hash", At, "user:producer", East),
        new DisclosureEvent.ContentTaken(new string('b', 64), At, "user:producer"),
        new DisclosureEvent.ReceiptConfirmed("R-1", At, "user:producer"),
        new DisclosureEvent.Expired(At),
        new DisclosureEvent.Cancelled("the case is Challenged", At, "system:case/us-c-1"),
        new DisclosureEvent.ExecutionDeclined("us-c-1", Declined, At, "user:counsel"),
        new DisclosureEvent.DiscardOffered(At, East),
        new DisclosureEvent.Discarded(new string('b', 64), At),
    ];

    public static DisclosureState Disclosure { get; } = new()
    {
        CaseId = "us-c-1",
        Status = DisclosureStatus.Cancelled,
        Scope = Scope,
        ScopeHash = "hash",
        Preparers = ["user:specialist"],
        Approvals = [Given],
        Approvers = ["user:lead", "user:counsel"],
        Attempt = new PackagingAttempt(2, At, "user:producer", East, 3),
        Attempts = 2,
        Package = Packed,
        Problem = Trouble,
        Handover = new Handover(At, "user:producer", East),
        Reads = 1,
        Receipt = "R-1",
        Ending = "the case is Challenged",
        NonExecution = Declined,
        Leftovers = [new string('b', 64)],
        DiscardAt = East,
    };
}
