using System.Collections.Immutable;
using Lert.Domain.Cases;
using Lert.Domain.Tests.Deciding;
using Lert.Grains.Cases;

namespace Lert.Domain.Tests.Stored;

/// <summary>Samples of what format 5 of a case added: its checklist. Like all of them, never changed.</summary>
internal static class CasePlaybookSamples
{
    private static readonly DateTimeOffset At = Some.Instant("2026-11-28T15:00:00.123456Z");

    private static readonly Playbook Playbook = new(
        2, [new PlaybookStep("face", "Read it on its \"face\".", []), new PlaybookStep("facts", "Find the facts, § 2703(d).", [CaseStatus.Approved, CaseStatus.Narrowed])]);

    private static readonly StepTick Ticked = new("face", "user:ana", At, "signed & dated");

    public static ImmutableArray<CaseEvent> Events { get; } =
    [
        new CaseEvent.PlaybookAdopted(1, Playbook, "the new one asks for the facts", At, "user:lead"),
        new CaseEvent.StepTicked(Ticked),
        new CaseEvent.StepUnticked(Ticked, "the second page is missing", At, "user:counsel"),
    ];

    public static CaseState Fill(CaseState old) => old with { Playbook = Playbook, Ticks = [Ticked] };
}
