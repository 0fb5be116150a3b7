using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Lert.Domain.Rotas;
using NodaTime;

namespace Lert.Domain.Tests.Rotas;

/// <summary>Rotas for tests.</summary>
internal static class SomeRota
{
    public static readonly DateTimeZone Angeles = DateTimeZoneProviders.Tzdb["America/Los_Angeles"];
    public static readonly DateTimeZone Dublin = DateTimeZoneProviders.Tzdb["Europe/Dublin"];

    private static readonly ImmutableArray<DateTimeZone> Zones =
    [
        .. new[]
        {
            "UTC", "America/Los_Angeles", "America/New_York", "America/Sao_Paulo", "America/St_Johns", "America/Havana", "America/Nuuk", "Europe/Dublin", "Europe/Berlin",
            "Europe/Chisinau", "Africa/Cairo", "Africa/Casablanca", "Asia/Beirut", "Asia/Gaza", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Sydney",
            "Australia/Lord_Howe", "Pacific/Chatham", "Pacific/Apia",
        }.Select(id => DateTimeZoneProviders.Tzdb[id]),
    ];

    private static readonly Gen<LocalTime> Time = Gen.Choose(0, 47).Select(half => new LocalTime(half / 2, half % 2 * 30));
    private static readonly Gen<IsoDayOfWeek> Day = Gen.Choose(1, 7).Select(day => (IsoDayOfWeek)day);

    private static readonly Instant First = Instant.FromUtc(2026, 1, 1, 0, 0);

    /// <summary>A sound rota of one to four layers in any of twenty zones, with overrides, and an instant in its ten years.</summary>
    public static Arbitrary<(Rota Rota, Instant At)> Any { get; } = Sound(
        from zone in Gen.Elements(Zones.AsEnumerable())
        from hours in Gen.Choose(0, 10 * 365 * 24)
        select (zone, First + Duration.FromMinutes((hours * 60L) + (hours % 60)))).ToArbitrary();

    /// <summary>The same, and the instant lies some days before the clocks of its zone change.</summary>
    public static Arbitrary<(Rota Rota, Instant At)> BeforeAClockChange { get; } = Sound(
        from change in Gen.Elements(Zones.SelectMany(zone => zone.GetZoneIntervals(First, First + Duration.FromDays(3_650)).Skip(1).Select(interval => (zone, interval.Start))))
        from hours in Gen.Choose(0, 15 * 24)
        select (change.zone, change.Start - Duration.FromHours(hours))).ToArbitrary();

    /// <summary>Monday to Friday in a row of days.</summary>
    public static CoverWindow Weekdays => new CoverWindow.Weekly(IsoDayOfWeek.Monday, LocalTime.Midnight, IsoDayOfWeek.Saturday, LocalTime.Midnight);

    public static Layer Layer(Rotation rotation, string[] people, params CoverWindow[] windows) =>
        new("base", new LocalDate(2026, 1, 5), rotation, [.. people], [.. windows]);

    public static RotaSchedule Schedule(DateTimeZone zone, params Layer[] layers) => new(new Rota(zone, [.. layers], []));

    private static Gen<(Rota Rota, Instant At)> Sound(Gen<(DateTimeZone Zone, Instant At)> places) =>
        from place in places
        from count in Gen.Choose(1, 4)
        from layers in Gen.ArrayOf(ALayer(), count)
        from changeCount in Gen.Choose(0, 3)
        from changes in Gen.ArrayOf(AnOverride(place.At), changeCount)
        let rota = new Rota(place.Zone, [.. layers.Select((layer, index) => layer with { Name = $"layer {index}" })], [.. changes])
        where RotaProblems.Of(rota).IsEmpty
        select (rota, place.At);

    private static Gen<Layer> ALayer() =>
        from start in Gen.Choose(0, 3_000)
        from rotation in Gen.OneOf(
            from days in Gen.Choose(1, 15) from at in Time select (Rotation)new Rotation.Daily(days, at),
            from weeks in Gen.Choose(1, 3) from day in Day from at in Time select (Rotation)new Rotation.Weekly(weeks, day, at),
            from day in Gen.Choose(1, 31) from at in Time select (Rotation)new Rotation.Monthly(day, at))
        from people in Gen.Choose(1, 5)
        from windowCount in Gen.Choose(0, 2)
        from windows in Gen.ArrayOf(
            Gen.OneOf(
                from start in Time from end in Time select (CoverWindow)new CoverWindow.Daily(start, end),
                from startDay in Day from start in Time from endDay in Day from end in Time select (CoverWindow)new CoverWindow.Weekly(startDay, start, endDay, end)),
            windowCount)
        select new Layer("", new LocalDate(2025, 1, 1).PlusDays(start), rotation, [.. Enumerable.Range(0, people).Select(person => $"p{person}")], [.. windows]);

    private static Gen<RotaOverride> AnOverride(Instant at) =>
        from offset in Gen.Choose(-200, 400)
        from hours in Gen.Choose(1, 100)
        from replaces in Gen.Elements(null, "p0", "p1")
        from person in Gen.Elements(null, "p2", "stand-in")
        select new RotaOverride(at + Duration.FromHours(offset), at + Duration.FromHours(offset + hours), replaces, person);
}
