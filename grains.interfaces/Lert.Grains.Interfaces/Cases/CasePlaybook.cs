using System.Collections.Immutable;

namespace Lert.Grains.Cases;

/// <summary>What is to be done in a case of one kind, step by step. A case keeps the one it began with until a person moves it to a newer one.</summary>
/// <param name="Version">Counted from 1 for each kind.</param>
/// <param name="Steps">1 to 20, in the order in which they are usually done.</param>
[GenerateSerializer, Immutable, Alias("lert.playbook")]
public sealed record Playbook([property: Id(0)] int Version, [property: Id(1)] ImmutableArray<PlaybookStep> Steps);

/// <summary>One thing to do.</summary>
/// <param name="StepId">A word of a–z, 0–9 and hyphens, unique in its playbook. A step that comes to mean something else takes another.</param>
/// <param name="Text">What to do, in a sentence.</param>
/// <param name="Before">The case does not enter these states while the step is open; empty where it only guides.</param>
[GenerateSerializer, Immutable, Alias("lert.playbook-step")]
public sealed record PlaybookStep([property: Id(0)] string StepId, [property: Id(1)] string Text, [property: Id(2)] ImmutableArray<CaseStatus> Before);

/// <summary>Who did a step, and what they found.</summary>
/// <param name="Note">Empty where there is nothing to say.</param>
[GenerateSerializer, Immutable, Alias("lert.step-tick")]
public sealed record StepTick([property: Id(0)] string StepId, [property: Id(1)] string By, [property: Id(2)] DateTimeOffset At, [property: Id(3)] string Note);

/// <summary>The checklist of a case: its playbook, and what of it is done.</summary>
[GenerateSerializer, Immutable, Alias("lert.case-checklist")]
public sealed record CaseChecklist([property: Id(0)] Playbook Playbook, [property: Id(1)] ImmutableArray<StepTick> Ticks);
