using System.Collections.Immutable;

namespace Lert.Grains.Disclosures;

/// <summary>A disclosure as callers see it.</summary>
/// <param name="Scope">What is produced; null for an order that is not executed and of which nothing was ever prepared.</param>
/// <param name="ScopeHash">Over all of it: what an approval names.</param>
/// <param name="Preparers">Who said what is to be produced. None of them approves it.</param>
/// <param name="Approvals">Those that are bound to the scope as it is, also such as have expired.</param>
/// <param name="Problem">The code of what kept it from being packaged, and a sentence; null when nothing did.</param>
/// <param name="ExpiresAt">When it can no longer be fetched; null before it was delivered.</param>
/// <param name="Reads">How often somebody took the package out.</param>
/// <param name="Ending">Why it was cancelled or is not executed.</param>
[GenerateSerializer, Immutable, Alias("lert.disclosure-view")]
public sealed record DisclosureView(
    [property: Id(0)] string DisclosureId,
    [property: Id(1)] long Version,
    [property: Id(2)] string CaseId,
    [property: Id(3)] DisclosureStatus Status,
    [property: Id(4)] ProductionScope? Scope,
    [property: Id(5)] string ScopeHash,
    [property: Id(6)] ImmutableArray<string> Preparers,
    [property: Id(7)] ImmutableArray<DisclosureApproval> Approvals,
    [property: Id(8)] Package? Package,
    [property: Id(9)] PackagingProblem? Problem,
    [property: Id(10)] DateTimeOffset? DeliveredAt,
    [property: Id(11)] string? DeliveredBy,
    [property: Id(12)] DateTimeOffset? ExpiresAt,
    [property: Id(13)] int Reads,
    [property: Id(14)] string? Receipt,
    [property: Id(15)] string? Ending,
    [property: Id(16)] NonExecution? NonExecution);

/// <summary>One person's approval of exactly what is to be handed out.</summary>
[GenerateSerializer, Immutable, Alias("lert.disclosure-approval")]
public sealed record DisclosureApproval(
    [property: Id(0)] string By,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] string ScopeHash,
    [property: Id(3)] string Reason,
    [property: Id(4)] DateTimeOffset ExpiresAt);

/// <summary>Why there is no package.</summary>
[GenerateSerializer, Immutable, Alias("lert.packaging-problem")]
public sealed record PackagingProblem([property: Id(0)] string Code, [property: Id(1)] string Detail, [property: Id(2)] DateTimeOffset At);

/// <summary>Why an order is not executed.</summary>
/// <param name="Ground">The id of a ground of the form.</param>
/// <param name="Sentence">The ground in words.</param>
/// <param name="Source">The law and form that it is of.</param>
[GenerateSerializer, Immutable, Alias("lert.non-execution")]
public sealed record NonExecution([property: Id(0)] string Ground, [property: Id(1)] string Sentence, [property: Id(2)] string Source, [property: Id(3)] string Reason);
