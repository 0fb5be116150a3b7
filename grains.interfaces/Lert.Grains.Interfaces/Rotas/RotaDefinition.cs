using System.Collections.Immutable;

namespace Lert.Grains.Rotas;

/// <summary>The rules of a desk's rota, as a lead writes them.</summary>
/// <param name="Title">What people call the desk. 1 to 200 characters.</param>
/// <param name="Zone">The IANA zone in which the wall clock of its rules hangs.</param>
/// <param name="Layers">1 to 20, from the ground up: where a later one covers, it hides those before it.</param>
[GenerateSerializer, Immutable, Alias("lert.rota-definition")]
public sealed record RotaDefinition(
    [property: Id(0)] string Title, [property: Id(1)] string Zone, [property: Id(2)] ImmutableArray<RotaLayer> Layers);

/// <summary>People who take turns.</summary>
/// <param name="Name">Unique in its rota.</param>
/// <param name="StartOn">The first hand-off is the first one on or after this date.</param>
/// <param name="People">Ids of responders in the order of their turns; 1 to 500, and one may stand there more than once.</param>
/// <param name="Windows">The hours that the layer covers, at most 50; none means always.</param>
/// <param name="Zone">Where its wall clock hangs, if not where the rota's does: so a rota follows the sun.</param>
[GenerateSerializer, Immutable, Alias("lert.rota-layer")]
public sealed record RotaLayer(
    [property: Id(0)] string Name,
    [property: Id(1)] DateOnly StartOn,
    [property: Id(2)] HandOffRule Rotation,
    [property: Id(3)] ImmutableArray<string> People,
    [property: Id(4)] ImmutableArray<CoverHours> Windows,
    [property: Id(5)] string? Zone);

/// <summary>By what a turn is counted.</summary>
public enum TurnUnit
{
    Unspecified = 0,
    Day = 1,
    Week = 2,
    Month = 3,
}

/// <summary>When one hands on to the next.</summary>
/// <param name="Every">So many days (1 to 366) or weeks (1 to 52); 1 for a month.</param>
/// <param name="Day">Of the week, 1 for Monday to 7; of the month, 1 to 31, in a shorter month its last; 0 for days.</param>
/// <param name="At">The time of day.</param>
[GenerateSerializer, Immutable, Alias("lert.hand-off-rule")]
public sealed record HandOffRule([property: Id(0)] TurnUnit Unit, [property: Id(1)] int Every, [property: Id(2)] int Day, [property: Id(3)] TimeOnly At);

/// <summary>Hours that a layer covers. An end that is not after the start is on the next day, or in the next week.</summary>
/// <param name="FromDay">1 for Monday to 7; 0, like <paramref name="ToDay"/>, for every day.</param>
[GenerateSerializer, Immutable, Alias("lert.cover-hours")]
public sealed record CoverHours([property: Id(0)] int FromDay, [property: Id(1)] TimeOnly From, [property: Id(2)] int ToDay, [property: Id(3)] TimeOnly To);
