using System.Collections.Immutable;
using Lert.Grains.Disclosures;

namespace Lert.Grains.Cases;

/// <content>What a case learns of its disclosures, and of whoever may stop them.</content>
public abstract partial record CaseCommand
{
    /// <summary>From a disclosure: how far it has come. These messages may overtake each other.</summary>
    /// <param name="IsFinal">Nothing is left for a later production.</param>
    /// <param name="Approvals">Who approved what it hands out, bound to this case's scope; empty before it was delivered.</param>
    /// <param name="Reference">Its receipt's, once there is one.</param>
    /// <param name="At">When it came so far.</param>
    /// <param name="By">Who brought it so far.</param>
    [GenerateSerializer, Immutable, Alias("lert.case.note-disclosure")]
    public sealed record NoteDisclosure(
        [property: Id(0)] string DisclosureId,
        [property: Id(1)] DisclosureProgress Progress,
        [property: Id(2)] bool IsFinal,
        [property: Id(3)] ImmutableArray<CaseApproval> Approvals,
        [property: Id(4)] string Reference,
        [property: Id(5)] DateTimeOffset At,
        [property: Id(6)] string By) : CaseCommand;

    /// <summary>What the enforcing authority said of the order. A refusal is for good.</summary>
    [GenerateSerializer, Immutable, Alias("lert.case.record-authority-answer")]
    public sealed record RecordAuthorityAnswer(
        [property: Id(0)] AuthorityStance Stance, [property: Id(1)] DateTimeOffset? SaidAt, [property: Id(2)] string Reference) : CaseCommand;
}
