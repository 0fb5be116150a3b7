using System.Collections.Immutable;

namespace Lert.Grains.Letters;

/// <summary>A letter as callers see it.</summary>
/// <param name="About">The hold or the disclosure that it is about; empty where it is about the case.</param>
/// <param name="Template">The template that it was written from, as it was then.</param>
/// <param name="Fields">Everything that was filled in, in the order of the template.</param>
/// <param name="Text">As plain text. A draft bears the mark of one in the place of its date.</param>
/// <param name="Html">The same as a page.</param>
/// <param name="Ending">Why it was discarded; null where it was not.</param>
[GenerateSerializer, Immutable, Alias("lert.letter-view")]
public sealed record LetterView(
    [property: Id(0)] string LetterId,
    [property: Id(1)] long Version,
    [property: Id(2)] string CaseId,
    [property: Id(3)] LetterKind Kind,
    [property: Id(4)] string Language,
    [property: Id(5)] string About,
    [property: Id(6)] LetterStatus Status,
    [property: Id(7)] TemplateStamp Template,
    [property: Id(8)] ImmutableArray<LetterField> Fields,
    [property: Id(9)] string Text,
    [property: Id(10)] string Html,
    [property: Id(11)] LetterAct Drafted,
    [property: Id(12)] LetterAct? SignedOff,
    [property: Id(13)] LetterAct? Discarded,
    [property: Id(14)] string? Ending);

/// <summary>Who did it, and when.</summary>
[GenerateSerializer, Immutable, Alias("lert.letter-act")]
public sealed record LetterAct([property: Id(0)] string By, [property: Id(1)] DateTimeOffset At);

/// <summary>Which edition of a template it is, and who has reviewed it.</summary>
/// <param name="ReviewedBy">Empty while nobody has.</param>
/// <param name="ReviewedOn">Null while nobody has.</param>
[GenerateSerializer, Immutable, Alias("lert.template-stamp")]
public sealed record TemplateStamp([property: Id(0)] int Version, [property: Id(1)] string ReviewedBy, [property: Id(2)] DateOnly? ReviewedOn);

/// <summary>One field as it was filled in.</summary>
/// <param name="Values">One, or one for each line of a list.</param>
/// <param name="IsGiven">By the drafter; else the case knew it.</param>
[GenerateSerializer, Immutable, Alias("lert.letter-field")]
public sealed record LetterField([property: Id(0)] string Name, [property: Id(1)] ImmutableArray<string> Values, [property: Id(2)] bool IsGiven);

/// <summary>A template, for whoever reviews it or drafts from it.</summary>
/// <param name="Source">The Markdown, with its fields in double braces.</param>
[GenerateSerializer, Immutable, Alias("lert.letter-template-view")]
public sealed record LetterTemplateView(
    [property: Id(0)] LetterKind Kind,
    [property: Id(1)] string Language,
    [property: Id(2)] TemplateStamp Stamp,
    [property: Id(3)] ImmutableArray<TemplateField> Fields,
    [property: Id(4)] string Source);

/// <summary>One field that a template names.</summary>
/// <param name="IsGiven">The drafter gives it; else it is filled in.</param>
/// <param name="IsDay">It is given as <c>2026-12-05</c> and written in the language of the letter.</param>
[GenerateSerializer, Immutable, Alias("lert.template-field")]
public sealed record TemplateField([property: Id(0)] string Name, [property: Id(1)] bool IsGiven, [property: Id(2)] bool IsDay);
