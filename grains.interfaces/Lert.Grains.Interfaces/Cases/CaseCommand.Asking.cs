using Lert.Grains.Requesters;

namespace Lert.Grains.Cases;

/// <content>What a case hears of who asks, and of other cases like it.</content>
public abstract partial record CaseCommand
{
    /// <summary>From a requester: what the directory knows of them.</summary>
    [GenerateSerializer, Immutable, Alias("lert.case.note-requester")]
    public sealed record NoteRequester([property: Id(0)] RequesterAnswer Known) : CaseCommand;

    /// <summary>From a requester: with what came later, or was heard of later, this emergency is one of too many in 24 hours.</summary>
    [GenerateSerializer, Immutable, Alias("lert.case.note-velocity")]
    public sealed record NoteVelocity([property: Id(0)] string RequesterId, [property: Id(1)] int Emergencies) : CaseCommand;

    /// <summary>From a requester: that identity is compromised. Nothing of this case is delivered before somebody has reviewed that.</summary>
    [GenerateSerializer, Immutable, Alias("lert.case.note-recall")]
    public sealed record NoteRecall([property: Id(0)] RecallNotice Notice) : CaseCommand;

    /// <summary>Somebody has looked at what the recall means for this case.</summary>
    [GenerateSerializer, Immutable, Alias("lert.case.review-recall")]
    public sealed record ReviewRecall([property: Id(0)] string Finding) : CaseCommand;
}
