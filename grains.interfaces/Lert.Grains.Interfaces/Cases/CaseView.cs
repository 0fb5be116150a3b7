using System.Collections.Immutable;
using Lert.Grains.Links;

namespace Lert.Grains.Cases;

/// <summary>A case as callers see it.</summary>
[GenerateSerializer, Immutable, Alias("lert.case-view")]
public sealed record CaseView(
    [property: Id(0)] string CaseId,
    [property: Id(1)] long Version,
    [property: Id(2)] CaseStatus Status,
    [property: Id(3)] CaseKind Kind,
    [property: Id(4)] string Regime,
    [property: Id(5)] DateTimeOffset TriggerAt,
    [property: Id(6)] string? Zone,
    [property: Id(7)] string Agency,
    [property: Id(8)] string Officer,
    [property: Id(9)] string AgencyReference,
    [property: Id(10)] DateTimeOffset OpenedAt,
    [property: Id(11)] string OpenedBy,
    [property: Id(12)] int HoldsPending,
    [property: Id(13)] int HoldsActive,
    [property: Id(14)] int HoldsEnded,
    [property: Id(15)] DateTimeOffset? ClosedAt,
    [property: Id(16)] string? CloseReason)
{
    /// <summary>What is known beyond the registration.</summary>
    [Id(17)]
    public CaseFile File { get => field ?? CaseFile.Blank(); init; }
}

/// <summary>What a case knows of itself beside its registration and its holds.</summary>
/// <param name="Desk">The key of the rota that answers for it; empty where nobody was named.</param>
/// <param name="Assignee">The responder who works on it.</param>
/// <param name="IsRestricted">Only people of <paramref name="Access"/> may see it.</param>
/// <param name="Intake">What the request says; null for a preservation without more.</param>
/// <param name="Verdicts">One for each item of the intake.</param>
/// <param name="Narrowing">The scope that is in force, where it is not the original; empty otherwise.</param>
/// <param name="ScopeHash">Over the scope in force: what an approval is bound to.</param>
/// <param name="OpenQuestion">What the requester was asked and has not answered.</param>
/// <param name="Ending">Why it was rejected, withdrawn, challenged or marked as a duplicate, whichever came last.</param>
/// <param name="MayReleaseHolds">The requester withdrew and said that the holds may go: two people may release them.</param>
[GenerateSerializer, Immutable, Alias("lert.case-file")]
public sealed record CaseFile(
    [property: Id(0)] string Desk,
    [property: Id(1)] string? Assignee,
    [property: Id(2)] bool IsRestricted,
    [property: Id(3)] ImmutableArray<string> Access,
    [property: Id(4)] CaseIntake? Intake,
    [property: Id(5)] ImmutableArray<ItemVerdict> Verdicts,
    [property: Id(6)] ImmutableArray<NarrowedItem> Narrowing,
    [property: Id(7)] string? NarrowingReason,
    [property: Id(8)] string ScopeHash,
    [property: Id(9)] ImmutableArray<HandleChoice> Choices,
    [property: Id(10)] ImmutableArray<CaseClock> Clocks,
    [property: Id(11)] ImmutableArray<CallBack> CallBacks,
    [property: Id(12)] ImmutableArray<CaseApproval> Approvals,
    [property: Id(13)] ImmutableArray<CaseApproval> DisclosureApprovals,
    [property: Id(14)] ImmutableArray<ItemRecord> Records,
    [property: Id(15)] string? OpenQuestion,
    [property: Id(16)] string? Ending,
    [property: Id(17)] bool MayReleaseHolds,
    [property: Id(18)] string? DuplicateOf,
    [property: Id(19)] string? BreakGlassReview,
    [property: Id(20)] string? FollowUp)
{
    /// <summary>Why somebody works on it, or how it looks for somebody.</summary>
    [Id(21)]
    public CaseAssignment Assignment { get => field ?? CaseAssignment.None; init; }

    /// <summary>Who asks, and what speaks against them.</summary>
    [Id(30)]
    public CaseAsking Asking { get => field ?? CaseAsking.Blank; init; }

    /// <summary>Other cases that may belong to this one.</summary>
    [Id(31)]
    public ImmutableArray<CaseLink> Links { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>Its letters, in the order in which it heard of them.</summary>
    [Id(42)]
    public ImmutableArray<CaseLetter> Letters { get => field.IsDefault ? [] : field; init; } = [];

    public static CaseFile Blank() => new(
        "", null, false, [], null, [], [], null, "", [], [], [], [], [], [], null, null, false, null, null, null);
}
