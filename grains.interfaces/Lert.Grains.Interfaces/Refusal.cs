using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Lert.Grains;

/// <summary>A refusal is a value: the command was understood, and the rules say no. Nothing was changed, except where the refusal itself is journaled.</summary>
/// <param name="Code">Permanent, such as <c>hold.extension-exhausted</c>; all of them stand in <see cref="RefusalCodes"/>.</param>
/// <param name="Message">One sentence for a person.</param>
/// <param name="Violations">Every field that the refusal is about, by its path; empty where it is about none.</param>
/// <param name="Details">Machine-readable particulars, such as the right entity or the current version.</param>
[GenerateSerializer, Immutable, Alias("lert.refusal")]
[method: JsonConstructor]
public sealed record Refusal(
    [property: Id(0)] string Code,
    [property: Id(1)] string Message,
    [property: Id(2)] ImmutableArray<FieldViolation> Violations,
    [property: Id(3)] ImmutableDictionary<string, string> Details)
{
    public Refusal(string code, string message)
        : this(code, message, [], ImmutableDictionary<string, string>.Empty)
    {
    }

    public static Refusal Invalid(ImmutableArray<FieldViolation> violations) =>
        new(RefusalCodes.RequestInvalid, "The request has invalid fields.", violations, ImmutableDictionary<string, string>.Empty);

    public Refusal With(string key, string value) => this with { Details = Details.SetItem(key, value) };
}
