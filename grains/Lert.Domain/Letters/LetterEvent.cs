using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Lert.Grains.Letters;

namespace Lert.Domain.Letters;

/// <summary>What can happen to a letter. Names and shapes are permanent.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Drafted), "letter.drafted.v1")]
[JsonDerivedType(typeof(SignedOff), "letter.signed-off.v1")]
[JsonDerivedType(typeof(Discarded), "letter.discarded.v1")]
public abstract record LetterEvent
{
    private LetterEvent()
    {
    }

    /// <summary>A letter as it reads before anybody signed it off.</summary>
    public sealed record Drafted(
        string CaseId,
        LetterKind Kind,
        string Language,
        string About,
        TemplateStamp Template,
        ImmutableArray<LetterField> Fields,
        string Text,
        string Html,
        DateTimeOffset At,
        string By) : LetterEvent;

    /// <summary>With the words as they are from now on: the draft's, and the date.</summary>
    public sealed record SignedOff(string Text, string Html, DateTimeOffset At, string By) : LetterEvent;

    /// <summary>The draft is not sent.</summary>
    public sealed record Discarded(string Reason, DateTimeOffset At, string By) : LetterEvent;
}
