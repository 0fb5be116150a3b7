using Lert.Grains.Cases;

namespace Lert.Domain.Cases;

/// <content>What becomes of a case's checklist.</content>
public abstract partial record CaseEvent
{
    /// <summary>It follows this playbook from now on. All of it stands here, so that it stays what it was whatever the rules of later days say.</summary>
    /// <param name="OldVersion">The version that it followed before; 0 where none.</param>
    /// <param name="Reason">Empty for the one that it begins with.</param>
    public sealed record PlaybookAdopted(int OldVersion, Playbook New, string Reason, DateTimeOffset At, string By) : CaseEvent;

    /// <summary>A step of its playbook is done.</summary>
    public sealed record StepTicked(StepTick Tick) : CaseEvent;

    /// <summary>A step is open again.</summary>
    public sealed record StepUnticked(StepTick Old, string Reason, DateTimeOffset At, string By) : CaseEvent;
}
