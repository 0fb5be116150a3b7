using System.Collections.Immutable;
using Lert.Grains.Pages;

namespace Lert.Grains.Rotas;

/// <summary>A rota as callers see it.</summary>
/// <param name="Overrides">In the order in which they were made; those that are over for 35 days are in the journal only.</param>
/// <param name="Policies">At most one for each kind of alert.</param>
/// <param name="Notes">The last 20, the newest first.</param>
/// <param name="GapAhead">Set while the 30 days ahead have a gap: the first of them, as it was found.</param>
[GenerateSerializer, Immutable, Alias("lert.rota-view")]
public sealed record RotaView(
    [property: Id(0)] string RotaId,
    [property: Id(1)] long Version,
    [property: Id(2)] RotaDefinition Definition,
    [property: Id(3)] ImmutableArray<RotaOverrideView> Overrides,
    [property: Id(4)] ImmutableArray<DeskPolicy> Policies,
    [property: Id(5)] ImmutableArray<HandoffNote> Notes,
    [property: Id(6)] RotaGap? GapAhead)
{
    /// <summary>When nobody is on call in the 30 days from the moment of the answer. At most 100.</summary>
    [Id(7)]
    public ImmutableArray<RotaGap> Gaps { get => field.IsDefault ? [] : field; init; }
}

/// <param name="Id">Such as <c>o17</c>; the two halves of a swap share theirs.</param>
/// <param name="Replaces">Null for whoever it is.</param>
/// <param name="Person">Null for nobody.</param>
[GenerateSerializer, Immutable, Alias("lert.rota-override-view")]
public sealed record RotaOverrideView(
    [property: Id(0)] string Id,
    [property: Id(1)] DateTimeOffset From,
    [property: Id(2)] DateTimeOffset Until,
    [property: Id(3)] string? Replaces,
    [property: Id(4)] string? Person,
    [property: Id(5)] string? Reason,
    [property: Id(6)] bool IsSwap,
    [property: Id(7)] DateTimeOffset MadeAt,
    [property: Id(8)] string MadeBy);

/// <param name="Alert"><see cref="AlertKind.Unspecified"/> is the desk's default.</param>
[GenerateSerializer, Immutable, Alias("lert.desk-policy")]
public sealed record DeskPolicy([property: Id(0)] AlertKind Alert, [property: Id(1)] EscalationPolicy Policy);

/// <summary>What whoever comes on must know.</summary>
[GenerateSerializer, Immutable, Alias("lert.handoff-note")]
public sealed record HandoffNote([property: Id(0)] string Text, [property: Id(1)] DateTimeOffset At, [property: Id(2)] string By);

/// <summary>A time with nobody on call.</summary>
[GenerateSerializer, Immutable, Alias("lert.rota-gap")]
public sealed record RotaGap([property: Id(0)] DateTimeOffset Start, [property: Id(1)] DateTimeOffset End);

/// <summary>One person's time on call. <paramref name="Source"/> is the layer's name, or <c>override</c>.</summary>
[GenerateSerializer, Immutable, Alias("lert.rota-shift")]
public sealed record RotaShift(
    [property: Id(0)] DateTimeOffset Start, [property: Id(1)] DateTimeOffset End, [property: Id(2)] string Person, [property: Id(3)] string Source);

/// <summary>The shifts and gaps of a window.</summary>
/// <param name="Shifts">In order, cut to the window.</param>
/// <param name="IsCut">There are more shifts than are given at once.</param>
[GenerateSerializer, Immutable, Alias("lert.rota-calendar")]
public sealed record RotaCalendar([property: Id(0)] RotaView Rota, [property: Id(1)] ImmutableArray<RotaShift> Shifts, [property: Id(2)] ImmutableArray<RotaGap> Gaps, [property: Id(3)] bool IsCut);
