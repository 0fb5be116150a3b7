using System.Collections.Immutable;
using NodaTime;

namespace Lert.Domain.Rotas;

/// <summary>One line of a rota: people who take turns.</summary>
/// <param name="Name">Unique in its rota.</param>
/// <param name="Start">The first hand-off is the first one on or after this date; before it the layer covers nothing.</param>
/// <param name="Rotation">When one hands on to the next.</param>
/// <param name="People">In the order of their turns; one may stand there more than once.</param>
/// <param name="Windows">The hours that the layer covers; none means always.</param>
/// <param name="Zone">Where its wall clock hangs, if not where the rota's does: this is how a rota follows the sun.</param>
public sealed record Layer(
    string Name, LocalDate Start, Rotation Rotation, ImmutableArray<string> People, ImmutableArray<CoverWindow> Windows, DateTimeZone? Zone = null);
