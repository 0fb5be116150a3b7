using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lert.Domain.Disclosures;

/// <summary>The grounds on which an order is not executed, as data: those of the form that goes back to the authority.</summary>
/// <param name="Source">The law and the form.</param>
/// <param name="Confidence">How sure we are of the wording; no law here was checked by counsel.</param>
public sealed record NonExecutionBook(string Source, string Confidence, ImmutableArray<NonExecutionGround> Grounds)
{
    public static NonExecutionBook BuiltIn { get; } = Read();

    public NonExecutionGround? Find(string id) => Grounds.FirstOrDefault(ground => ground.Id == id);

    private static NonExecutionBook Read()
    {
        using var stream = typeof(NonExecutionBook).Assembly.GetManifestResourceStream("Lert.Domain.Disclosures.non-execution.json")
            ?? throw new InvalidOperationException("The grounds of non-execution are not in the assembly.");
        return JsonSerializer.Deserialize(stream, NonExecutionJson.Default.NonExecutionBook) ?? throw new InvalidOperationException("The grounds of non-execution are empty.");
    }
}

/// <summary>One ground.</summary>
/// <param name="Place">Where it stands in the form.</param>
/// <param name="NeedsThirdCountryPart">The form's part about conflicting obligations is to be filled in as well.</param>
public sealed record NonExecutionGround(string Id, string Place, string Sentence, bool NeedsThirdCountryPart);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(NonExecutionBook))]
internal sealed partial class NonExecutionJson : JsonSerializerContext;
