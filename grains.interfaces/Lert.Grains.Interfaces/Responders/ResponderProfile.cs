using System.Collections.Immutable;

namespace Lert.Grains.Responders;

/// <summary>What a person may be shown. Each includes those before it.</summary>
public enum Clearance
{
    Unspecified = 0,
    Standard = 1,

    /// <summary>Restricted cases: minors, journalists, lawyers, employees, public figures.</summary>
    Restricted = 2,

    /// <summary>Material of child abuse.</summary>
    ChildSafety = 3,
}

/// <summary>A person, as far as work is given by it.</summary>
/// <param name="DisplayName">1 to 100 characters.</param>
/// <param name="Zone">The IANA zone in which their days and weeks are counted.</param>
/// <param name="Languages">Codes such as <c>es</c> or <c>pt-br</c>, at most 20.</param>
/// <param name="Skills">Words of a-z, 0-9 and hyphens, at most 50.</param>
/// <param name="Regions">The home regions whose cases they may take: 1 to 20.</param>
/// <param name="Desks">Keys of the rotas whose desks they work for, at most 20.</param>
[GenerateSerializer, Immutable, Alias("lert.responder-profile")]
public sealed record ResponderProfile(
    [property: Id(0)] string DisplayName,
    [property: Id(1)] string Zone,
    [property: Id(2)] ImmutableArray<string> Languages,
    [property: Id(3)] ImmutableArray<string> Skills,
    [property: Id(4)] Clearance Clearance,
    [property: Id(5)] ImmutableArray<string> Regions,
    [property: Id(6)] ImmutableArray<string> Desks);
