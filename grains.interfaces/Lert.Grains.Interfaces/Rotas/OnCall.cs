using System.Collections.Immutable;

namespace Lert.Grains.Rotas;

/// <summary>Who is on call at an instant, and how long that answer is good.</summary>
/// <param name="Responder">The responder's id; null in a gap.</param>
/// <param name="Until">When somebody else, or nobody, is on call; null when that is further off than a rota is computed.</param>
[GenerateSerializer, Immutable, Alias("lert.on-call")]
public sealed record OnCall([property: Id(0)] string? Responder, [property: Id(1)] DateTimeOffset? Until);

/// <summary>Who is on call, who is next, and what they must know.</summary>
/// <param name="At">The instant that it is said of.</param>
/// <param name="Next">From the end of <paramref name="Now"/> on; null when that has no end that is known.</param>
/// <param name="Notes">The latest, the newest first; at most 3.</param>
[GenerateSerializer, Immutable, Alias("lert.on-call-report")]
public sealed record OnCallReport(
    [property: Id(0)] DateTimeOffset At, [property: Id(1)] OnCall Now, [property: Id(2)] OnCall? Next, [property: Id(3)] ImmutableArray<HandoffNote> Notes);
