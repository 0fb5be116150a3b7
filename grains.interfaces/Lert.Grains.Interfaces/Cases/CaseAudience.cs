using System.Collections.Immutable;

namespace Lert.Grains.Cases;

/// <summary>Who may see a case, and all that belongs to it.</summary>
/// <param name="IsRestricted">Only people of <paramref name="Access"/>, and those who check everything. A case is restricted from its first moment on, or never.</param>
[GenerateSerializer, Immutable, Alias("lert.case-audience")]
public sealed record CaseAudience([property: Id(0)] string CaseId, [property: Id(1)] bool IsRestricted, [property: Id(2)] ImmutableArray<string> Access);
