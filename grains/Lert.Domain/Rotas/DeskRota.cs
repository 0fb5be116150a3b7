using System.Collections.Immutable;
using Lert.Grains.Rotas;
using NodaTime;

namespace Lert.Domain.Rotas;

/// <summary>From the definition that a lead wrote to the rules that are computed with.</summary>
public static class DeskRota
{
    private const int MostGaps = 100;

    /// <summary>The zone of this name; null where there is none.</summary>
    public static DateTimeZone? Zone(string id) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(id);

    /// <summary>A zone that does not exist reads as UTC, and an unknown unit as days: both are found to be wrong before anything is stored.</summary>
    public static Rota Of(RotaDefinition definition, ImmutableArray<RotaOverrideView> overrides)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return new Rota(ZoneOrUtc(definition.Zone), [.. definition.Layers.Select(Of)], [.. overrides.Select(Of)]);
    }

    /// <summary>The same rota with the gaps of the 30 days from <paramref name="now"/>.</summary>
    public static RotaView WithGaps(RotaView rota, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(rota);
        return rota with { Gaps = [.. Schedule(rota).Gaps(now.ToInstant(), now.ToInstant() + GapWatch.Ahead).Take(MostGaps).Select(Gap)] };
    }

    /// <summary>Who is on call, and until when.</summary>
    public static OnCall OnCall(this RotaSchedule schedule, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        var (person, until) = schedule.OnCall(at.ToInstant());
        return new OnCall(person, until?.ToDateTimeOffset());
    }

    /// <summary>The shifts and gaps of a window; of more shifts than <paramref name="most"/> the first ones.</summary>
    public static RotaCalendar Calendar(this RotaSchedule schedule, RotaView rota, DateTimeOffset from, DateTimeOffset until, int most)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        var shifts = schedule.Shifts(from.ToInstant(), until.ToInstant());
        return new RotaCalendar(
            rota,
            [.. shifts.Take(most).Select(shift => new RotaShift(shift.Start.ToDateTimeOffset(), shift.End.ToDateTimeOffset(), shift.Person, shift.Source))],
            [.. RotaSchedule.Between(shifts, from.ToInstant(), until.ToInstant()).Take(most).Select(Gap)],
            shifts.Length > most);
    }

    public static RotaSchedule Schedule(RotaView rota)
    {
        ArgumentNullException.ThrowIfNull(rota);
        return new RotaSchedule(Of(rota.Definition, rota.Overrides));
    }

    internal static RotaSchedule Schedule(RotaState state) => new(Of(state.Definition!, state.Overrides));

    internal static DateTimeZone ZoneOrUtc(string id) => Zone(id) ?? DateTimeZone.Utc;

    internal static RotaOverride Of(RotaOverrideView made) => new(made.From.ToInstant(), made.Until.ToInstant(), made.Replaces, made.Person);

    internal static RotaGap Gap((Instant Start, Instant End) gap) => new(gap.Start.ToDateTimeOffset(), gap.End.ToDateTimeOffset());

    internal static Instant ToInstant(this DateTimeOffset at) => Instant.FromDateTimeOffset(at);

    private static Layer Of(RotaLayer layer) => new(
        layer.Name,
        LocalDate.FromDateOnly(layer.StartOn),
        Of(layer.Rotation),
        layer.People,
        [.. layer.Windows.Select(Of)],
        layer.Zone is { } zone ? ZoneOrUtc(zone) : null);

    private static Rotation Of(HandOffRule rule) => (rule.Unit, LocalTime.FromTimeOnly(rule.At)) switch
    {
        (TurnUnit.Week, var at) => new Rotation.Weekly(rule.Every, (IsoDayOfWeek)rule.Day, at),
        (TurnUnit.Month, var at) => new Rotation.Monthly(rule.Day, at),
        (_, var at) => new Rotation.Daily(rule.Every, at),
    };

    private static CoverWindow Of(CoverHours hours) => hours is { FromDay: 0, ToDay: 0 }
        ? new CoverWindow.Daily(LocalTime.FromTimeOnly(hours.From), LocalTime.FromTimeOnly(hours.To))
        : new CoverWindow.Weekly((IsoDayOfWeek)hours.FromDay, LocalTime.FromTimeOnly(hours.From), (IsoDayOfWeek)hours.ToDay, LocalTime.FromTimeOnly(hours.To));
}
