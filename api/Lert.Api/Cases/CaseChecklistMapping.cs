using Lert.Grains.Cases;
using V1 = Lert.V1;

namespace Lert.Api.Cases;

/// <summary>The checklist of a case, on its way out: each step with who did it.</summary>
internal static class CaseChecklistMapping
{
    public static V1.CaseChecklist ToProto(this CaseChecklist checklist) => new()
    {
        Version = checklist.Playbook.Version,
        Steps = { checklist.Playbook.Steps.Select(step => ToProto(step, checklist.Ticks.FirstOrDefault(tick => tick.StepId == step.StepId))) },
    };

    private static V1.ChecklistStep ToProto(PlaybookStep step, StepTick? tick) => new()
    {
        StepId = step.StepId,
        Text = step.Text,
        Before = { step.Before.Select(status => (V1.CaseStatus)status) },
        TickedBy = tick?.By ?? "",
        TickedAt = tick?.At.ToProto(),
        Note = tick?.Note ?? "",
    };
}
