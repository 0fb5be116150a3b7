namespace Lert.Grains.Rotas;

/// <summary>Who is on call at an instant, and how long that answer is good.</summary>
/// <param name="Responder">The responder's id; null in a gap.</param>
/// <param name="Until">When somebody else, or nobody, is on call; null when that is further off than a rota is computed.</param>
[GenerateSerializer, Immutable, Alias("lert.on-call")]
public sealed record OnCall([property: Id(0)] string? Responder, [property: Id(1)] DateTimeOffset? Until);
