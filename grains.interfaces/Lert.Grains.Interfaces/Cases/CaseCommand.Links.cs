using System.Collections.Immutable;
using Lert.Grains.Links;

namespace Lert.Grains.Cases;

/// <content>Other cases that may belong to this one.</content>
public abstract partial record CaseCommand
{
    /// <summary>From a link: these have something in common with this case.</summary>
    [GenerateSerializer, Immutable, Alias("lert.case.suggest-links")]
    public sealed record SuggestLinks([property: Id(0)] ImmutableArray<CaseLink> Links) : CaseCommand;

    /// <summary>From another case: its people say that it belongs to this one.</summary>
    [GenerateSerializer, Immutable, Alias("lert.case.note-linked")]
    public sealed record NoteLinked([property: Id(0)] CaseLink Link) : CaseCommand;

    /// <summary>It does belong to this one. Nothing is merged.</summary>
    [GenerateSerializer, Immutable, Alias("lert.case.accept-link")]
    public sealed record AcceptLink([property: Id(0)] string OtherCase, [property: Id(1)] string Reason) : CaseCommand;

    /// <summary>It has nothing to do with this one.</summary>
    [GenerateSerializer, Immutable, Alias("lert.case.dismiss-link")]
    public sealed record DismissLink([property: Id(0)] string OtherCase, [property: Id(1)] string Reason) : CaseCommand;
}
