using System.Collections.Immutable;
using Lert.Grains.Responders;
using Lert.Grains.Rotas;

namespace Lert.Grains.Pages;

/// <summary>What a page needs to know of others to do what is due now. Each was asked at the moment of the decision.</summary>
/// <param name="Policy">Null when it was not asked for.</param>
[GenerateSerializer, Immutable, Alias("lert.page-facts")]
public sealed record PageFacts(
    [property: Id(0)] PolicyFact? Policy, [property: Id(1)] ImmutableArray<RotaFact> Rotas, [property: Id(2)] ImmutableArray<ContactFact> Contacts)
{
    public static readonly PageFacts None = new(null, [], []);
}

/// <param name="Policy">Null when the desk has none, or is not there.</param>
/// <param name="IsRead">False when the desk could not be asked.</param>
[GenerateSerializer, Immutable, Alias("lert.policy-fact")]
public sealed record PolicyFact([property: Id(0)] EscalationPolicy? Policy, [property: Id(1)] bool IsRead);

/// <param name="OnCall">Null when there is no such rota.</param>
/// <param name="IsRead">False when it could not be asked.</param>
[GenerateSerializer, Immutable, Alias("lert.rota-fact")]
public sealed record RotaFact([property: Id(0)] string Rota, [property: Id(1)] OnCall? OnCall, [property: Id(2)] bool IsRead);

/// <param name="Rules">Empty for somebody who is not known or cannot be reached for such an alert.</param>
/// <param name="IsRead">False when the responder could not be asked.</param>
[GenerateSerializer, Immutable, Alias("lert.contact-fact")]
public sealed record ContactFact([property: Id(0)] string Responder, [property: Id(1)] ImmutableArray<ContactRule> Rules, [property: Id(2)] bool IsRead);
