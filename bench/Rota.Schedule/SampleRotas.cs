using System.Collections.Immutable;
using Lert.Domain.Rotas;
using NodaTime;

namespace Rota.Schedule;

/// <summary>Rotas of ten layers, as large desks have them; the last is made to be as dear as it can be.</summary>
internal static class SampleRotas
{
    private static readonly DateTimeZone Angeles = DateTimeZoneProviders.Tzdb["America/Los_Angeles"];
    private static readonly ImmutableArray<DateTimeZone> Zones =
        [.. new[] { "America/Los_Angeles", "Europe/Dublin", "Asia/Kolkata", "Australia/Sydney" }.Select(id => DateTimeZoneProviders.Tzdb[id])];

    private static readonly CoverWindow Weekend = new CoverWindow.Weekly(IsoDayOfWeek.Friday, new(18, 0), IsoDayOfWeek.Monday, new(9, 0));

    public static ImmutableArray<(string Name, Lert.Domain.Rotas.Rota Rota)> All { get; } =
    [
        ("weekly hand-offs, weekends above", Of(layer => new Rotation.Weekly(1, (IsoDayOfWeek)((layer % 7) + 1), new(9, 0)), layer => layer == 0 ? [] : [Weekend])),
        ("follow the sun, daily hand-offs", Of(_ => new Rotation.Daily(1, new(9, 0)), layer => [new CoverWindow.Daily(new(layer * 2, 0), new((layer * 2) + 3, 0))])),
        ("daily hand-offs, three windows a layer", Of(
            _ => new Rotation.Daily(1, new(9, 0)),
            layer => [new CoverWindow.Daily(new(layer, 0), new(layer + 1, 0)), new CoverWindow.Daily(new(layer + 8, 30), new(layer + 9, 0)), Weekend])),
    ];

    private static Lert.Domain.Rotas.Rota Of(Func<int, Rotation> rotation, Func<int, ImmutableArray<CoverWindow>> windows) => new(
        Angeles,
        [.. Enumerable.Range(0, 10).Select(layer => new Layer(
            $"layer {layer}", new LocalDate(2026, 1, 5), rotation(layer), [.. Enumerable.Range(0, 12).Select(person => $"us-u-p{person}")], windows(layer), Zones[layer % Zones.Length]))],
        [.. Enumerable.Range(0, 50).Select(week => new RotaOverride(
            Instant.FromUtc(2026, 1, 6, 0, 0) + Duration.FromDays(week * 7), Instant.FromUtc(2026, 1, 7, 0, 0) + Duration.FromDays(week * 7), "us-u-p1", "us-u-p2"))]);
}
