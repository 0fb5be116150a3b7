using System.Collections.Immutable;
using System.Text.Json;
using Lert.Domain.Rulebooks;

namespace Lert.Domain.Disclosures;

/// <summary>The grounds on which an order is not executed, as data: those of the form that goes back to the authority.</summary>
/// <param name="Source">The law and the form.</param>
/// <param name="Confidence">How sure we are of the wording; no law here was checked by counsel.</param>
public sealed record NonExecutionBook(string Source, string Confidence, ImmutableArray<NonExecutionGround> Grounds)
{
    public static NonExecutionBook BuiltIn { get; } = JsonSerializer.Deserialize(RulesFile.BuiltIn("Disclosures.non-execution.json"), RulesJson.Default.NonExecutionBook)!;

    public NonExecutionGround? Find(string id) => Grounds.FirstOrDefault(ground => ground.Id == id);
}

/// <summary>One ground.</summary>
/// <param name="Place">Where it stands in the form.</param>
/// <param name="NeedsThirdCountryPart">The form's part about conflicting obligations is to be filled in as well.</param>
public sealed record NonExecutionGround(string Id, string Place, string Sentence, bool NeedsThirdCountryPart);
