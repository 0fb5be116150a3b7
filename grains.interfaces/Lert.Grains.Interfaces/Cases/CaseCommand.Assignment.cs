namespace Lert.Grains.Cases;

/// <content>Who works on it, where a lead says so.</content>
public abstract partial record CaseCommand
{
    /// <summary>A lead picks a person, who is asked like anybody else: whoever has it keeps it until they have said yes.</summary>
    /// <param name="Reason">Why them.</param>
    /// <param name="OverrideReason">Why caps, a break, rest and the row of severe cases do not count this once; null when they do. Lifts nothing else.</param>
    /// <param name="Facts">Filled in by the case's grain. Whatever a sender puts here is not looked at.</param>
    [GenerateSerializer, Immutable, Alias("lert.case.assign")]
    public sealed record Assign(
        [property: Id(0)] string ResponderId, [property: Id(1)] string Reason, [property: Id(2)] string? OverrideReason, [property: Id(3)] CandidateFacts? Facts) : CaseCommand;

    /// <summary>A lead takes it from whoever has it, or was asked, and it looks for somebody else.</summary>
    [GenerateSerializer, Immutable, Alias("lert.case.unassign")]
    public sealed record Unassign([property: Id(0)] string Reason) : CaseCommand;
}
