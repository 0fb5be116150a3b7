using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Lert.Grains.Disclosures;

namespace Lert.Domain.Disclosures;

/// <summary>What can happen to a disclosure. Names and shapes are permanent.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Prepared), "disclosure.prepared.v1")]
[JsonDerivedType(typeof(Revised), "disclosure.revised.v1")]
[JsonDerivedType(typeof(Approved), "disclosure.approved.v1")]
[JsonDerivedType(typeof(ApprovalsVoided), "disclosure.approvals-voided.v1")]
[JsonDerivedType(typeof(PackagingStarted), "disclosure.packaging-started.v1")]
[JsonDerivedType(typeof(PackagingOffered), "disclosure.packaging-offered.v1")]
[JsonDerivedType(typeof(Packaged), "disclosure.packaged.v1")]
[JsonDerivedType(typeof(PackagingFailed), "disclosure.packaging-failed.v1")]
[JsonDerivedType(typeof(Delivered), "disclosure.delivered.v1")]
[JsonDerivedType(typeof(ContentTaken), "disclosure.content-taken.v1")]
[JsonDerivedType(typeof(ReceiptConfirmed), "disclosure.receipt-confirmed.v1")]
[JsonDerivedType(typeof(Expired), "disclosure.expired.v1")]
[JsonDerivedType(typeof(Cancelled), "disclosure.cancelled.v1")]
[JsonDerivedType(typeof(ExecutionDeclined), "disclosure.execution-declined.v1")]
[JsonDerivedType(typeof(DiscardOffered), "disclosure.discard-offered.v1")]
[JsonDerivedType(typeof(Discarded), "disclosure.discarded.v1")]
public abstract record DisclosureEvent
{
    private DisclosureEvent()
    {
    }

    /// <summary>Somebody proposed what is to leave, and for whom.</summary>
    public sealed record Prepared(ProductionScope Scope, string ScopeHash, DateTimeOffset At, string By) : DisclosureEvent;

    /// <summary>Something else is to be produced, or for somebody else.</summary>
    public sealed record Revised(ProductionScope Old, ProductionScope New, string ScopeHash, string Reason, DateTimeOffset At, string By) : DisclosureEvent;

    /// <summary>One person approved exactly this scope, for a time.</summary>
    public sealed record Approved(DisclosureApproval Approval) : DisclosureEvent;

    /// <summary>These no longer stand: the scope was revised, or their time is over.</summary>
    public sealed record ApprovalsVoided(ImmutableArray<string> Approvers, string Reason, DateTimeOffset At) : DisclosureEvent;

    /// <summary>From here on content is read, by whom this says.</summary>
    /// <param name="AgainAt">When a packer is looked for again, unless one has said what became of it.</param>
    public sealed record PackagingStarted(long Attempt, DateTimeOffset At, string By, DateTimeOffset AgainAt) : DisclosureEvent;

    /// <summary>Nobody has said what became of it.</summary>
    public sealed record PackagingOffered(long Attempt, DateTimeOffset At, DateTimeOffset AgainAt) : DisclosureEvent;

    /// <summary>The package lies on the shelf, encrypted for its recipient.</summary>
    public sealed record Packaged(long Attempt, Package Package, DateTimeOffset At) : DisclosureEvent;

    /// <summary>No package could be made, for these reasons.</summary>
    public sealed record PackagingFailed(long Attempt, PackagingProblem Problem) : DisclosureEvent;

    /// <summary>The recipient may fetch it until it expires.</summary>
    public sealed record Delivered(string ScopeHash, DateTimeOffset At, string By, DateTimeOffset ExpiresAt) : DisclosureEvent;

    /// <summary>Somebody takes the package out. Written before its first byte leaves.</summary>
    public sealed record ContentTaken(string PackageSha256, DateTimeOffset At, string By) : DisclosureEvent;

    /// <summary>The recipient has confirmed that they have it.</summary>
    public sealed record ReceiptConfirmed(string Reference, DateTimeOffset At, string By) : DisclosureEvent;

    /// <summary>It can no longer be fetched.</summary>
    public sealed record Expired(DateTimeOffset At) : DisclosureEvent;

    /// <summary>It was stopped, by a person or because its case went back.</summary>
    public sealed record Cancelled(string Reason, DateTimeOffset At, string By) : DisclosureEvent;

    /// <summary>An order is not executed, on a ground of its form.</summary>
    public sealed record ExecutionDeclined(string CaseId, NonExecution NonExecution, DateTimeOffset At, string By) : DisclosureEvent;

    /// <summary>Packages that are of no use any more are still on the shelf.</summary>
    public sealed record DiscardOffered(DateTimeOffset At, DateTimeOffset AgainAt) : DisclosureEvent;

    /// <summary>A package that is of no use any more was taken off the shelf.</summary>
    public sealed record Discarded(string Sha256, DateTimeOffset At) : DisclosureEvent;
}
