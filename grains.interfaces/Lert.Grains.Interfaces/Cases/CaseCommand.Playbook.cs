namespace Lert.Grains.Cases;

/// <content>The checklist of a case.</content>
public abstract partial record CaseCommand
{
    /// <summary>A step of its playbook is done.</summary>
    /// <param name="Note">What was found; empty where there is nothing to say.</param>
    [GenerateSerializer, Immutable, Alias("lert.case.tick-step")]
    public sealed record TickStep([property: Id(0)] string StepId, [property: Id(1)] string Note) : CaseCommand;

    /// <summary>It was not done, or not rightly. What was gone through meanwhile stays gone through.</summary>
    [GenerateSerializer, Immutable, Alias("lert.case.untick-step")]
    public sealed record UntickStep([property: Id(0)] string StepId, [property: Id(1)] string Reason) : CaseCommand;

    /// <summary>From now on it follows the newest playbook of its kind. Steps that both have stay ticked.</summary>
    [GenerateSerializer, Immutable, Alias("lert.case.adopt-playbook")]
    public sealed record AdoptPlaybook([property: Id(0)] string Reason) : CaseCommand;
}
