using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Lert.Grains.Pages;

namespace Lert.Grains.Rotas;

/// <summary>
/// What a rota can be asked to do. Names and shapes are permanent. <c>Unreachable</c> is a fact that the grain reads before it decides: those of the people
/// that the command names who have no contact rule. Whoever sends the command leaves it empty.
/// </summary>
[GenerateSerializer, Immutable, Alias("lert.rota-command")]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Put), "rota.put.v1")]
[JsonDerivedType(typeof(AddOverrides), "rota.add-overrides.v1")]
[JsonDerivedType(typeof(RemoveOverride), "rota.remove-override.v1")]
[JsonDerivedType(typeof(Swap), "rota.swap.v1")]
[JsonDerivedType(typeof(PutPolicy), "rota.put-policy.v1")]
[JsonDerivedType(typeof(RemovePolicy), "rota.remove-policy.v1")]
[JsonDerivedType(typeof(WriteNote), "rota.write-note.v1")]
[JsonDerivedType(typeof(Tick), "rota.tick.v1")]
public abstract record RotaCommand
{
    private RotaCommand()
    {
    }

    /// <summary>The whole definition. The first one makes the rota; a later one leaves overrides, policies and notes as they are.</summary>
    [GenerateSerializer, Immutable, Alias("lert.rota.put")]
    public sealed record Put([property: Id(0)] RotaDefinition Definition, [property: Id(1)] ImmutableArray<string> Unreachable) : RotaCommand;

    /// <summary>For a time somebody else is on call. All of them, or none when one is wrong; 1 to 200.</summary>
    [GenerateSerializer, Immutable, Alias("lert.rota.add-overrides")]
    public sealed record AddOverrides(
        [property: Id(0)] ImmutableArray<OverrideOrder> Overrides, [property: Id(1)] ImmutableArray<string> Unreachable) : RotaCommand;

    /// <summary>Takes back an override, or both halves of a swap.</summary>
    [GenerateSerializer, Immutable, Alias("lert.rota.remove-override")]
    public sealed record RemoveOverride([property: Id(0)] string OverrideId) : RotaCommand;

    /// <summary>Two people exchange stretches. Refused when it would leave a gap, or make somebody cover who is not on the rota.</summary>
    [GenerateSerializer, Immutable, Alias("lert.rota.swap")]
    public sealed record Swap(
        [property: Id(0)] SwapSide One, [property: Id(1)] SwapSide Other, [property: Id(2)] string? Reason, [property: Id(3)] ImmutableArray<string> Unreachable) : RotaCommand;

    /// <param name="Alert">For which alerts; <see cref="AlertKind.Unspecified"/> is the desk's default.</param>
    [GenerateSerializer, Immutable, Alias("lert.rota.put-policy")]
    public sealed record PutPolicy(
        [property: Id(0)] AlertKind Alert, [property: Id(1)] EscalationPolicy Policy, [property: Id(2)] ImmutableArray<string> Unreachable) : RotaCommand;

    [GenerateSerializer, Immutable, Alias("lert.rota.remove-policy")]
    public sealed record RemovePolicy([property: Id(0)] AlertKind Alert) : RotaCommand;

    /// <summary>What the next one on call must know. The last 20 are kept.</summary>
    [GenerateSerializer, Immutable, Alias("lert.rota.write-note")]
    public sealed record WriteNote([property: Id(0)] string Text) : RotaCommand;

    [GenerateSerializer, Immutable, Alias("lert.rota.tick")]
    public sealed record Tick : RotaCommand;
}

/// <summary>One override, as a person asks for it.</summary>
/// <param name="From">
/// A date and time of day on the wall clock of the rota's zone, such as <c>2026-03-08T09:00</c>. Where clocks change, one that does not exist or happens twice is
/// refused, and an offset says which is meant: <c>2026-11-01T01:30-07:00</c>. With an offset or a <c>Z</c> any instant can be named.
/// </param>
/// <param name="Until">The same; the first instant after it.</param>
/// <param name="Replaces">Only this person's shifts; null for whoever it is, and for gaps as well.</param>
/// <param name="Person">Who is on call instead; null for nobody.</param>
[GenerateSerializer, Immutable, Alias("lert.override-order")]
public sealed record OverrideOrder(
    [property: Id(0)] string From, [property: Id(1)] string Until, [property: Id(2)] string? Replaces, [property: Id(3)] string? Person, [property: Id(4)] string? Reason);

/// <summary>What one of two gives in a swap.</summary>
/// <param name="Person">Who is on call there now, at least for a part of it.</param>
/// <param name="From">As in <see cref="OverrideOrder"/>.</param>
[GenerateSerializer, Immutable, Alias("lert.swap-side")]
public sealed record SwapSide([property: Id(0)] string Person, [property: Id(1)] string From, [property: Id(2)] string Until);
