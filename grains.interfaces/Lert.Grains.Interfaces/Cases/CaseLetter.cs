using Lert.Grains.Letters;

namespace Lert.Grains.Cases;

/// <summary>A letter of a case, as far as its case knows.</summary>
/// <param name="At">When it came so far.</param>
/// <param name="By">Who brought it so far.</param>
[GenerateSerializer, Immutable, Alias("lert.case-letter")]
public sealed record CaseLetter(
    [property: Id(0)] string LetterId,
    [property: Id(1)] LetterKind Kind,
    [property: Id(2)] string Language,
    [property: Id(3)] LetterStatus Status,
    [property: Id(4)] DateTimeOffset At,
    [property: Id(5)] string By);
