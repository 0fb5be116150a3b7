using System.Collections.Immutable;

namespace Lert.Grains.Pages;

/// <summary>Who is told, after how long the next, and who when all else failed. It never ends silently.</summary>
/// <param name="Steps">1 to 20, in order.</param>
/// <param name="Repeats">How often all steps are gone through again when nobody acknowledged, 0 to 10.</param>
/// <param name="BreakGlass">Responders who are all told at the end, again and again until somebody acknowledges. At least one, at most 50.</param>
/// <param name="BreakGlassEvery">The time between two of those. 1 minute to 1 hour.</param>
/// <param name="AcknowledgedFor">How long an acknowledgement is good with nothing done. 1 minute to 24 hours.</param>
[GenerateSerializer, Immutable, Alias("lert.escalation-policy")]
public sealed record EscalationPolicy(
    [property: Id(0)] ImmutableArray<EscalationStep> Steps,
    [property: Id(1)] int Repeats,
    [property: Id(2)] ImmutableArray<string> BreakGlass,
    [property: Id(3)] TimeSpan BreakGlassEvery,
    [property: Id(4)] TimeSpan AcknowledgedFor);

/// <param name="Rotas">Keys of rotas: whoever is on call there at the moment of the step.</param>
/// <param name="Responders">Ids of responders, whether on call or not.</param>
/// <param name="Delay">How long the step waits for an acknowledgement. 30 seconds to 4 hours.</param>
[GenerateSerializer, Immutable, Alias("lert.escalation-step")]
public sealed record EscalationStep(
    [property: Id(0)] ImmutableArray<string> Rotas, [property: Id(1)] ImmutableArray<string> Responders, [property: Id(2)] TimeSpan Delay);
