using Lert.Domain.Rotas;
using Lert.Domain.Tests.Deciding;
using Lert.Grains.Pages;
using Lert.Grains.Rotas;

namespace Lert.Domain.Tests.Rotas;

/// <summary>A desk in Los Angeles whose people hand on every Monday at nine, for tests. <see cref="Some.Start"/> is a Thursday in Bo's week.</summary>
internal static class SomeDesk
{
    public const string Key = "us-r-night-desk";
    public const string Ana = "us-u-ana";
    public const string Bo = "us-u-bo";
    public const string Cy = "us-u-cy";

    public static readonly HandOffRule EveryMonday = new(TurnUnit.Week, 1, 1, new TimeOnly(9, 0));
    public static readonly CoverHours Weekdays = new(1, TimeOnly.MinValue, 6, TimeOnly.MinValue);

    public static RotaDefinition Weekly { get; } = Of(Layer("base"));

    public static EscalationPolicy Policy { get; } = new(
        [new EscalationStep([Key], [], TimeSpan.FromMinutes(5)), new EscalationStep([], [Bo], TimeSpan.FromMinutes(10))],
        2, [Cy], TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30));

    public static RotaEvent.Defined Defined { get; } = new(null, Weekly, Some.Start, "user:lead");

    public static RotaLayer Layer(string name, params CoverHours[] windows) => new(name, new DateOnly(2026, 1, 5), EveryMonday, [Ana, Bo], [.. windows], null);

    public static RotaDefinition Of(params RotaLayer[] layers) => new("Night desk", "America/Los_Angeles", [.. layers]);

    public static RotaCommand.AddOverrides Override(string from, string until, string? person, string? replaces = null) =>
        new([new OverrideOrder(from, until, replaces, person, null)], []);

    public static RotaCommand.Swap Swap(string from, string until, string otherFrom, string otherUntil, string one = Ana, string other = Bo) =>
        new(new SwapSide(one, from, until), new SwapSide(other, otherFrom, otherUntil), "a wedding", []);

    public static RotaOverrideView Made(string id = "o1", string from = "2026-01-20T00:00:00Z", string until = "2026-01-21T00:00:00Z") =>
        new(id, Some.Instant(from), Some.Instant(until), Ana, Cy, "ill", IsSwap: false, Some.Start, "user:lead");
}
