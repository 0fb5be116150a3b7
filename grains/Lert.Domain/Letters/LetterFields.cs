using System.Collections.Immutable;
using Lert.Grains.Letters;

namespace Lert.Domain.Letters;

/// <summary>Which fields each kind of letter has. Its template names exactly these, in every language.</summary>
internal static class LetterFields
{
    /// <summary>When it was signed off. What is not signed off has none, and says so in this place.</summary>
    public const string Date = "date";

    private static readonly ImmutableArray<FieldRule> Common =
        [Known(Date), Known("agency"), Known("officer"), Known("agency-reference"), Known("case-reference"), Given("contact")];

    public static ImmutableArray<FieldRule> Of(LetterKind kind) => kind switch
    {
        LetterKind.Receipt => [.. Common, Known("registered-on")],
        LetterKind.Clarification => [.. Common, Known("question"), Given("answer-by") with { IsDay = true }],
        LetterKind.Refusal => [.. Common, List("refusals"), Given("explanation")],
        LetterKind.Narrowing => [.. Common, List("kept-items"), Known("narrowing-reason")],
        LetterKind.Production => [.. Common, Known("recipient"), List("produced-items"), List("withheld-items"), Known("package"), Known("expires-on")],
        LetterKind.ExtensionRefused => [.. Common, Known("account"), Known("last-day"), Given("explanation")],
        LetterKind.HoldReleased => [.. Common, Known("account"), Known("released-on")],
        _ => [],
    };

    /// <summary>It is about a hold of the case.</summary>
    public static bool IsAboutHold(LetterKind kind) => kind is LetterKind.ExtensionRefused or LetterKind.HoldReleased;

    /// <summary>It is about a disclosure of the case.</summary>
    public static bool IsAboutDisclosure(LetterKind kind) => kind is LetterKind.Production;

    private static FieldRule Known(string name) => new(name, IsGiven: false, IsList: false, IsDay: false);

    private static FieldRule List(string name) => new(name, IsGiven: false, IsList: true, IsDay: false);

    private static FieldRule Given(string name) => new(name, IsGiven: true, IsList: false, IsDay: false);
}

/// <summary>One field of a kind of letter.</summary>
/// <param name="IsGiven">The drafter gives it; else the case knows it.</param>
/// <param name="IsList">It has one line or more, and stands alone in an entry of a list.</param>
/// <param name="IsDay">It is given as a day.</param>
internal sealed record FieldRule(string Name, bool IsGiven, bool IsList, bool IsDay);
