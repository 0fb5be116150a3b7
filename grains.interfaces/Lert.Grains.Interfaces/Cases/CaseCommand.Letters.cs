namespace Lert.Grains.Cases;

/// <content>What a case learns of its letters.</content>
public abstract partial record CaseCommand
{
    /// <summary>From a letter: it was drafted, signed off or discarded. These messages may overtake each other.</summary>
    [GenerateSerializer, Immutable, Alias("lert.case.note-letter")]
    public sealed record NoteLetter([property: Id(0)] CaseLetter Letter) : CaseCommand;
}
