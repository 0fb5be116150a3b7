using System.Collections.Immutable;
using NodaTime;

namespace Lert.Domain.Rotas;

/// <summary>Who is on call for a desk, as rules.</summary>
/// <param name="Zone">Where the wall clock of its rules hangs.</param>
/// <param name="Layers">From the ground up: where a later one covers, it hides those before it.</param>
/// <param name="Overrides">In the order in which they were made: each changes what the ones before it left.</param>
public sealed record Rota(DateTimeZone Zone, ImmutableArray<Layer> Layers, ImmutableArray<RotaOverride> Overrides);

/// <summary>For a time somebody else is on call, or nobody. A swap is two of them.</summary>
/// <param name="From">The first instant.</param>
/// <param name="Until">The first instant after it.</param>
/// <param name="Replaces">Only this person's shifts; null for whoever it is, and for gaps as well.</param>
/// <param name="Person">Who is on call instead; null for nobody.</param>
public sealed record RotaOverride(Instant From, Instant Until, string? Replaces, string? Person)
{
    internal bool Applies(string? onCall) => Replaces is null || Replaces == onCall;
}

/// <summary>One person's time on call. <paramref name="Source"/> is the layer's name, or <see cref="ByOverride"/>.</summary>
public sealed record Shift(Instant Start, Instant End, string Person, string Source)
{
    public const string ByOverride = "override";
}
