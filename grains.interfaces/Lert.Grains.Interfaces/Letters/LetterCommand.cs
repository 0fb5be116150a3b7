using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Lert.Grains.Cases;
using Lert.Grains.Disclosures;
using Lert.Grains.Holds;

namespace Lert.Grains.Letters;

/// <summary>What a letter can be asked to do.</summary>
[GenerateSerializer, Immutable, Alias("lert.letter-command")]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Draft), "letter.draft.v1")]
[JsonDerivedType(typeof(DraftRefusedExtension), "letter.draft-refused-extension.v1")]
[JsonDerivedType(typeof(SignOff), "letter.sign-off.v1")]
[JsonDerivedType(typeof(Discard), "letter.discard.v1")]
[JsonDerivedType(typeof(Tick), "letter.tick.v1")]
public abstract record LetterCommand
{
    private LetterCommand()
    {
    }

    /// <summary>What the case knows. The grain reads it before each decision; whoever sends the command says nothing here.</summary>
    [Id(0)]
    public LetterFacts? Facts { get; init; }

    /// <summary>Writes a letter from its template: what the case knows is filled in, the rest is given.</summary>
    /// <param name="Language">Of the template: <c>en</c>, <c>es</c>, <c>fr</c>, <c>ar</c>.</param>
    /// <param name="About">The hold or the disclosure that it is about; empty for the kinds that are about the case.</param>
    /// <param name="Given">What the case does not know, each field once.</param>
    [GenerateSerializer, Immutable, Alias("lert.letter.draft")]
    public sealed record Draft(
        [property: Id(0)] string CaseId,
        [property: Id(1)] LetterKind Kind,
        [property: Id(2)] string Language,
        [property: Id(3)] string About,
        [property: Id(4)] ImmutableArray<GivenField> Given) : LetterCommand;

    /// <summary>From a hold that refused an extension: writes the letter that says so, in the language of the case where there are templates in it, else in English.</summary>
    /// <param name="Code">Of the refusal.</param>
    [GenerateSerializer, Immutable, Alias("lert.letter.draft-refused-extension")]
    public sealed record DraftRefusedExtension([property: Id(0)] string CaseId, [property: Id(1)] string HoldId, [property: Id(2)] string Code) : LetterCommand;

    /// <summary>Another person's yes. The letter gets its date and never changes again.</summary>
    [GenerateSerializer, Immutable, Alias("lert.letter.sign-off")]
    public sealed record SignOff : LetterCommand;

    /// <summary>A draft that is not sent.</summary>
    [GenerateSerializer, Immutable, Alias("lert.letter.discard")]
    public sealed record Discard([property: Id(0)] string Reason) : LetterCommand;

    [GenerateSerializer, Immutable, Alias("lert.letter.tick")]
    public sealed record Tick : LetterCommand;
}

/// <summary>One field that the drafter gives.</summary>
[GenerateSerializer, Immutable, Alias("lert.given-field")]
public sealed record GivenField([property: Id(0)] string Name, [property: Id(1)] string Value);

/// <summary>The case, and what the letter is about, as they are at the moment of a decision.</summary>
/// <param name="Case">Null when there is no such case.</param>
/// <param name="Hold">Null where the letter is about none, or it is not there.</param>
/// <param name="Disclosure">Null where the letter is about none, or it is not there.</param>
[GenerateSerializer, Immutable, Alias("lert.letter-facts")]
public sealed record LetterFacts([property: Id(0)] CaseView? Case, [property: Id(1)] HoldView? Hold, [property: Id(2)] DisclosureView? Disclosure);
