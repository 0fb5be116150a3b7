using System.Collections.Immutable;

namespace Lert.Grains.Responders;

/// <summary>What a case asks of whoever takes it.</summary>
/// <param name="CaseId">Its home region is the one that the person must work for.</param>
/// <param name="Desk">The key of the rota whose people come first in question; null for anybody of the region.</param>
/// <param name="Languages">Codes such as <c>es</c>; whoever speaks more of them comes first.</param>
/// <param name="Skills">Words such as <c>edr</c>; whoever has more of them comes first.</param>
/// <param name="Clearance">The least that they must have.</param>
/// <param name="EstimateMinutes">How long somebody will have to look at its material. 0 where there is none, at most 480.</param>
/// <param name="Severe">Whether that material is of the kind that nobody should see twice in a row.</param>
[GenerateSerializer, Immutable, Alias("lert.assignment-need")]
public sealed record AssignmentNeed(
    [property: Id(0)] string CaseId,
    [property: Id(1)] string? Desk,
    [property: Id(2)] ImmutableArray<string> Languages,
    [property: Id(3)] ImmutableArray<string> Skills,
    [property: Id(4)] Clearance Clearance,
    [property: Id(5)] int EstimateMinutes,
    [property: Id(6)] bool Severe);

/// <summary>A lead's word that the caps do not count this once.</summary>
/// <param name="By">The lead's subject.</param>
[GenerateSerializer, Immutable, Alias("lert.lead-override")]
public sealed record LeadOverride([property: Id(0)] string By, [property: Id(1)] string Reason);
